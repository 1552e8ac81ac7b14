/**
 * Makes bytes shorter as long as they keep a property: takes out parts, first large ones, until no
 * single byte can go or the time is up.
 *
 * @param keeps whether shorter bytes still have the property
 */
export async function minimise(
  bytes: Uint8Array,
  keeps: (shorter: Uint8Array) => Promise<boolean>,
  milliseconds: number,
): Promise<Uint8Array> {
  const until = performance.now() + milliseconds
  let shortest = bytes
  for (let size = bytes.length >> 1; size >= 1; ) {
    let shortened = false
    for (let at = 0; at < shortest.length; ) {
      if (performance.now() > until) return shortest
      const shorter = Buffer.concat([shortest.subarray(0, at), shortest.subarray(at + size)])
      if (await keeps(shorter)) {
        shortest = shorter
        shortened = true
      } else at += size
    }
    if (size === 1 && !shortened) return shortest
    size = size === 1 ? 1 : size >> 1
  }
  return shortest
}
