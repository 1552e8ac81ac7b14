import { resolve } from 'node:path'
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver'
import { type Document, parse, reparse } from '../../../grammar/index.js'
import { dialectOf } from '../../project/dialects/other-languages.js'
import { isFolder } from '../../project/main-files/configuration-files.js'
import { realPathOf } from '../../project/paths/real-path.js'
import { shownPath } from '../../project/paths/shown-path.js'
import type { Positions } from '../positions/positions.js'
import { pathOf } from '../positions/uris.js'

/** A text that the client has open, which goes before what the disk has. */
export class OpenDocument {
  #document: Document
  #version: number
  #named: { readonly of: Document; readonly document: Document } | undefined
  /** Where the file lies, or would lie when it is saved. */
  readonly path: string
  /** The path without symbolic links, by which configurations are asked for it. */
  readonly realPath: string

  constructor(
    readonly uri: string,
    version: number,
    text: string,
    readonly positions: Positions,
  ) {
    const path = pathOf(uri)
    // Of a folder everything below it would be read.
    this.path = path === undefined || isFolder(path) ? resolve(nameOf(uri)) : path
    this.realPath = realPathOf(this.path)
    this.#version = version
    this.#document = parse(text, { name: shownPath(this.path) })
  }

  /** Whether it is a file, if one that does not exist yet. */
  get isFile(): boolean {
    return pathOf(this.uri) !== undefined
  }

  /** Whether it is written in a dialect of its own, as its name says. */
  get isInDialect(): boolean {
    return dialectOf(this.path) !== undefined
  }

  get version(): number {
    return this.#version
  }

  get document(): Document {
    return this.#document
  }

  /** The tree of the text under the name that a configuration has for it, which a link may make another one. */
  documentNamed(name: string): Document {
    if (name === this.#document.source.name) return this.#document
    if (this.#named?.of !== this.#document || this.#named.document.source.name !== name) {
      const document = parse(this.#document.source.text, { name })
      this.#named = { of: this.#document, document }
    }
    return this.#named.document
  }

  /** Takes changes over, each of which is about the text that the one before has made. */
  change(version: number, changes: readonly TextDocumentContentChangeEvent[]): void {
    for (const change of changes) {
      if (!('range' in change)) {
        this.#document = parse(change.text, { name: this.#document.source.name })
        continue
      }
      const { source } = this.#document
      const { range } = change
      const start = this.positions.offset(source, range.start)
      const end = Math.max(start, this.positions.offset(source, range.end))
      this.#document = reparse(this.#document, [{ start, end, text: change.text }])
    }
    this.#version = version
  }
}

/** The last part of an address that is no file, as a name for people. */
function nameOf(uri: string): string {
  return /[^/:]+$/.exec(uri)?.[0] ?? 'untitled'
}
