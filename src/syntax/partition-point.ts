/**
 * How many of some things stand before a point, found by bisection: the index of the first for which a
 * condition does not hold. It must hold for none behind that one.
 * @param count how many things there are
 */
export function partitionPoint(count: number, isBefore: (index: number) => boolean): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBefore(middle)) low = middle + 1
    else high = middle
  }
  return low
}
