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
