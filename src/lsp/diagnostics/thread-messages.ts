import type { Diagnostic } from 'vscode-languageserver'
import type { Diagnostic as Finding } from '../../diagnostics/index.js'
import type { Client } from '../server/client.js'

/** What a thread that looks for findings is told. */
export interface ThreadData {
  /** The files that are asked about, or a folder. */
  readonly paths: readonly string[]
  /** What the client has open, by real path. */
  readonly texts: ReadonlyMap<string, Uint8Array>
  readonly client: Client
  /** Under which addresses the client knows what it has open, by path. */
  readonly addresses: ReadonlyMap<string, string>
  /** The address of the documentation, with a slash at its end. */
  readonly docs: string
}

export type FromThread =
  | {
      readonly kind: 'found'
      readonly byUri: ReadonlyMap<string, Diagnostic[]>
      /** The same of configurations, with their fixes. */
      readonly findings: readonly Finding[]
    }
  /** The settings are wrong. */
  | { readonly kind: 'failed'; readonly message: string }
