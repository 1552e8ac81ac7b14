import type { Scope } from '../../config/index.js'
import type { Range } from '../../syntax/index.js'

/** A place in a file of a configuration, as findings name it. */
export interface FilePlace extends Range {
  readonly file: string
}

/**
 * The range of the head of a scope's first stanza: `Listen ":25"`.
 * @throws Error for Global, which has no stanza
 */
export function headOf({ stanzas: [first] }: Scope): FilePlace {
  if (first === undefined) throw new Error('Global has no stanza')
  const { inclusion, node } = first
  const { end } = node.instance ?? node.nameToken
  return { file: inclusion.file.name, start: node.start, end }
}
