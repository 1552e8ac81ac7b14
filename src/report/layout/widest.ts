/**
 * How wide a column must be for its texts, of which there may be very many.
 * @param limit texts that are longer than this do not move the others
 */
export function widest(texts: readonly string[], limit = Number.POSITIVE_INFINITY): number {
  let width = 0
  for (const { length } of texts) if (length > width && length <= limit) width = length
  return width
}
