import type { CompletionItem } from 'vscode-languageserver'
import type { Document } from '../../../../grammar/index.js'
import { firstTokenFrom, gapBefore } from '../../../syntax/index.js'
import type { Asked, FileSnapshot } from '../../workspace/snapshot.js'
import { scopeTypesOf } from '../place/scope-place.js'
import { stanzasAround } from '../place/text-place.js'
import type { Candidate } from './candidate.js'
import { type Cursor, cursorAt } from './cursor.js'
import { fileItems } from './file-items.js'
import { nameItems } from './name-items.js'
import { instanceItems, valueItems } from './value-items.js'

/**
 * What may be written at an index: options and stanzas, those that are valid and not yet there
 * first; values by the type of the option; instances that exist; files that an include can take in.
 */
export async function completion(
  file: FileSnapshot,
  index: number,
  asked: Asked,
): Promise<CompletionItem[]> {
  const { document } = file
  const cursor = cursorAt(document.tree, index, (at) => isInComment(document, at))
  if (cursor === undefined) return []
  const candidates = await candidatesAt(file, cursor)
  return candidates.map((candidate) => itemOf(candidate, cursor, document, asked))
}

async function candidatesAt(
  file: FileSnapshot,
  { expected, typed, isFollowed }: Cursor,
): Promise<readonly Candidate[]> {
  const stanzas = stanzasAround(file.document.tree, typed.start)
  const types = [...new Set(file.within.flatMap((each) => scopeTypesOf(each, stanzas)))]
  const place = { file, types, stanzas, typed, isFollowed }
  switch (expected.kind) {
    case 'name':
      return nameItems(place)
    case 'file':
      return fileItems(file, typed)
    case 'instance':
      return instanceItems(place, expected.scope)
    case 'value':
      return valueItems(place, expected)
  }
}

function isInComment(document: Document, index: number): boolean {
  const gap = gapBefore(document.tree, firstTokenFrom(document.tree, index))
  if (index < gap.start || index > gap.end) return false
  return document
    .comments(gap)
    .some(({ start, end, text }) => index > start && index < end + (text.startsWith('#') ? 1 : 0))
}

function itemOf(
  { label, text, snippet, filter = text, detail, kind, rank, isDeprecated, page }: Candidate,
  { typed }: Cursor,
  { source }: Document,
  { client, positions }: Asked,
): CompletionItem {
  const isSnippet = snippet !== undefined && client.snippets
  return {
    label,
    ...(kind !== undefined && { kind }),
    ...(detail !== undefined && { detail }),
    sortText: `${String(rank).padStart(2, '0')}${label.toLowerCase()}`,
    // Clients compare the filter text with the text that is replaced, quotes and all.
    filterText: typed.quoted && !filter.startsWith('"') ? `"${filter}` : filter,
    ...(isSnippet && { insertTextFormat: SNIPPET }),
    textEdit: {
      range: positions.range(source, typed.start, typed.end),
      newText: isSnippet ? snippet : text,
    },
    ...(isDeprecated && { tags: [DEPRECATED] }),
    ...(page !== undefined && { data: page }),
  }
}

const SNIPPET = 2
const DEPRECATED = 1
