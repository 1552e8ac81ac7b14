/** A JSON text that is none: what is wrong, and where. */
export class JsonTextError extends Error {
  override readonly name = 'JsonTextError'

  constructor(
    message: string,
    /** UTF-16 index into the text. */
    readonly at: number,
  ) {
    super(message)
  }
}

/** What a JSON text says, and where it says it. */
export interface JsonText {
  readonly value: unknown
  /** Where the value at a JSON pointer begins: `/rules/style~1array-comma`. */
  readonly valueAt: (pointer: string) => number
  /** Where the key of the value at a JSON pointer begins. */
  readonly keyAt: (pointer: string) => number
}

/** Reads a JSON text (RFC 8259). @throws JsonTextError */
export function readJsonText(text: string): JsonText {
  const value = new Scanner(text).document()
  let known: Places | undefined
  const places = (): Places => {
    known ??= placesIn(text)
    return known
  }
  return {
    value,
    valueAt: (pointer) => places().values.get(pointer) ?? 0,
    keyAt: (pointer) => places().keys.get(pointer) ?? places().values.get(pointer) ?? 0,
  }
}

/** Where everything stands, by its JSON pointer. To find that out takes longer than to read the text. */
interface Places {
  readonly values: Map<string, number>
  readonly keys: Map<string, number>
}

function placesIn(text: string): Places {
  const places = { values: new Map<string, number>(), keys: new Map<string, number>() }
  new Scanner(text, places).document()
  return places
}

/** A key as a part of a JSON pointer (RFC 6901). */
export function pointerPart(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** Nobody means more, and the scanner recurses. */
const DEPTH_LIMIT = 100
/** The places of what comes later are not kept: a map of V8 holds 16.7 million. */
const MOST_PLACES = 1_000_000

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y
const WORD = /[A-Za-z_$][\w$]*/y
const WORDS: Readonly<Record<string, unknown>> = { true: true, false: false, null: null }

const COMMA = 'there is a comma too many'

class Scanner {
  #at: number

  /** @param places what is to be filled in */
  constructor(
    readonly text: string,
    readonly places?: Places,
  ) {
    this.#at = text.startsWith('\uFEFF') ? 1 : 0
  }

  document(): unknown {
    const value = this.#value('', 0)
    this.#skipBlanks()
    if (this.#at < this.text.length) this.#fail('there is more behind the end')
    return value
  }

  #fail(message: string, at = this.#at): never {
    throw new JsonTextError(message, at)
  }

  #skipBlanks(): void {
    while (' \t\r\n'.includes(this.text[this.#at] ?? '-')) this.#at++
    if (this.text[this.#at] === '/' || this.text[this.#at] === '#') {
      this.#fail('JSON has no comments')
    }
  }

  /** Takes a sign when it is the next thing. */
  #takes(sign: string): boolean {
    this.#skipBlanks()
    if (this.text[this.#at] !== sign) return false
    this.#at++
    return true
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.text)?.[0]
    if (found !== undefined) this.#at += found.length
    return found
  }

  #value(pointer: string, depth: number): unknown {
    this.#skipBlanks()
    this.#place(this.places?.values, pointer)
    if (depth > DEPTH_LIMIT) this.#fail('this is nested too deep')
    const start = this.#at
    switch (this.text[start]) {
      case '{':
        return this.#object(pointer, depth)
      case '[':
        return this.#array(pointer, depth)
      case '"':
        return this.#string()
      case undefined:
        return this.#fail('a value is missing')
    }
    const number = this.#match(NUMBER)
    if (number !== undefined) return Number(number)
    const word = this.#match(WORD)
    if (word !== undefined && Object.hasOwn(WORDS, word)) return WORDS[word]
    return this.#fail('a value is missing here, such as a text in double quotes', start)
  }

  #object(pointer: string, depth: number): Record<string, unknown> {
    const object: Record<string, unknown> = {}
    this.#at++
    if (this.#takes('}')) return object
    do {
      this.#skipBlanks()
      const at = this.#at
      if (this.text[at] === '}') this.#fail(COMMA, this.text.lastIndexOf(',', at))
      if (this.text[at] !== '"') this.#fail('a name in double quotes is missing')
      const key = this.#string()
      const inner = this.#inside(pointer, key)
      if (Object.hasOwn(object, key)) this.#fail(`"${key}" stands here twice`, at)
      this.#place(this.places?.keys, inner, at)
      if (!this.#takes(':')) this.#fail('":" is missing')
      const value = this.#value(inner, depth + 1)
      Object.defineProperty(object, key, { value, enumerable: true, configurable: true })
    } while (this.#takes(','))
    if (!this.#takes('}')) this.#fail('"," or "}" is missing')
    return object
  }

  #array(pointer: string, depth: number): unknown[] {
    const array: unknown[] = []
    this.#at++
    if (this.#takes(']')) return array
    do {
      this.#skipBlanks()
      if (this.text[this.#at] === ']') this.#fail(COMMA, this.text.lastIndexOf(',', this.#at))
      array.push(this.#value(this.#inside(pointer, `${array.length}`), depth + 1))
    } while (this.#takes(','))
    if (!this.#takes(']')) this.#fail('"," or "]" is missing')
    return array
  }

  /** The pointer to a part; empty when nobody asks for places. */
  #inside(pointer: string, key: string): string {
    return this.places === undefined ? '' : `${pointer}/${pointerPart(key)}`
  }

  #place(places: Map<string, number> | undefined, pointer: string, at = this.#at): void {
    if (places !== undefined && places.size < MOST_PLACES) places.set(pointer, at)
  }

  /** By hand: a regular expression runs out of stack on a text of some megabytes. */
  #string(): string {
    const start = this.#at
    let at = start + 1
    while (at < this.text.length && this.text[at] !== '"') at += this.text[at] === '\\' ? 2 : 1
    this.#at = at + 1
    try {
      return JSON.parse(this.text.slice(start, this.#at)) as string
    } catch {
      return this.#fail('this text in double quotes does not end, or not well', start)
    }
  }
}
