import type { CompletionItem } from 'vscode-languageserver'

/** What a completion is made of, before it is put into the words of the protocol. */
export interface Candidate {
  /** What the list shows. */
  readonly label: string
  /** What is written: configuration text, in quotes where it needs them. */
  readonly text: string
  /** What is written, with places to fill in, in the syntax of snippets. */
  readonly snippet?: string
  /** What is compared with the text that is typed; by default what is written. */
  readonly filter?: string
  readonly detail?: string
  readonly kind: CompletionItem['kind']
  /** Where the candidate stands in the list: those with smaller numbers come first. */
  readonly rank: number
  readonly isDeprecated?: boolean
  /** What the page of the candidate is found by when it is asked for. */
  readonly page?: ItemPage
}

/** Which page a completion has. */
export interface ItemPage {
  readonly uri: string
  readonly kind: 'option' | 'scope'
  readonly name: string
  /** The id of the kind of scope that has the option, or that the scope is. */
  readonly scope: string
}

/** Whether the data of an item is what a completion has put there: clients send back what they like. */
export function isPage(data: unknown): data is ItemPage {
  if (typeof data !== 'object' || data === null) return false
  const { uri, kind, name, scope } = data as Partial<Record<keyof ItemPage, unknown>>
  return (
    [uri, name, scope].every((each) => typeof each === 'string') &&
    (kind === 'option' || kind === 'scope')
  )
}
