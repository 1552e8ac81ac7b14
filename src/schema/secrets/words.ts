import type { Range, Source } from '../../syntax/index.js'
import { MASK, withoutSecrets } from './shapes.js'

/** Masks known secrets, and their words, in messages about them. */
export class SecretWords {
  /** The whole secrets, as written and without escapes. */
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

  /** Collects the secrets at some places of a text. */
  static at(places: Iterable<Range>, text: string): SecretWords {
    return new SecretWords(Array.from(places, ({ start, end }) => text.slice(start, end)))
  }

  /** Whether a text is a known secret, with or without quotes. */
  isOne(text: string): boolean {
    return this.#whole.has(text) || this.#whole.has(text.replace(/^"(.*)"$/s, '$1'))
  }

  /** A message with known and secret-looking parts masked. */
  mask(message: string): string {
    return this.#whole.size === 0
      ? withoutShapes(message)
      : withoutSecrets(this.#withoutKnown(message))
  }

  #withoutKnown(message: string): string {
    let shown = message.replace(/(["'])(.*?)\1/gs, (match, quote: string, inside: string) =>
      this.#whole.has(inside) ? quote + MASK + quote : match,
    )
    // With very many secrets, masking their words is enough.
    for (const secret of this.#whole.size <= MOST_WHOLE ? this.#whole : []) {
      if (secret.length >= SHORT) shown = shown.replaceAll(secret, MASK)
    }
    return shown.replace(WORD, (word, at: number) =>
      this.#words.has(word) || (shown[at + word.length] === CUT && this.#begins(word))
        ? MASK
        : word,
    )
  }

  /** Whether a secret begins with a truncated word; with very many secrets, any word may. */
  #begins(word: string): boolean {
    if (word.length < SHORT) return false
    if (this.#words.size > MOST_WHOLE) return true
    return [...this.#words].some((each) => each.startsWith(word))
  }
}

const MOST_ANSWERS = 1_000
const answers = new Map<string, string>()

/** As `withoutSecrets`: a large configuration has the same messages again and again. */
function withoutShapes(message: string): string {
  let answer = answers.get(message)
  if (answer === undefined) {
    answer = withoutSecrets(message)
    // A hostile text may have any number of messages.
    if (answers.size >= MOST_ANSWERS) answers.clear()
    answers.set(message, answer)
  }
  return answer
}

/** The length below which a secret is masked only in quotes, since it may occur in any word. */
const SHORT = 4

const MOST_WHOLE = 64
const WORD = /[\p{L}\p{N}_.+$!%*~^-]+/gu
/** Marks where a message has truncated a quotation. */
const CUT = '…'

/**
 * The whole lines that a message about a place may quote; at most the first ones of a long place.
 */
export function quotedLines(source: Source, { start, end }: Range): Range {
  const first = source.lineAt(start)
  const last = Math.min(source.lineAt(end), first + MOST_LINES)
  return { start: source.lineStart(first), end: source.lineStart(last + 1) }
}

const MOST_LINES = 50
