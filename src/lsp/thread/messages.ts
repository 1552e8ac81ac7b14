import type { Diagnostic } from 'vscode-languageserver'
import type { Diagnostic as Finding } from '../../diagnostics/index.js'
import type { Client } from '../server/client.js'

/** What a thread is told to do, with what it needs to know. */
export type ThreadData = (FindingsWanted | FormattingWanted) & {
  /** What the client has open, by real path. */
  readonly texts: ReadonlyMap<string, Uint8Array>
}

export interface FindingsWanted {
  readonly kind: 'findings'
  /** The files that are asked about, or a folder. */
  readonly paths: readonly string[]
  readonly client: Client
  /** Under which addresses the client knows what it has open, by path. */
  readonly addresses: ReadonlyMap<string, string>
  /** The address of the documentation, with a slash at its end. */
  readonly docs: string
}

export interface FormattingWanted {
  readonly kind: 'formatting'
  readonly path: string
  readonly realPath: string
  /** Blanks for each level of indentation. */
  readonly indent: number
}

export type FromThread =
  | {
      readonly kind: 'found'
      readonly byUri: ReadonlyMap<string, Diagnostic[]>
      /** The same of configurations, with their fixes. */
      readonly findings: readonly Finding[]
    }
  /** The edits in columns, which are soon read: where each begins and ends, one after the other, and its text. */
  | { readonly kind: 'edits'; readonly places: Int32Array; readonly texts: readonly string[] }
  | { readonly kind: 'refused'; readonly reason: string }
  /** The settings are wrong. */
  | { readonly kind: 'failed'; readonly message: string }
