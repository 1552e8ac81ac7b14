import { type Definition, displayScope, type Scope } from '../../../config/index.js'
import { diagnostic } from '../../../diagnostics/index.js'
import type { ConfigurationRule } from '../../engine/rule.js'
import { excerpt, quoted } from '../../names/words.js'
import { nameOf, relatedTo } from '../../references/places.js'
import { eachRedefinedOption } from '../../references/scopes.js'

/**
 * An option that two stanzas of one scope set, in one file: a scope that is written twice is one,
 * and the last value counts (language spec 6). Within one stanza it is `schema/duplicate-option`,
 * and in two files `overlay/shadowed`.
 */
export const optionInTwoStanzas: ConfigurationRule = {
  codes: ['schema/option-in-two-stanzas'],
  *check(configuration) {
    // Of a main file with another name than theirs nobody knows what it is.
    if (configuration.role === 'unknown') return
    for (const { scope, definitions } of eachRedefinedOption(configuration.root)) {
      for (const [definition, first] of repeated(scope, definitions)) {
        yield diagnostic(
          'schema/option-in-two-stanzas',
          nameOf(definition),
          `Option ${quoted(definition.name)} of ${excerpt(displayScope(scope.path))} is set in another stanza too`,
          {
            detail: 'Both stanzas are one scope, and the last value counts. Keep one of them.',
            related: [relatedTo(first, 'first set here')],
          },
        )
      }
    }
  },
}

/** The definitions in later stanzas of a file, each with the first one of the file. */
function* repeated(
  scope: Scope,
  definitions: readonly Definition[],
): IterableIterator<readonly [Definition, Definition]> {
  const firsts = new Map<string, { definition: Definition; stanza: number; known: Set<number> }>()
  for (const definition of definitions) {
    const { file } = definition.inclusion
    const stanza = stanzaOf(scope, definition)
    if (file.virtual || stanza === undefined) continue
    const first = firsts.get(file.path)
    if (first === undefined) {
      firsts.set(file.path, { definition, stanza, known: new Set([stanza]) })
    } else if (!first.known.has(stanza)) {
      first.known.add(stanza)
      yield [definition, first.definition]
    }
  }
}

/**
 * The node of the stanza that a definition is written in; undefined when an include takes it in.
 */
function stanzaOf({ stanzas }: Scope, { inclusion, node }: Definition): number | undefined {
  const { index, tree } = node
  return stanzas.find(
    (stanza) =>
      stanza.inclusion.file === inclusion.file &&
      stanza.node.index < index &&
      index < (tree.next[stanza.node.index] as number),
  )?.node.index
}
