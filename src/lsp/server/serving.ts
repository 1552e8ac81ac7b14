import type { Connection } from 'vscode-languageserver'
import type { DiagnosticPublisher } from '../diagnostics/publisher.js'
import type { Formatter } from '../thread/formatter.js'
import type { Asked } from '../workspace/snapshot.js'
import type { Workspace } from '../workspace/workspace.js'

/** Makes the error that a question is answered with. */
export type Refuse = (code: number, message: string, data?: unknown) => Error

/** What a connection has when its client has said what it can do. */
export interface Serving extends Asked {
  readonly connection: Connection
  readonly workspace: Workspace
  readonly publisher: DiagnosticPublisher
  readonly formatter: Formatter
  readonly folders: readonly string[]
  readonly refuse: Refuse
}
