import type {
  Connection,
  Diagnostic,
  DocumentDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver'
import type { DiagnosticCode } from '../../diagnostics/index.js'
import { Failure } from '../../project/failure.js'
import { visible } from '../../report/index.js'
import type { OpenDocument } from '../workspace/open-document.js'
import type { Asked } from '../workspace/snapshot.js'
import type { Workspace } from '../workspace/workspace.js'
import { protocolDiagnostic } from './convert.js'
import { foundTexts, ofFile } from './findings-of.js'

/** How long nothing has to be typed before the findings are looked for, in milliseconds. */
const PAUSE = 120

/** Brings findings to the client: when it asks, or else by itself. */
export class DiagnosticPublisher {
  #waiting: NodeJS.Timeout | undefined
  #isStopped = false
  /** The last answer for each address, by which an answer that says the same is told apart. */
  readonly #results = new Map<string, { readonly id: string; readonly text: string }>()
  #count = 0

  constructor(
    readonly connection: Connection,
    readonly workspace: Workspace,
    readonly asked: Asked,
    readonly page: (code: DiagnosticCode) => string,
  ) {}

  stop(): void {
    this.#isStopped = true
    clearTimeout(this.#waiting)
  }

  /** A text has changed, or a file: after a pause, what is found is brought, or asked for again. */
  changed(): void {
    if (this.asked.client.pullDiagnostics) return
    clearTimeout(this.#waiting)
    if (this.#isStopped) return
    this.#waiting = setTimeout(() => void this.#publishAll(), PAUSE)
  }

  /** Files have changed on the disk: a client that asks has to ask again. */
  filesChanged(): void {
    const { client } = this.asked
    if (!client.pullDiagnostics) return this.changed()
    if (client.refreshDiagnostics) this.connection.languages.diagnostics.refresh()
  }

  closed(uri: string): void {
    if (this.asked.client.pullDiagnostics) return
    void this.connection.sendDiagnostics({ uri, diagnostics: [] })
    this.changed()
  }

  async #publishAll(): Promise<void> {
    for (const document of this.workspace.openDocuments) {
      const { uri, version } = document
      const diagnostics = await this.#ofOpen(document)
      if (this.#isStopped) return
      // What was found in an older text would stand in wrong places, and is looked for again.
      if (this.workspace.document(uri)?.version !== version) continue
      await this.connection.sendDiagnostics({ uri, version, diagnostics })
    }
  }

  async #ofOpen({ path, document }: OpenDocument): Promise<Diagnostic[]> {
    try {
      const { diagnostics, dialectFindings } = await this.workspace.findings(path)
      const texts = foundTexts(await this.workspace.targets(path))
      const its = ofFile([...diagnostics, ...dialectFindings], path, texts)
      return its.flatMap((each) => protocolDiagnostic(each, texts, this.asked, this.page) ?? [])
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      // Wrong settings are said where the person looks: at the top of the text.
      const range = this.asked.positions.range(document.source, 0, 0)
      return [{ range, severity: 1, source: 'ecconf', message: visible(error.message) }]
    }
  }

  /** The findings of an open text, or that they are the same as before. */
  async report(uri: string, previous: string | undefined): Promise<DocumentDiagnosticReport> {
    const open = this.workspace.document(uri)
    const items = open === undefined ? [] : await this.#ofOpen(open)
    const resultId = this.#resultOf(uri, items)
    if (resultId === previous) return { kind: 'unchanged', resultId }
    return { kind: 'full', resultId, items }
  }

  /** The findings of every file below folders. @param previous the last answer for each address */
  async workspaceReport(
    folders: readonly string[],
    previous: ReadonlyMap<string, string>,
  ): Promise<WorkspaceDocumentDiagnosticReport[]> {
    const reports = new Map<string, WorkspaceDocumentDiagnosticReport>()
    for (const folder of folders) {
      const { diagnostics, dialectFindings } = await this.workspace.findings(folder)
      const targets = await this.workspace.targets(folder)
      const texts = foundTexts(targets)
      const byUri = new Map<string, Diagnostic[]>()
      for (const { configuration } of targets) {
        for (const { path, virtual } of configuration.files) {
          if (!virtual) byUri.set(this.asked.uri(path), [])
        }
      }
      for (const finding of [...diagnostics, ...dialectFindings]) {
        const path = texts.path(finding.file)
        if (path === undefined) continue
        const converted = protocolDiagnostic(finding, texts, this.asked, this.page)
        if (converted !== undefined) byUri.get(this.asked.uri(path))?.push(converted)
      }
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
