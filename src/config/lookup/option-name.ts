import type { OptionType } from '../../schema/types.js'
import { lowerCase } from '../merging/lower-case.js'

/** Whether an option is a hook: `hook:NAME [ ... ]`, which is written without `=` (B22). */
export function isHook(name: string): boolean {
  return lowerCase(name).startsWith('hook:')
}

/**
 * How an option is called where it is shown: as it is registered. A type that stands for many names,
 * such as that of `hook:NAME`, leaves each its own.
 * @param written the name as somebody wrote it
 */
export function optionName(type: OptionType | undefined, written: string): string {
  return type !== undefined && type.name === lowerCase(written) ? type.display : written
}
