/**
 * The width of a column for its texts, which may be very many.
 * @param limit longer texts do not widen the column
 */
export function widest(texts: readonly string[], limit = Number.POSITIVE_INFINITY): number {
  let width = 0
  for (const { length } of texts) if (length > width && length <= limit) width = length
  return width
}
