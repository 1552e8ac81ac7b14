import { dirname } from 'node:path'
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver'
import type { Document } from '../../../grammar/index.js'
import type { Host } from '../../project/host.js'
import type { LintTarget } from '../../project/targets/lint-targets.js'
import type { Positions } from '../positions/positions.js'
import { uriOf } from '../positions/uris.js'
import { OpenDocument } from './open-document.js'
import { OpenTexts } from './open-texts.js'
import { type FoundInProject, ProjectReader, type ReadProject } from './project-reader.js'
import { type FileSnapshot, whereItStands } from './snapshot.js'
import { watchedPaths } from './watched-paths.js'

/** What was read of a file or folder, and what the open texts have made of it since. */
interface Project {
  readonly read: ReadProject
  targets: readonly LintTarget[]
  /** The findings of `targets`, as soon as somebody has asked. */
  found: Promise<FoundInProject> | undefined
}

/** The texts that a client has open, and the configurations that they belong to. */
export class Workspace {
  readonly #open = new Map<string, OpenDocument>()
  /** By the path that was asked about. */
  readonly #projects = new Map<string, Promise<Project>>()
  #reader: ProjectReader | undefined
  #revision = 0

  constructor(
    readonly positions: Positions,
    readonly host: Host,
  ) {}

  /** A number that is another one as soon as any text, or any file, is different. */
  get revision(): number {
    return this.#revision
  }

  get openDocuments(): readonly OpenDocument[] {
    return [...this.#open.values()]
  }

  /** The bytes of the open texts, by real path. */
  openTexts(): Map<string, Uint8Array> {
    return new Map(
      this.openDocuments.map(({ realPath, document }) => [realPath, document.source.bytes]),
    )
  }

  document(uri: string): OpenDocument | undefined {
    return this.#open.get(uri)
  }

  open(uri: string, version: number, text: string): void {
    this.#revision++
    const document = new OpenDocument(uri, version, text, this.positions)
    this.#open.set(uri, document)
    void this.#isRead(document).then((isRead) => {
      // What was not there for a configuration that looked for it is there now.
      if (!isRead) this.forget([document.path])
    })
  }

  /** @returns whether the text is open */
  change(
    uri: string,
    version: number,
    changes: readonly TextDocumentContentChangeEvent[],
  ): boolean {
    const document = this.#open.get(uri)
    if (document === undefined) return false
    this.#revision++
    document.change(version, changes)
    // Nothing takes the changes of what no configuration has; it is small, and read anew.
    if (document.isInDialect) this.#projects.clear()
    return true
  }

  close(uri: string): void {
    const document = this.#open.get(uri)
    if (document === undefined) return
    this.#open.delete(uri)
    // From here on the file says what the text has said.
    this.forget([document.path])
    this.#projects.delete(document.path)
  }

  /** Forgets what was read when files are different on which it depends: undefined for any files. */
  forget(paths?: readonly string[]): void {
    const seen = this.#reader?.seen
    const isSeen = paths?.some((path) => seen?.has(path) || seen?.has(`${dirname(path)}/`)) ?? true
    if (!isSeen) return
    this.#revision++
    this.#reader = undefined
    this.#projects.clear()
  }

  /** The absolute paths on which everything that is known depends; a folder has a slash at its end. */
  async watched(): Promise<ReadonlySet<string>> {
    const projects = await Promise.all(
      [...this.#projects.values()].map((project) => project.catch(() => undefined)),
    )
    const known = projects.filter((project) => project !== undefined)
    return watchedPaths(
      this.#reader?.seen ?? new Set(),
      known.flatMap(({ read }) => read.targets),
      known.flatMap(({ targets }) => targets),
    )
  }

  /** What is known of an open text. @throws Failure when the settings that hold for it are wrong */
  async snapshot(uri: string): Promise<FileSnapshot | undefined> {
    const open = this.#open.get(uri)
    if (open === undefined) return undefined
    const { version, document, path, realPath } = open
    const { targets } = await this.#current(path)
    return { uri, path, version, document, within: whereItStands(targets, realPath) }
  }

  /** The configurations of an open text, or of a folder. @throws Failure */
  async targets(path: string): Promise<readonly LintTarget[]> {
    return (await this.#current(path)).targets
  }

  /** The findings in everything that is read with a file or below a folder. @throws Failure */
  async findings(path: string): Promise<FoundInProject & Pick<ReadProject, 'dialectFindings'>> {
    const project = await this.#current(path)
    project.found ??= this.#readerNow().findings(project.targets)
    const found = await project.found
    return { ...found, dialectFindings: project.read.dialectFindings }
  }

  /**
   * The findings in other versions of configurations, by the settings that hold for these.
   * @throws Failure
   */
  async findingsIn(targets: readonly LintTarget[]): Promise<FoundInProject> {
    return this.#readerNow().findings(targets)
  }

  /** The address under which the client knows a file. */
  uriOf(path: string): string {
    return this.openAt(path)?.uri ?? uriOf(path)
  }

  openAt(path: string): OpenDocument | undefined {
    return this.openDocuments.find(
      (document) => document.path === path || document.realPath === path,
    )
  }

  async #current(path: string): Promise<Project> {
    let reading = this.#projects.get(path)
    if (reading === undefined) {
      reading = this.#read(path)
      this.#projects.set(path, reading)
      reading.catch(() => this.#projects.delete(path))
    }
    const project = await reading
    await this.#catchUp(project)
    return project
  }

  #readerNow(): ProjectReader {
    this.#reader ??= new ProjectReader(
      new OpenTexts(
        (path) => this.openAt(path)?.document,
        () => this.openDocuments.map(({ realPath }) => realPath),
      ),
      this.host,
    )
    return this.#reader
  }

  async #read(path: string): Promise<Project> {
    const read = await this.#readerNow().read([path])
    return { read, targets: read.targets, found: undefined }
  }

  /** Whether a text was read as a file of what is known so far. */
  async #isRead({ path, realPath }: OpenDocument): Promise<boolean> {
    if (this.#reader?.seen.has(path) !== true) return true
    for (const reading of [...this.#projects.values()]) {
      const project = await reading.catch(() => undefined)
      if (project !== undefined && whereItStands(project.targets, realPath).length > 0) return true
    }
    return false
  }

  /** Puts the open texts as they are now into the configurations. */
  async #catchUp(project: Project): Promise<void> {
    const { targets } = project
    const current = await Promise.all(targets.map((target) => this.#withOpenTexts(target)))
    if (current.every((target, index) => target === targets[index])) return
    project.targets = current
    project.found = undefined
  }

  async #withOpenTexts(target: LintTarget): Promise<LintTarget> {
    const { configuration } = target
    const changed = new Map<string, Document>()
    for (const { name, path, realPath, document } of configuration.files) {
      const open = this.openAt(realPath)?.documentNamed(name)
      if (open !== undefined && open !== document) changed.set(path, open)
    }
    if (changed.size === 0) return target
    return {
      ...target,
      configuration: await configuration.withDocuments(changed, { isKnown: true }),
    }
  }
}
