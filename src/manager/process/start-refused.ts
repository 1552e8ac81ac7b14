/** The manager does not start; each line says why. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused'

  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'))
  }
}
