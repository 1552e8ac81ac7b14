import type { ConfigFile } from '../../../src/config/index.js'
import type { TextEdit } from '../../../src/syntax/index.js'

/** The kinds of mistakes that are made on purpose, as the table names them. */
export const KINDS = [
  'a letter of an option name',
  'a letter of a scope name',
  'a value of another type',
  'an option in another scope',
  'Enable and Enabled swapped',
  'a reference misspelt',
  '{ lost',
  '} lost',
  '[ lost',
  '] lost',
  '( lost',
  ') lost',
  '" lost',
  'an octal mode without its 0',
  'a CIDR mask of 40',
  'the only Listen lost',
  'a stanza copied',
  'a character nobody sees in a name',
  'a list in [ ]',
] as const

export type Kind = (typeof KINDS)[number]

/** One mistake that can be made in a file. */
export interface Site {
  readonly kind: Kind
  readonly file: ConfigFile
  readonly edits: readonly TextEdit[]
  /** Places in the unchanged text on whose lines a finding is in the right place. */
  readonly places: readonly number[]
}
