import type { SymbolInformation } from 'vscode-languageserver'
import type { Document } from '../../../../grammar/index.js'
import type { ConfigFile, Configuration } from '../../../config/index.js'
import { shownStep } from '../../../config/index.js'
import { visible } from '../../../report/index.js'
import { BROKEN, NodeKind, ScopeView } from '../../../syntax/index.js'
import { SYMBOL } from '../../text/symbols.js'
import type { Asked } from '../../workspace/snapshot.js'
import { stepInto } from '../place/scope-place.js'
import { locationOf } from './found-places.js'

/** How many symbols an answer has: more says nothing to anybody. */
const MOST_SYMBOLS = 256

/** A stanza, by what is shown of it. */
interface KnownStanza {
  readonly name: string
  readonly lower: string
  readonly start: number
  readonly end: number
}

/**
 * The files and stanzas whose names have the letters of a query in their order, in any case; all of
 * them for an empty one. Each file once, however many configurations have it.
 */
export function workspaceSymbols(
  query: string,
  configurations: readonly Configuration[],
  asked: Asked,
): SymbolInformation[] {
  const letters = query.toLowerCase().replace(/\s+/g, '')
  const files = new Map<string, ConfigFile>()
  for (const configuration of configurations) {
    for (const file of configuration.files) if (!file.virtual) files.set(file.realPath, file)
  }
  const found: SymbolInformation[] = []
  for (const file of files.values()) {
    if (found.length >= MOST_SYMBOLS) break
    if (hasInOrder(file.name.toLowerCase(), letters)) {
      const location = locationOf({ file, start: 0, end: 0 }, asked)
      found.push({ name: visible(file.name), kind: SYMBOL.file, location })
    }
  }
  for (const file of files.values()) {
    for (const { name, lower, start, end } of stanzasOf(file.document)) {
      if (found.length >= MOST_SYMBOLS) return found
      if (!hasInOrder(lower, letters)) continue
      const location = locationOf({ file, start, end }, asked)
      found.push({ name, kind: SYMBOL.namespace, location, containerName: visible(file.name) })
    }
  }
  return found
}

const known = new WeakMap<Document, readonly KnownStanza[]>()

/** The stanzas of a text, collected once for each text. */
function stanzasOf(document: Document): readonly KnownStanza[] {
  let stanzas = known.get(document)
  if (stanzas === undefined) {
    stanzas = collected(document)
    known.set(document, stanzas)
  }
  return stanzas
}

function collected({ tree }: Document): KnownStanza[] {
  const stanzas: KnownStanza[] = []
  for (let node = 1; node < tree.count; node++) {
    if (((tree.kind[node] as number) & ~BROKEN) !== NodeKind.Scope) continue
    const view = new ScopeView(tree, node)
    const name = visible(shownStep(stepInto(view), { maskSecrets: true }))
    if (name.trim() === '') continue
    const { start } = view
    const { end } = view.instance ?? view.nameToken
    stanzas.push({ name, lower: name.toLowerCase(), start, end })
  }
  return stanzas
}

function hasInOrder(text: string, letters: string): boolean {
  let at = 0
  for (const letter of letters) {
    const found = text.indexOf(letter, at)
    if (found === -1) return false
    at = found + letter.length
  }
  return true
}
