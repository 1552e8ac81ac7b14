import { visible } from '../../report/index.js'
import { withoutSecrets } from '../../schema/secrets/shapes.js'

/** The texts of a page, each once: most names and values stand in a configuration many times. */
export class Texts {
  readonly all: string[] = []
  readonly #known = new Map<string, number>()
  readonly #shown = new Map<string, number>()

  /** The index of a name or another text on one line. */
  of(raw: string): number {
    return this.#index(raw, shownText)
  }

  /** The index of the value of an option, from which secrets were taken. */
  ofValue(masked: string): number {
    return this.#index(masked, shownLines)
  }

  /** As `of`, -1 for none. */
  maybe(raw: string | undefined): number {
    return raw === undefined ? -1 : this.of(raw)
  }

  #index(raw: string, show: (text: string) => string): number {
    const known = this.#known.get(raw)
    if (known !== undefined) return known
    const text = show(raw)
    let index = this.#shown.get(text)
    if (index === undefined) {
      index = this.all.push(text) - 1
      this.#shown.set(text, index)
    }
    this.#known.set(raw, index)
    return index
  }
}

/** A name, or a text on one line, as a page shows it. */
export function shownText(raw: string): string {
  return visible(withoutSecrets(raw))
}

/** A text of several lines, with its line breaks and tabs. */
function shownLines(text: string): string {
  if (/^[\n -~]*$/.test(text)) return text
  const line = (each: string) => each.replace(/\r$/, '').split('\t').map(visible).join('\t')
  return text.split('\n').map(line).join('\n')
}
