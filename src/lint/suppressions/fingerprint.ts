import type { Document } from '../../../grammar/index.js'
import { displayScope } from '../../config/index.js'
import { pathKey } from '../../config/merging/identity.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import type { Range, Source } from '../../syntax/index.js'
import { secretsIn } from '../values/secrets.js'
import { fnv1a } from './fnv.js'
import { ScopePlaces } from './scope-places.js'

/** Identifies a finding while its file changes elsewhere. */
export interface Fingerprint {
  /**
   * 16 hexadecimal digits, made from the file's name, the code, the stanzas around the finding, the
   * text of its line without secrets and blanks, and its number among findings equal in all of
   * this. Inserting or removing other lines does not change it.
   */
  readonly hash: string
  /**
   * The stanzas around the finding, for people: `Datasource "ecdb"`; `Global` outside of stanzas.
   */
  readonly scope: string
}

/** The texts of the findings, and the names of their files in fingerprints. */
export interface FingerprintTexts {
  /** The text of a file; undefined when it is unknown, and its lines then count as empty. */
  readonly document: (file: string) => Document | undefined
  /**
   * The file's name for the hash; by default the name itself. That name may depend on the working
   * directory, so a fingerprint that is kept needs a stable one.
   */
  readonly nameOf?: (file: string) => string
}

/** The fingerprints of findings; no two have the same hash. */
export function fingerprints(
  diagnostics: readonly Diagnostic[],
  { document, nameOf = (file) => file }: FingerprintTexts,
): Map<Diagnostic, Fingerprint> {
  const texts = new Map<string, FileText>()
  const seen = new Map<string, number>()
  const found = new Map<Diagnostic, Fingerprint>()
  for (const diagnostic of diagnostics.toSorted((a, b) => a.start - b.start)) {
    const { file, code, start } = diagnostic
    let text = texts.get(file)
    if (text === undefined) {
      text = new FileText(document(file))
      texts.set(file, text)
    }
    const scope = text.scopeAt(start)
    const key = [nameOf(file), code, pathKey(scope), text.lineAt(start)].join('\n')
    const occurrence = seen.get(key) ?? 0
    seen.set(key, occurrence + 1)
    const hash = fnv1a(`${key}\n${occurrence}`)
    found.set(diagnostic, { hash, scope: displayScope(scope) })
  }
  return found
}

const LONGEST_LINE = 1_000

/** What the fingerprints of one file are made from. */
class FileText {
  readonly #places: ScopePlaces | undefined
  readonly #secrets: readonly Range[]
  /** The index of the first secret that does not end before the latest line. */
  #next = 0
  /** The latest line, and its text for the hash. */
  #line = 0
  #text = ''

  constructor(readonly document: Document | undefined) {
    this.#places = document && new ScopePlaces(document)
    this.#secrets = document === undefined ? [] : secretsIn(document)
  }

  scopeAt(index: number) {
    return this.#places?.at(index) ?? []
  }

  /**
   * The text of the line at a position, without secrets and with runs of blanks made single; a long
   * line is replaced by its hash, since it may have as many findings as characters. Must be called
   * in the order of the text.
   */
  lineAt(index: number): string {
    const source = this.document?.source
    if (source === undefined) return ''
    const line = source.lineAt(index)
    if (line !== this.#line) {
      this.#line = line
      const text = this.#textOf(line, source)
      this.#text = text.length <= LONGEST_LINE ? text : fnv1a(text)
    }
    return this.#text
  }

  #textOf(line: number, source: Source): string {
    const end = source.lineStart(line + 1)
    let text = ''
    let at = source.lineStart(line)
    while ((this.#secrets[this.#next]?.end ?? Infinity) <= at) this.#next++
    for (let each = this.#next; each < this.#secrets.length; each++) {
      const secret = this.#secrets[each] as Range
      if (secret.start >= end) break
      text += source.text.slice(at, Math.max(at, secret.start))
      at = Math.min(end, secret.end)
    }
    return (text + source.text.slice(at, end)).trim().replace(/\s+/g, ' ')
  }
}
