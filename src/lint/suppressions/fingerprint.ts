import type { Document } from '../../../grammar/index.js'
import { displayScope } from '../../config/index.js'
import { pathKey } from '../../config/merging/identity.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import type { Range, Source } from '../../syntax/index.js'
import { secretsIn } from '../values/secrets.js'
import { fnv1a } from './fnv.js'
import { ScopePlaces } from './scope-places.js'

/** What tells a finding apart from others over the life of a file. */
export interface Fingerprint {
  /**
   * 16 hexadecimal digits, made of the file's name, the code, the stanzas around the finding, the
   * text of its line without its secrets and its blanks, and its number among those that are the
   * same in all of this. Lines may be put in or taken out elsewhere: it stays what it is.
   */
  readonly hash: string
  /** The stanzas around the finding, for people: `Datasource "ecdb"`; `Global` when there are none. */
  readonly scope: string
}

/** The texts that findings speak of, and what their files are called in fingerprints. */
export interface FingerprintTexts {
  /** Undefined when nobody has the text: then the line counts as empty. */
  readonly document: (file: string) => Document | undefined
  /**
   * The name that goes into the hash. A name as people read it depends on the working directory: one
   * that is relative to something that stays is better where it is kept. By default the name itself.
   */
  readonly nameOf?: (file: string) => string
}

/** The fingerprints of findings, no two of them with one hash. */
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

/** What fingerprints are made of, of one file. */
class FileText {
  readonly #places: ScopePlaces | undefined
  readonly #secrets: readonly Range[]
  /** The first secret that does not lie before the line that was asked for last. */
  #next = 0
  /** The line that was asked for last, and what counts of it. */
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
   * The line that holds a place, without secrets and with one blank for many; of a long one its hash,
   * for there may be as many findings as it has characters. To be asked in the order of the text.
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
