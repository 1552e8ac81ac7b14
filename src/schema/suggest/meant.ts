import type { ValueProblem } from '../validate.js'

/**
 * The text most likely meant by a wrong value, as a question; undefined when nothing is likely, or when
 * the question would show a secret.
 * @param isSecret whether the wrong value is a secret: a part of its text does not reveal it, the whole does
 */
export function meantBy(
  { suggestion, edit, scalar }: Pick<ValueProblem, 'suggestion' | 'edit' | 'scalar'>,
  isSecret: boolean,
): string | undefined {
  if (suggestion === undefined || edit === undefined) return undefined
  if (isSecret && edit.start === scalar?.start) return undefined
  return `Did you mean ${suggestion}?`
}
