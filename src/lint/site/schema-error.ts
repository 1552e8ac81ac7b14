/** A site's schema that cannot be used. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError'

  /** @param schema the name of the schema for users */
  constructor(
    readonly schema: string,
    readonly reason: string,
  ) {
    super(`${schema}: no schema that can be used: ${reason}`)
  }
}
