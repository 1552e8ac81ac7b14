import type { Definition, Scope } from '../../config/index.js'
import type { Related } from '../../diagnostics/index.js'
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

/** The instance of a scope's first stanza, or else its name. @throws as `headOf` */
export function labelOf({ stanzas: [first] }: Scope): FilePlace {
  if (first === undefined) throw new Error('Global has no stanza')
  const { start, end } = first.node.instance ?? first.node.nameToken
  return { file: first.inclusion.file.name, start, end }
}

/** The place of an option's name in a definition. */
export function nameOf({ inclusion, node }: Definition): FilePlace {
  const { start, end } = node.nameToken
  return { file: inclusion.file.name, start, end }
}

/** The place of a part of the value in a definition. */
export function placeOfPart({ inclusion }: Definition, { start, end }: Range): FilePlace {
  return { file: inclusion.file.name, start, end }
}

/** @param note what the definition has to do with a finding */
export function relatedTo(definition: Definition, note: string): Related {
  return { ...nameOf(definition), note }
}
