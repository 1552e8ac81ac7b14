/** An element as a reader of XML 1.0 sees it. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  /** The text directly inside, without that of the children. */
  readonly text: string
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

/** A character that XML 1.0 does not allow, even as a reference. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/**
 * Reads the part of XML 1.0 that programs write: elements, attributes in double quotes, text and
 * references. Strict, so that what it takes any reader takes.
 * @throws Error that says where
 */
export function readXml(document: string): XmlElement {
  const forbidden = FORBIDDEN.exec(document)
  if (forbidden) throw new Error(`forbidden character at ${forbidden.index}`)
  const reader = new Reader(document.replaceAll('\r\n', '\n').replaceAll('\r', '\n'))
  reader.take(/<\?xml version="1\.0" encoding="UTF-8"\?>\n/y)
  const root = reader.element()
  reader.take(/\s*$/y)
  return root
}

class Reader {
  #at = 0

  constructor(readonly text: string) {}

  /** @throws Error when the text does not go on like this */
  take(pattern: RegExp): RegExpExecArray {
    const match = this.#try(pattern)
    if (match === null) {
      throw new Error(
        `${pattern} expected at ${JSON.stringify(this.text.slice(this.#at, this.#at + 40))}`,
      )
    }
    return match
  }

  element(): XmlElement {
    const [, name = '', pairs = '', empty] = this.take(
      /<([A-Za-z_:][\w:.-]*)((?:\s+[A-Za-z_:][\w:.-]*="[^"<]*")*)\s*(\/?)>/y,
    )
    const attributes: Record<string, string> = {}
    for (const [, key = '', value = ''] of pairs.matchAll(/([\w:.-]+)="([^"]*)"/g)) {
      if (key in attributes) throw new Error(`attribute ${key} twice`)
      // A line end or a tab that is no reference becomes a blank.
      attributes[key] = decode(value.replace(/[\t\n]/g, ' '))
    }
    if (empty) return { name, attributes, children: [], text: '' }
    const children: XmlElement[] = []
    let text = ''
    while (!this.#try(new RegExp(`</${name}>`, 'y'))) {
      const run = this.#try(/[^<]+/y)
      if (run) text += decode(run[0])
      else children.push(this.element())
    }
    return { name, attributes, children, text }
  }

  #try(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.text)
    if (match) this.#at = pattern.lastIndex
    return match
  }
}

function decode(text: string): string {
  return text.replace(/&([^;]*;?)/g, (_, reference: string) => {
    const [, decimal, hexadecimal, name] =
      /^(?:#(\d+)|#x([0-9A-Fa-f]+)|(\w+));$/.exec(reference) ?? []
    const character =
      name !== undefined
        ? ENTITIES[name]
        : String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hexadecimal ?? '0', 16))
    if (character === undefined || FORBIDDEN.test(character)) throw new Error(`&${reference}`)
    return character
  })
}
