import type { Tree } from './tree.js'

const FIELDS = ['scope', 'option', 'value', 'file'] as const
type Field = (typeof FIELDS)[number]

/** A part of a search; without a field it may stand in any of them. */
interface Term {
  readonly text: string
  readonly field: Field | undefined
}

/** How many terms are looked at: each is a bit. */
const MOST_TERMS = 30

/** The terms of a search, in lower case: `gateway file:domains.conf "two words"`. */
function termsOf(query: string): Term[] {
  const found = query.toLowerCase().matchAll(/(?:(scope|option|value|file):)?(?:"([^"]*)"|(\S+))/g)
  return [...found].slice(0, MOST_TERMS).flatMap(([, field, quoted, plain]) => {
    const text = quoted ?? plain ?? ''
    return text === '' ? [] : [{ text, field: field as Field | undefined }]
  })
}

/**
 * Which terms of a search stand in what, as bits. A text is looked at once, however often it is
 * there.
 */
export class Query {
  /** All bits. */
  readonly whole: number
  /** By scope, with the scopes around it. */
  readonly #scopes: Int32Array
  readonly #texts: Readonly<Record<Field, Int32Array>>
  readonly #files: Int32Array

  constructor(
    readonly tree: Tree,
    query: string,
  ) {
    const terms = termsOf(query)
    this.whole = 2 ** terms.length - 1
    const { model, scopeCount } = tree
    const bitsOf = (field: Field, texts: readonly string[]) => {
      const bits = new Int32Array(texts.length)
      for (const [at, term] of terms.entries()) {
        if (term.field !== undefined && term.field !== field) continue
        for (const [index, text] of texts.entries()) {
          if (text.toLowerCase().includes(term.text))
            bits[index] = (bits[index] as number) | (1 << at)
        }
      }
      return bits
    }
    // Without terms nothing is looked at.
    const lower = terms.length === 0 ? [] : model.texts.map((_, index) => tree.lower(index))
    this.#texts = {
      scope: bitsOf('scope', lower),
      option: bitsOf('option', lower),
      value: bitsOf('value', lower),
      file: new Int32Array(),
    }
    this.#files = bitsOf(
      'file',
      model.files.map(({ name }) => name),
    )
    this.#scopes = new Int32Array(scopeCount)
    if (terms.length === 0) return
    for (let scope = 0; scope < scopeCount; scope++) {
      const parent = tree.parent(scope)
      const around = parent === -1 ? 0 : (this.#scopes[parent] as number)
      // Everything is in Global: its name finds nothing.
      const own =
        scope === 0 ? 0 : (this.#texts.scope[model.scopes.label[scope] as number] as number)
      this.#scopes[scope] = around | own
    }
  }

  get isEmpty(): boolean {
    return this.whole === 0
  }

  hasScope(scope: number): boolean {
    return this.#scopes[scope] === this.whole
  }

  /** Whether all terms stand in an option, its definitions, their files, or the scopes around it. */
  hasOption(option: number): boolean {
    const { tree } = this
    const scope = tree.scopeOf[option] as number
    return this.#hasSet(option, this.#scopes[scope] as number)
  }

  /** As `hasOption`, for an option of a scope that gets its value from another one. */
  hasInherited(scope: number, source: number): boolean {
    return this.#hasSet(source, this.#scopes[scope] as number)
  }

  #hasSet(option: number, around: number): boolean {
    const { model, firstDefinition } = this.tree
    let bits = around | (this.#texts.option[model.options.name[option] as number] as number)
    const end = firstDefinition[option + 1] as number
    for (let each = firstDefinition[option] as number; each < end && bits !== this.whole; each++) {
      bits |= this.#texts.value[model.definitions.value[each] as number] as number
      bits |= this.#files[model.definitions.file[each] as number] as number
    }
    return bits === this.whole
  }

  /** Whether all terms stand in an option that has its default in a scope. */
  hasDefault(scope: number, name: number, value: number): boolean {
    const bits = (this.#texts.option[name] as number) | (this.#texts.value[value] as number)
    return ((this.#scopes[scope] as number) | bits) === this.whole
  }
}
