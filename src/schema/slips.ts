/** How many slips a name of so many characters may contain; two swapped letters count as two. */
export function mostSlips(length: number): number {
  if (length < 6) return 1
  return length < 10 ? 2 : 3
}
