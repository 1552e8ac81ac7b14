import { dirname } from 'node:path'
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver'
import type { Document } from '../../../grammar/index.js'
import type { Host } from '../../project/host.js'
import type { LintTarget } from '../../project/targets/lint-targets.js'
import type { Positions } from '../positions/positions.js'
import { uriOf } from '../positions/uris.js'
import { OpenDocument } from './open-document.js'
import { type FoundInProject, type ReadProject, readProject } from './project-reader.js'
import type { FileInTarget, FileSnapshot } from './snapshot.js'
import { watchedPaths } from './watched-paths.js'

/** What was read of a file or folder, and what the open texts have made of it since. */
interface Project {
  readonly read: ReadProject
  targets: readonly LintTarget[]
  /** The trees of the open texts that `targets` has, by real path. */
  texts: ReadonlyMap<string, Document>
  /** The findings of `targets`, as soon as somebody has asked. */
  found: Promise<FoundInProject> | undefined
}

/** The texts that a client has open, and the configurations that they belong to. */
export class Workspace {
  readonly #open = new Map<string, OpenDocument>()
  /** By the path that was asked about. */
  readonly #projects = new Map<string, Promise<Project>>()

  constructor(
    readonly positions: Positions,
    readonly host: Host,
  ) {}

  get openDocuments(): readonly OpenDocument[] {
    return [...this.#open.values()]
  }

  /** The bytes of the open texts, by path. */
  openTexts(): Map<string, Uint8Array> {
    return new Map(this.openDocuments.map(({ path, document }) => [path, document.source.bytes]))
  }

  document(uri: string): OpenDocument | undefined {
    return this.#open.get(uri)
  }

  open(uri: string, version: number, text: string): void {
    const document = new OpenDocument(uri, version, text, this.positions)
    this.#open.set(uri, document)
    this.forget([document.path])
  }

  /** @returns whether the text is open */
  change(
    uri: string,
    version: number,
    changes: readonly TextDocumentContentChangeEvent[],
  ): boolean {
    const document = this.#open.get(uri)
    document?.change(version, changes)
    return document !== undefined
  }

  close(uri: string): void {
    const document = this.#open.get(uri)
    if (document === undefined) return
    this.#open.delete(uri)
    // From here on the file says what the text has said.
    this.forget([document.path])
  }

  /** Forgets what was read of files that are different now: undefined for everything. */
  forget(paths?: readonly string[]): void {
    if (paths === undefined) return this.#projects.clear()
    for (const [key, project] of this.#projects) {
      void project.then(
        ({ read }) => {
          const isSeen = paths.some(
            (path) => read.seen.has(path) || read.seen.has(`${dirname(path)}/`),
          )
          if (isSeen && this.#projects.get(key) === project) this.#projects.delete(key)
        },
        () => this.#projects.delete(key),
      )
    }
    for (const path of paths) this.#projects.delete(path)
  }

  /** The absolute paths on which everything that is known depends; a folder has a slash at its end. */
  async watched(): Promise<ReadonlySet<string>> {
    const all = new Set<string>()
    for (const reading of this.#projects.values()) {
      const project = await reading.catch(() => undefined)
      if (project === undefined) continue
      const { read, targets } = project
      for (const path of watchedPaths(read.seen, read.targets, targets)) all.add(path)
    }
    return all
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
    project.found ??= project.read.findings(project.targets)
    const found = await project.found
    return { ...found, dialectFindings: project.read.dialectFindings }
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

  async #read(path: string): Promise<Project> {
    const open = this.openDocuments
    const read = await readProject(path, this.openTexts(), this.host)
    const texts = new Map(open.map(({ realPath, document }) => [realPath, document]))
    return { read, targets: read.targets, texts, found: undefined }
  }

  /** Puts the texts that have changed since into the configurations. */
  async #catchUp(project: Project): Promise<void> {
    const changed = new Map<string, Document>()
    for (const { realPath, document } of this.openDocuments) {
      const known = project.texts.get(realPath)
      if (known !== undefined && known !== document) changed.set(realPath, document)
    }
    if (changed.size === 0) return
    const texts = new Map([...project.texts, ...changed])
    const targets = await Promise.all(
      project.targets.map((target) => withDocuments(target, changed)),
    )
    project.texts = texts
    project.targets = targets
    project.found = undefined
  }
}

async function withDocuments(
  target: LintTarget,
  documents: ReadonlyMap<string, Document>,
): Promise<LintTarget> {
  const its = target.configuration.files.flatMap(({ path, realPath }) => {
    const document = documents.get(realPath)
    return document === undefined ? [] : [[path, document] as const]
  })
  if (its.length === 0) return target
  return { ...target, configuration: await target.configuration.withDocuments(new Map(its)) }
}

function whereItStands(targets: readonly LintTarget[], realPath: string): FileInTarget[] {
  return targets.flatMap((target) => {
    const file = target.configuration.files.find((each) => each.realPath === realPath)
    return file === undefined ? [] : [{ target, file }]
  })
}
