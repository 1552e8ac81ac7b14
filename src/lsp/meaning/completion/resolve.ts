import type { CompletionItem } from 'vscode-languageserver'
import {
  optionMeanings,
  optionPage,
  PLAIN,
  scopeMeanings,
  scopePage,
} from '../../../report/index.js'
import type { Registry } from '../../../schema/types.js'
import type { Client } from '../../server/client.js'
import { markup } from '../shown/markup.js'
import { type ItemPage, isPage } from './candidate.js'

/** A completion with its page: type, default, versions, description. */
export function resolvedItem(
  item: CompletionItem,
  registry: Registry,
  client: Client,
): CompletionItem {
  const page: unknown = item.data
  if (!isPage(page)) return item
  const text = pageText(page, registry)
  return text === undefined ? item : { ...item, documentation: markup([{ text }], client) }
}

function pageText({ kind, name, scope }: ItemPage, registry: Registry): string | undefined {
  if (kind === 'option') {
    const meaning = optionMeanings(registry, name).find(({ places }) =>
      places.some((place) => place.scope.id === scope),
    )
    return meaning && optionPage(meaning, registry, PLAIN)
  }
  const meaning = scopeMeanings(registry, name).find(({ places }) =>
    places.some(({ id }) => id === scope),
  )
  return meaning && scopePage(meaning, registry, PLAIN, false)
}
