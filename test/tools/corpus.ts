import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The corpus: configurations as operators have them, and the wrong ones. */
const CORPUS = fileURLToPath(new URL('../../corpus/', import.meta.url))

export interface CorpusFile {
  /** Its path below the corpus. */
  readonly name: string
  readonly path: string
  readonly bytes: Uint8Array
}

/** The files below a folder of the corpus whose names end so, in order. */
export function corpusFiles(folder: string, ending = '.conf'): CorpusFile[] {
  return readdirSync(join(CORPUS, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ name: relative(CORPUS, path), path, bytes: readFileSync(path) }))
}

/** One finding that a wrong file must give; the place from 1, columns in code points. */
export interface ExpectedFinding {
  readonly code: string
  readonly line: number
  readonly column: number
  readonly summary: string
}

/** What stands beside a wrong file. */
export interface Expectation {
  readonly note: string
  /** The product version to check against. */
  readonly target?: string
  /** Others may read the file: its mode is 0644 and not 0640. */
  readonly readable?: boolean
  readonly diagnostics: readonly ExpectedFinding[]
}

/** What a wrong file must give, from the JSON beside it. */
export function expectationOf(file: CorpusFile): Expectation {
  return JSON.parse(readFileSync(file.path.replace(/\.[^.]+$/, '.json'), 'utf8'))
}
