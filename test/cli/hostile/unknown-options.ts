/** Options that the product does not know, one a line. */
export function unknownOptions(times: number): string {
  return Array.from({ length: times }, (_, index) => `unk_${index} = ${index}\n`).join('')
}
