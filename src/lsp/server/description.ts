/** What the program says about itself. */
export interface ServerDescription {
  readonly version: string
  /** The address of the documentation, with a slash at its end. */
  readonly docs: string
}
