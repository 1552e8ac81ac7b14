import { basename, dirname, join } from 'node:path'
import type { Connection, Disposable, GlobPattern } from 'vscode-languageserver'
import type { DiagnosticPublisher } from '../diagnostics/publisher.js'
import { pathOf, uriOf } from '../positions/uris.js'
import type { Client } from '../server/client.js'
import type { Workspace } from './workspace.js'

/** What the watching needs of a connection. */
export interface WatchingClient {
  readonly connection: Connection
  readonly client: Client
  readonly workspace: Workspace
  readonly publisher: DiagnosticPublisher
}

/** How long a change of what is watched may wait for others, in milliseconds. */
const PAUSE = 300

/**
 * Hears of changes on the disk, of the files that configurations of open texts hold or look for, and of
 * nothing else. A client that does not watch gets everything looked at anew when a text is saved.
 */
export class FileWatching {
  #registered: Disposable | undefined
  #watched = ''
  #waiting: NodeJS.Timeout | undefined
  #isReady = false

  constructor(readonly serving: WatchingClient) {
    const { connection, workspace, publisher } = serving
    connection.onDidChangeWatchedFiles(({ changes }) => {
      const paths = changes.flatMap(({ uri }) => pathOf(uri) ?? [])
      workspace.forget(paths)
      publisher.filesChanged()
      this.look()
    })
  }

  /** The client is ready for questions. */
  start(): void {
    this.#isReady = true
    this.look()
  }

  /** Everything is looked at anew. */
  refresh(): void {
    const { workspace, publisher } = this.serving
    workspace.forget()
    publisher.filesChanged()
  }

  /** What is to be watched may be different. */
  look(): void {
    if (!this.#isReady || !this.serving.client.watchesFiles) return
    clearTimeout(this.#waiting)
    this.#waiting = setTimeout(() => void this.#register(), PAUSE)
    this.#waiting.unref()
  }

  async #register(): Promise<void> {
    const { connection, workspace, client } = this.serving
    for (const { path } of workspace.openDocuments) {
      await workspace.targets(path).catch(() => undefined)
    }
    const paths = [...(await workspace.watched())].sort()
    const watched = paths.join('\n')
    if (watched === this.#watched) return
    this.#watched = watched
    const watchers = paths.map((path) => ({
      globPattern: patternOf(path, client),
    }))
    const before = this.#registered
    const { DidChangeWatchedFilesNotification } = await import('../library.js')
    this.#registered =
      watchers.length === 0
        ? undefined
        : await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers })
    before?.dispose()
  }
}

/** What matches a file, or everything in a folder: its path has a slash at its end. */
function patternOf(path: string, { relativePatterns }: Client): GlobPattern {
  const isFolder = path.endsWith('/')
  const folder = isFolder ? path.slice(0, -1) : dirname(path)
  const pattern = isFolder ? '*' : literal(basename(path))
  return relativePatterns ? { baseUri: uriOf(folder), pattern } : join(literal(folder), pattern)
}

/** A path as a pattern that matches nothing else. */
function literal(path: string): string {
  return path.replace(/[*?[\]{}]/g, '[$&]')
}
