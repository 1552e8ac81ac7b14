import { basename } from 'node:path'

/** Files of the product that are written otherwise (language spec 10): blanks mean something there. */
const NAMES: ReadonlySet<string> = new Set([
  'cluster.boot',
  'console_passwd',
  'console_roles',
  'ec_rotate.conf',
  'environment',
  'mbus.conf',
])

/** Why such a file is passed over. */
export const OTHER_LANGUAGE = 'it is not written in the language of the configuration'

/** Whether the name of a file says that it is not in the language of the configuration. */
export function isInOtherLanguage(path: string): boolean {
  return NAMES.has(basename(path))
}
