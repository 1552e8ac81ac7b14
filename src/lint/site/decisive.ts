import type { ErrorObject } from 'ajv/dist/2020.js'

/**
 * The errors without mere steps to another error: branches of a choice, the `if` of a condition.
 */
export function decisive(errors: readonly ErrorObject[]): ErrorObject[] {
  const choices = errors
    .filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf')
    .map(({ schemaPath }) => `${schemaPath}/`)
  return errors.filter(
    ({ keyword, schemaPath }) =>
      keyword !== 'if' && !choices.some((choice) => schemaPath.startsWith(choice)),
  )
}
