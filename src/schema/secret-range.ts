/** Where a secret stands: indices into a text, the end not included. */
export interface SecretRange {
  readonly start: number
  readonly end: number
}
