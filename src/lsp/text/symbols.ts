import type { DocumentSymbol, SymbolInformation } from 'vscode-languageserver'
import type { Document } from '../../../grammar/index.js'
import { secretsInPieces } from '../../lint/values/secrets.js'
import { insideOf } from '../../schema/secrets/secrets.js'
import type { BodyView, ItemView, Pieces, Range } from '../../syntax/index.js'
import type { Positions } from '../positions/positions.js'
import { shownPart } from './shown-part.js'

/** Kinds of symbols of the protocol. */
export const SYMBOL = { file: 1, namespace: 3, property: 7 } as const

/** How long a text may be for its options to be listed too, in UTF-16 units: nobody reads a million of them. */
const MOST_WITH_OPTIONS = 2_000_000

/** The stanzas, options and includes of a text, one within another; of a very long one without the options. */
export function* documentSymbols(
  document: Document,
  positions: Positions,
): Pieces<DocumentSymbol[]> {
  const isLong = document.source.length > MOST_WITH_OPTIONS
  const shown: Shown = (part) => {
    const text = shownPart(document, part)
    // The protocol refuses a symbol without a name.
    return text.trim() === '' ? '(no name)' : text
  }
  function* symbols(body: BodyView): Pieces<DocumentSymbol[]> {
    const found: DocumentSymbol[] = []
    for (const item of body.eachItem()) {
      yield
      if (isLong && item.type === 'option') continue
      const named = nameOf(item, shown)
      if (named === undefined) continue
      const { name, detail, kind, start, end } = named
      const children = item.type === 'scope' ? yield* symbols(item) : []
      found.push({
        name,
        ...(detail !== '' && { detail }),
        kind,
        range: positions.range(document.source, item.start, item.end),
        selectionRange: positions.range(document.source, start, end),
        ...(children.length > 0 && { children }),
      })
    }
    return found
  }
  // Names are masked as all of the text is.
  yield* secretsInPieces(document)
  return yield* symbols(document.root)
}

/** Symbols of a text as one list, for clients that have no symbols within others. */
export function flatSymbols(
  symbols: readonly DocumentSymbol[],
  uri: string,
  container = '',
): SymbolInformation[] {
  return symbols.flatMap(({ name, kind, range, children = [] }) => [
    { name, kind, location: { uri, range }, ...(container !== '' && { containerName: container }) },
    ...flatSymbols(children, uri, name),
  ])
}

interface Named {
  readonly name: string
  readonly detail: string
  readonly kind: DocumentSymbol['kind']
  /** Where the name stands. */
  readonly start: number
  readonly end: number
}

type Shown = (part: Range) => string

function nameOf(item: ItemView, shown: Shown): Named | undefined {
  switch (item.type) {
    case 'scope': {
      const { nameToken, instance } = item
      const { start, end } = instance ?? nameToken
      const name = [nameToken, instance].filter((part) => part !== undefined).map(shown)
      return { name: name.join(' '), detail: '', kind: SYMBOL.namespace, start, end }
    }
    case 'option': {
      const { start, end } = item.nameToken
      return { name: shown(item.nameToken), detail: '', kind: SYMBOL.property, start, end }
    }
    case 'include': {
      const { keyword, target } = item
      const { start, end } = target ?? keyword
      const name = shown(target === undefined ? keyword : insideOf(target))
      return { name, detail: keyword.text, kind: SYMBOL.file, start, end }
    }
    default:
      return undefined
  }
}
