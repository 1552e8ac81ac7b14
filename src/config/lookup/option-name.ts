import type { OptionType } from '../../schema/types.js'
import { lowerCase } from '../merging/lower-case.js'

/**
 * Whether an option is a hook: `hook:NAME [ ... ]`, written without `=` (language spec 2.2, B22).
 */
export function isHook(name: string): boolean {
  return lowerCase(name).startsWith('hook:')
}

/**
 * The name of an option for display: the registered spelling. A type for many names, such as
 * `hook:NAME`, leaves the written one.
 * @param written the name as written
 */
export function optionName(type: OptionType | undefined, written: string): string {
  return type !== undefined && type.name === lowerCase(written) ? type.display : written
}
