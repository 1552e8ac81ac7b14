import { basename } from 'node:path'

/** The languages of the files beside the configuration (language spec 9 and 10). */
export const DIALECTS = [
  'mbus',
  'cluster-boot',
  'environment',
  'digest',
  'passwords',
  'groups',
  'rotate',
] as const
export type DialectName = (typeof DIALECTS)[number]

/** By the names that the product gives the files. A password file has no name of its own. */
const BY_NAME: ReadonlyMap<string, DialectName> = new Map([
  ['cluster.boot', 'cluster-boot'],
  ['console_passwd', 'digest'],
  ['console_roles', 'groups'],
  ['ec_rotate.conf', 'rotate'],
  ['environment', 'environment'],
  ['mbus.conf', 'mbus'],
])

/**
 * Files of the product that are in languages of other programs, or in none that is checked: Apache's
 * in `ecconfigd.conf`, plain `name=value` lines in those of scripts.
 */
const OF_OTHERS: ReadonlySet<string> = new Set([
  'cidr_maintain.conf',
  'ec_stat_watcher.conf',
  'ecconfigd.conf',
  'liveupdate.conf',
  'messagescope_remediation.conf',
  'nginx.conf',
])

/** Why such a file is passed over. */
export const OTHER_LANGUAGE = 'it is not written in the language of the configuration'

/** The dialect of a file by its name; undefined when it is in the language of the configuration. */
export function dialectOf(path: string): DialectName | undefined {
  return BY_NAME.get(basename(path))
}

/** Whether the name of a file says that it is in a language that nothing here checks. */
export function isOfOthers(path: string): boolean {
  return OF_OTHERS.has(basename(path))
}

/** Whether the name of a file says that it is not in the language of the configuration. */
export function isInOtherLanguage(path: string): boolean {
  return dialectOf(path) !== undefined || isOfOthers(path)
}
