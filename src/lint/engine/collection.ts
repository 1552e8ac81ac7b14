import { compareDiagnostics, type Diagnostic, type Related } from '../../diagnostics/index.js'

/** The findings of several files, without duplicates. */
export class Collection {
  readonly #byFile = new Map<string, Map<string, Diagnostic>>()

  /** @param files the names of the files, in the order in which they are reported */
  constructor(files: Iterable<string>) {
    for (const file of files) this.#byFile.set(file, new Map())
  }

  /**
   * @param chain the includes that lead to the file; appended to the related places of each finding
   */
  add(diagnostics: Iterable<Diagnostic>, chain: readonly Related[] = []): void {
    for (const diagnostic of diagnostics) {
      const { code, file, start, end, summary } = diagnostic
      let known = this.#byFile.get(file)
      if (known === undefined) {
        known = new Map()
        this.#byFile.set(file, known)
      }
      const key = `${start} ${end} ${code} ${summary}`
      if (known.has(key)) continue
      const related = [...(diagnostic.related ?? []), ...chain]
      known.set(key, chain.length === 0 ? diagnostic : { ...diagnostic, related })
    }
  }

  /** The findings of one file. */
  of(file: string): Diagnostic[] {
    return [...(this.#byFile.get(file)?.values() ?? [])]
  }

  /** All findings, file by file, each file's in the order of its text. */
  *sorted(): IterableIterator<Diagnostic> {
    for (const diagnostics of this.#byFile.values()) {
      yield* [...diagnostics.values()].sort(compareDiagnostics)
    }
  }
}
