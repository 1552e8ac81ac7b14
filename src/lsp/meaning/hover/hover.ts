import type { Hover } from 'vscode-languageserver'
import { type Range, TokenKind } from '../../../syntax/index.js'
import type { Asked, FileSnapshot } from '../../workspace/snapshot.js'
import { type TextPlace, textPlaceAt } from '../place/text-place.js'
import { markup, type PlainBlock } from '../shown/markup.js'
import { includeBlocks } from './include-hover.js'
import { optionBlocks } from './option-hover.js'
import { scopeBlocks } from './scope-hover.js'

/**
 * What is known of the statement at an index: of an option the effective value with all definitions
 * in their order, once for each main file that comes to another end, and its page; of the head of a
 * stanza its page and its other stanzas; of an include what it takes in. Secrets are masked.
 */
export function hover(file: FileSnapshot, index: number, asked: Asked): Hover | undefined {
  const place = textPlaceAt(file.document.tree, index)
  if (place === undefined) return undefined
  const blocks = blocksOf(file, place)
  if (blocks.length === 0) return undefined
  const { start, end } = rangeOf(place)
  return {
    contents: markup(blocks, asked.client),
    range: asked.positions.range(file.document.source, start, end),
  }
}

function blocksOf(file: FileSnapshot, place: TextPlace): readonly PlainBlock[] {
  switch (place.kind) {
    case 'option':
      return optionBlocks(file, place)
    case 'scope':
      return scopeBlocks(file, place)
    case 'include':
      return includeBlocks(file, place)
  }
}

/** The words that the text is about. */
function rangeOf(place: TextPlace): Range {
  switch (place.kind) {
    case 'option':
      return place.scalar ?? place.view.nameToken
    case 'scope':
      return (place.part === 'instance' && place.view.instance) || place.view.nameToken
    case 'include': {
      const { target, keyword } = place.view
      return target?.kind === TokenKind.String ? target : keyword
    }
  }
}
