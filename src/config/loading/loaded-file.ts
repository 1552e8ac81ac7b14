import type { Document } from '../../../grammar/index.js'
import type { ConfigFile, Inclusion, ReadOnlyReason } from '../model.js'
import { type IncludeStatement, includeStatements } from './include-statements.js'
import type { FileTraits } from './read-only.js'

/** A file while its configuration is loaded; complete once the last include is resolved. */
export class LoadedFile implements ConfigFile {
  readonly inclusions: Inclusion[] = []
  readOnly: ReadOnlyReason | undefined
  #statements: readonly IncludeStatement[] | undefined

  constructor(
    readonly name: string,
    readonly path: string,
    readonly realPath: string,
    readonly productPath: string,
    readonly document: Document,
    readonly traits: FileTraits,
  ) {}

  /** A copy of this file with a text, which no inclusion refers to yet. */
  withDocument(document: Document): LoadedFile {
    const { name, path, realPath, productPath, traits } = this
    const file = new LoadedFile(name, path, realPath, productPath, document, traits)
    if (document === this.document) file.#statements = this.#statements
    return file
  }

  get mode(): number {
    return this.traits.mode
  }

  get identity(): string | undefined {
    return this.traits.identity
  }

  get folderIdentity(): string | undefined {
    return this.traits.folderIdentity
  }

  get includeStatements(): readonly IncludeStatement[] {
    this.#statements ??= includeStatements(this.document)
    return this.#statements
  }
}
