import type { Range, Source } from '../syntax/index.js'
import { MASK, withoutSecrets } from './secret-shapes.js'

/** Takes known secrets, and the words that they consist of, out of what is said about them. */
export class SecretWords {
  /** Whole, as they are written and as they are meant. */
  readonly #whole = new Set<string>()
  readonly #words = new Set<string>()

  constructor(secrets: Iterable<string>) {
    for (const secret of secrets) {
      for (const text of new Set([secret, secret.replace(/\\(["\\])/g, '$1')])) {
        this.#whole.add(text)
        for (const word of text.match(WORD) ?? []) if (word.length >= SHORT) this.#words.add(word)
      }
    }
  }

  /** The secrets that stand at some places of a text. */
  static at(places: Iterable<Range>, text: string): SecretWords {
    return new SecretWords(Array.from(places, ({ start, end }) => text.slice(start, end)))
  }

  /** Whether a text is a known secret, with its quotes or without them. */
  isOne(text: string): boolean {
    return this.#whole.has(text) || this.#whole.has(text.replace(/^"(.*)"$/s, '$1'))
  }

  /** A message without the secrets, known ones and those that it has by their shape. */
  mask(message: string): string {
    return withoutSecrets(this.#whole.size === 0 ? message : this.#withoutKnown(message))
  }

  #withoutKnown(message: string): string {
    let shown = message.replace(/(["'])(.*?)\1/gs, (match, quote: string, inside: string) =>
      this.#whole.has(inside) ? quote + MASK + quote : match,
    )
    // Of very many secrets the words do.
    for (const secret of this.#whole.size <= MOST_WHOLE ? this.#whole : []) {
      if (secret.length >= SHORT) shown = shown.replaceAll(secret, MASK)
    }
    return shown.replace(WORD, (word, at: number) =>
      this.#words.has(word) || (shown[at + word.length] === CUT && this.#begins(word))
        ? MASK
        : word,
    )
  }

  /** Whether a secret begins with a word that has been cut; of very many secrets one may. */
  #begins(word: string): boolean {
    if (word.length < SHORT) return false
    if (this.#words.size > MOST_WHOLE) return true
    return [...this.#words].some((each) => each.startsWith(word))
  }
}

/** A secret this short is masked only in quotes: it may be a part of any word. */
const SHORT = 4

const MOST_WHOLE = 64
const WORD = /[\p{L}\p{N}_.+$!%*~^-]+/gu
/** Stands where a message has cut what it quotes. */
const CUT = '…'

/**
 * The lines of a text that a message about a place may quote, whole; of a place that goes over more
 * lines only the first ones.
 */
export function quotedLines(source: Source, { start, end }: Range): Range {
  const first = source.lineAt(start)
  const last = Math.min(source.lineAt(end), first + MOST_LINES)
  return { start: source.lineStart(first), end: source.lineStart(last + 1) }
}

const MOST_LINES = 50
