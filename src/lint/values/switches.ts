import type { ValueView } from '../../syntax/index.js'

const ON: ReadonlySet<string> = new Set(['true', 'on', 'enabled', 'yes', '1'])
const OFF: ReadonlySet<string> = new Set(['false', 'off', 'disabled', 'no', '0'])

/** Whether a value is one of the true words (language spec 2.4). */
export function isOn(value: ValueView | undefined): boolean {
  return value?.type === 'scalar' && ON.has(value.value.toLowerCase())
}

/** Whether a value is one of the false words (language spec 2.4). */
export function isOff(value: ValueView | undefined): boolean {
  return value?.type === 'scalar' && OFF.has(value.value.toLowerCase())
}
