import type {
  Connection,
  Diagnostic,
  DocumentDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver'
import type { Diagnostic as Finding } from '../../diagnostics/index.js'
import { Failure } from '../../project/failure.js'
import { visible } from '../../report/index.js'
import { WorkThread } from '../thread/work-thread.js'
import { isLarge } from '../workspace/large.js'
import type { OpenDocument } from '../workspace/open-document.js'
import type { Asked } from '../workspace/snapshot.js'
import { unlessWrong } from '../workspace/unless-wrong.js'
import type { Workspace } from '../workspace/workspace.js'
import { AskingClient } from './asking-client.js'
import { byAddress } from './by-address.js'

/** How long nothing has to be typed before the findings are looked for, in milliseconds. */
const PAUSE = 120

/** Brings findings to the client: when it asks, or else by itself. */
export class DiagnosticPublisher {
  #waiting: NodeJS.Timeout | undefined
  #isStopped = false
  /** The addresses for which findings were sent unasked. */
  readonly #sent = new Set<string>()
  /** The last answer for each address, by which an answer that says the same is told apart. */
  readonly #results = new Map<string, { readonly id: string; readonly text: string }>()
  readonly #thread = new WorkThread()
  readonly #client: AskingClient
  #count = 0

  constructor(
    readonly connection: Connection,
    readonly workspace: Workspace,
    readonly asked: Asked,
    readonly docs: string,
  ) {
    this.#client = new AskingClient(asked.client)
  }

  stop(): void {
    this.#isStopped = true
    this.#thread.stop()
    clearTimeout(this.#waiting)
  }

  /** A text has changed, or a file: after a pause, what is found is brought, or asked for again. */
  changed(pause = PAUSE): void {
    if (this.#client.asks) return
    clearTimeout(this.#waiting)
    if (this.#isStopped) return
    const wait = Math.max(pause, this.#client.timeLeft())
    this.#waiting = setTimeout(() => void this.#publishAll(), wait)
  }

  /** From now on the client asks: what it was sent before would stand beside the answers. */
  #asks(): void {
    if (!this.#client.hasAsked()) return
    clearTimeout(this.#waiting)
    for (const uri of this.#sent) void this.connection.sendDiagnostics({ uri, diagnostics: [] })
  }

  /** A text was opened: nobody types yet. */
  opened(): void {
    this.changed(0)
  }

  /** Files have changed on the disk: a client that asks has to ask again. */
  filesChanged(): void {
    if (!this.#client.asks) return this.changed()
    if (this.asked.client.refreshDiagnostics) this.connection.languages.diagnostics.refresh()
  }

  closed(uri: string): void {
    if (this.#client.asks) return
    void this.connection.sendDiagnostics({ uri, diagnostics: [] })
    this.changed()
  }

  async #publishAll(): Promise<void> {
    for (const document of this.workspace.openDocuments) {
      const { uri, version } = document
      const diagnostics = await this.#ofOpen(document)
      if (this.#isStopped || this.#client.asks || diagnostics === undefined) return
      // What was found in an older text would stand in wrong places, and is looked for again.
      if (this.workspace.document(uri)?.version !== version) continue
      this.#sent.add(uri)
      await this.connection.sendDiagnostics({ uri, version, diagnostics })
    }
  }

  async #ofOpen({ uri, path, document }: OpenDocument): Promise<Diagnostic[] | undefined> {
    try {
      const found = await this.#found(path)
      return found && (found.get(uri) ?? [])
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      // Wrong settings are said where the person looks: at the top of the text.
      const range = this.asked.positions.range(document.source, 0, 0)
      return [{ range, severity: 1, source: 'ecconf', message: visible(error.message) }]
    }
  }

  /** @returns undefined when something newer is asked @throws Failure when settings are wrong */
  async #found(path: string): Promise<ReadonlyMap<string, Diagnostic[]> | undefined> {
    const { workspace, asked, docs } = this
    const targets = await workspace.targets(path)
    if (!isLarge(targets)) {
      const { diagnostics, dialectFindings } = await workspace.findings(path)
      return byAddress([...diagnostics, ...dialectFindings], targets, asked, docs)
    }
    return (await this.#foundInThread(path))?.byUri
  }

  /**
   * The findings in the configurations of an open text, with their fixes; none when something newer is asked.
   * @throws Failure when settings are wrong
   */
  async findings(path: string): Promise<readonly Finding[]> {
    if (!isLarge(await this.workspace.targets(path))) {
      return (await this.workspace.findings(path)).diagnostics
    }
    return (await this.#foundInThread(path))?.findings ?? []
  }

  /** @returns undefined when something newer is asked @throws Failure when settings are wrong */
  async #foundInThread(path: string) {
    const isOpen = this.workspace.openAt(path) !== undefined
    const found = await this.#inThread(isOpen ? await this.#largeOpen() : [path], isOpen)
    if (found?.kind === 'failed') throw new Failure(found.message)
    return found?.kind === 'found' ? found : undefined
  }

  /** The paths of the open texts that belong to large configurations: they are looked at together. */
  async #largeOpen(): Promise<string[]> {
    const paths: string[] = []
    for (const { path } of this.workspace.openDocuments) {
      const targets = await unlessWrong(this.workspace.targets(path))
      if (targets !== undefined && isLarge(targets)) paths.push(path)
    }
    return paths
  }

  #inThread(paths: readonly string[], isOpen: boolean) {
    const { workspace, docs } = this
    const { client } = this.asked
    return this.#thread.ask({
      key: isOpen ? '' : paths.join('\n'),
      revision: workspace.revision,
      isUrgent: isOpen,
      data: () => ({
        kind: 'findings',
        paths,
        texts: workspace.openTexts(),
        client,
        addresses: new Map(workspace.openDocuments.map(({ path, uri }) => [path, uri])),
        docs,
      }),
    })
  }

  /** The findings of an open text, or that they are the same as before. */
  async report(uri: string, previous: string | undefined): Promise<DocumentDiagnosticReport> {
    this.#asks()
    const open = this.workspace.document(uri)
    const items = open === undefined ? [] : await this.#ofOpen(open)
    // The client asks again, because the text has changed since.
    if (items === undefined) throw new ChangedMeanwhile()
    const resultId = this.#resultOf(uri, items)
    if (resultId === previous) return { kind: 'unchanged', resultId }
    return { kind: 'full', resultId, items }
  }

  /** The findings of every file below folders. @param previous the last answer for each address */
  async workspaceReport(
    folders: readonly string[],
    previous: ReadonlyMap<string, string>,
  ): Promise<WorkspaceDocumentDiagnosticReport[]> {
    this.#asks()
    const reports = new Map<string, WorkspaceDocumentDiagnosticReport>()
    for (const folder of folders) {
      const byUri = await this.#found(folder)
      if (byUri === undefined) throw new ChangedMeanwhile()
      for (const [uri, items] of byUri) {
        const version = this.workspace.document(uri)?.version ?? null
        const resultId = this.#resultOf(uri, items)
        const isSame = previous.get(uri) === resultId
        reports.set(
          uri,
          isSame
            ? { uri, version, kind: 'unchanged', resultId }
            : { uri, version, kind: 'full', resultId, items },
        )
      }
    }
    for (const uri of previous.keys()) {
      if (!reports.has(uri)) reports.set(uri, { uri, version: null, kind: 'full', items: [] })
    }
    return [...reports.values()]
  }

  #resultOf(uri: string, items: readonly Diagnostic[]): string {
    const text = JSON.stringify(items)
    const known = this.#results.get(uri)
    if (known?.text === text) return known.id
    const id = String(++this.#count)
    this.#results.set(uri, { id, text })
    return id
  }
}

/** What was asked about is not there any more: the client asks again by itself. */
export class ChangedMeanwhile extends Error {}
