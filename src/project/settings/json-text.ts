import {
  type JSONPath,
  type JSONVisitor,
  type ParseOptions,
  printParseErrorCode,
  visit,
} from 'jsonc-parser'

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

/**
 * Reads a JSON text (RFC 8259); a byte order mark at its front is passed over.
 * @throws JsonTextError for what is no JSON, for a key that stands twice and for deep nesting
 */
export function readJsonText(text: string): JsonText {
  const start = text.startsWith('\uFEFF') ? 1 : 0
  const json = text.slice(start)
  refuseMistakes(json, start)
  let known: Places | undefined
  const places = (): Places => {
    known ??= placesIn(json, start)
    return known
  }
  return {
    value: JSON.parse(json),
    valueAt: (pointer) => places().values.get(pointer) ?? 0,
    keyAt: (pointer) => places().keys.get(pointer) ?? places().values.get(pointer) ?? 0,
  }
}

/** A key as a part of a JSON pointer (RFC 6901). */
export function pointerPart(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

const STRICT: ParseOptions = { disallowComments: true, allowTrailingComma: false }

/** Nobody means more, and the reader recurses. */
const DEPTH_LIMIT = 100

/** @param start where the JSON begins in the whole text */
function refuseMistakes(json: string, start: number): void {
  const fail = (message: string, at: number): never => {
    throw new JsonTextError(message, start + at)
  }
  /** What is open, from the outside in: the keys of an object, nothing for an array. */
  const open: (Set<string> | undefined)[] = []
  let expected: Expected = 'value'
  const begin = (at: number, keys?: Set<string>): void => {
    if (open.push(keys) > DEPTH_LIMIT + 1) fail('this is nested too deep', at)
    expected = keys === undefined ? 'value' : 'name'
  }
  const end = (at: number): void => {
    // The reader also ends what the end of the text has left open.
    if (at >= json.length) return
    open.pop()
    expected = 'comma'
  }
  const visitor: JSONVisitor = {
    onArrayBegin: (at) => begin(at),
    onArrayEnd: end,
    onObjectBegin: (at) => begin(at, new Set()),
    onObjectEnd: end,
    onObjectProperty: (key, at) => {
      const keys = open.at(-1)
      if (keys?.has(key)) fail(`"${key}" stands here twice`, at)
      keys?.add(key)
      expected = 'colon'
    },
    onLiteralValue: () => {
      expected = 'comma'
    },
    onSeparator: (sign) => {
      expected = sign === ',' && open.at(-1) !== undefined ? 'name' : 'value'
    },
    onError: (code, at) => {
      if (isComment(json, at)) fail('JSON has no comments', at)
      if (json[at] === '"' && BROKEN_TEXT.has(printParseErrorCode(code))) {
        fail('this text in double quotes does not end, or not well', at)
      }
      if (isSpareComma(json, at, expected)) {
        fail('there is a comma too many', json.lastIndexOf(',', at))
      }
      fail(missing(expected, open, json[at]), at)
    },
  }
  visit(json, visitor, STRICT)
}

/** What has to come next in a text. */
type Expected = 'value' | 'name' | 'colon' | 'comma'

/** Errors of the reader about a text in double quotes. */
const BROKEN_TEXT: ReadonlySet<string> = new Set([
  'InvalidUnicode',
  'InvalidEscapeCharacter',
  'UnexpectedEndOfString',
  'InvalidCharacter',
])

function isComment(json: string, at: number): boolean {
  return json[at] === '/' || json[at] === '#'
}

function isSpareComma(json: string, at: number, expected: Expected): boolean {
  return json[at] === (expected === 'name' ? '}' : ']') && json.slice(0, at).trimEnd().endsWith(',')
}

function missing(expected: Expected, open: readonly unknown[], sign: string | undefined): string {
  switch (expected) {
    case 'name':
      return 'a name in double quotes is missing'
    case 'colon':
      return '":" is missing'
    case 'comma':
      if (open.length === 0) return 'there is more behind the end'
      return `"," or "${open.at(-1) === undefined ? ']' : '}'}" is missing`
    case 'value':
      return `a value is missing${sign === undefined ? '' : ' here, such as a text in double quotes'}`
  }
}

/** Where everything stands, by its JSON pointer. */
interface Places {
  readonly values: Map<string, number>
  readonly keys: Map<string, number>
}

/** The places of what comes later are not kept: a map of V8 holds 16.7 million. */
const MOST_PLACES = 1_000_000

/** @param start where the JSON begins in the whole text */
function placesIn(json: string, start: number): Places {
  const values = new Map<string, number>()
  const keys = new Map<string, number>()
  const put = (places: Map<string, number>, at: number, path: JSONPath): void => {
    if (places.size >= MOST_PLACES) return
    places.set(path.map((part) => `/${pointerPart(`${part}`)}`).join(''), start + at)
  }
  const begin = (...[at, , , , path]: Parameters<Begin>): void => put(values, at, path())
  visit(
    json,
    {
      onObjectBegin: begin,
      onArrayBegin: begin,
      onLiteralValue: (_value, at, _length, _line, _column, path) => put(values, at, path()),
      onObjectProperty: (key, at, _length, _line, _column, path) => {
        put(keys, at, [...path(), key])
      },
    },
    STRICT,
  )
  return { values, keys }
}

type Begin = NonNullable<JSONVisitor['onArrayBegin']>
