import { type NamedOption, parseValue } from '../../../config/index.js'
import { ConsoleError } from '../../../console/index.js'
import { secretTexts } from '../../../schema/index.js'
import { MASK } from '../../../schema/secrets/shapes.js'
import { MESSAGES } from '../../messages.js'

/** Stands where a mask stood: nothing about it says that it is no secret. */
const SAMPLE = 'Xq7vTz2KpW9s'

/**
 * Refuses a value that was shown with its secrets masked and typed in as it was shown (runtime spec,
 * trap 18).
 * @param value configuration text
 * @throws ConsoleError
 */
export function refuseMask({ name, type }: NamedOption, value: string): void {
  if (!value.includes(MASK)) return
  const view = parseValue(value.replaceAll(MASK, SAMPLE))
  const secrets = view === undefined ? [] : secretTexts(type, name, view)
  if (secrets.some((text) => text.includes(SAMPLE))) throw new ConsoleError(MESSAGES.maskedSecret)
}
