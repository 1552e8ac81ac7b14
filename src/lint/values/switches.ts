import { booleanOf } from '../../schema/scalars.js'
import type { ValueView } from '../../syntax/index.js'

/** Whether a value is one of the true words (language spec 2.4). */
export function isOn(value: ValueView | undefined): boolean {
  return value?.type === 'scalar' && booleanOf(value.value) === true
}

/** Whether a value is one of the false words (language spec 2.4). */
export function isOff(value: ValueView | undefined): boolean {
  return value?.type === 'scalar' && booleanOf(value.value) === false
}
