import { type Body, byName, type Commented, type Stanza } from '../model.js'

/** The key that holds a stanza's instance, beside its options. */
export const INSTANCE = '$name'

/** The same information as JSON: an anonymous scope an object, a named one an array of objects. */
export function json(body: Body): string {
  return new JsonWriter(false).text(body)
}

/** As JSON, with the comments. */
export function jsonc(body: Body): string {
  return new JsonWriter(true).text(body)
}

interface Member extends Commented {
  readonly name: string
  /** A scalar or a list as text, an object, or an array of objects. */
  readonly content: string | Body | readonly Stanza[]
}

class JsonWriter {
  readonly #lines: string[] = []

  constructor(readonly comments: boolean) {}

  text(body: Body): string {
    this.#lines.push('{')
    this.#members(body, undefined, '  ')
    this.#lines.push('}')
    return `${this.#lines.join('\n')}\n`
  }

  #members(body: Body, instance: string | undefined, indent: string): void {
    const members = membersOf(body, instance, indent)
    members.forEach((member, index) => {
      this.#member(member, index < members.length - 1 ? ',' : '', indent)
    })
  }

  #member(member: Member, comma: string, indent: string): void {
    const { name, content } = member
    const head = `${indent}${JSON.stringify(name)}: `
    this.#above(member, indent)
    if (typeof content === 'string') {
      this.#lines.push(`${head}${content}${comma}${this.#behind(member)}`)
    } else if ('settings' in content) {
      this.#lines.push(`${head}{${this.#behind(member)}`)
      this.#members(content, undefined, `${indent}  `)
      this.#lines.push(`${indent}}${comma}`)
    } else {
      this.#lines.push(`${head}[`)
      content.forEach((stanza, index) => {
        this.#above(stanza, `${indent}  `)
        this.#lines.push(`${indent}  {${this.#behind(stanza)}`)
        this.#members(stanza.body, stanza.instance, `${indent}    `)
        this.#lines.push(`${indent}  }${index < content.length - 1 ? ',' : ''}`)
      })
      this.#lines.push(`${indent}]${comma}`)
    }
  }

  #above({ above = [] }: Commented, indent: string): void {
    if (this.comments) for (const line of above) this.#lines.push(`${indent}// ${line}`)
  }

  #behind({ behind }: Commented): string {
    return this.comments && behind !== undefined ? ` // ${behind}` : ''
  }
}

function membersOf(body: Body, instance: string | undefined, indent: string): Member[] {
  const members: Member[] = []
  if (instance !== undefined) members.push({ name: INSTANCE, content: JSON.stringify(instance) })
  for (const { value, ...setting } of body.settings) {
    const content = JSON.stringify(value, undefined, 2).replaceAll('\n', `\n${indent}`)
    members.push({ ...setting, content })
  }
  for (const [name, stanzas] of byName(body.stanzas)) {
    const [first] = stanzas
    if (first === undefined || first.instance !== undefined)
      members.push({ name, content: stanzas })
    else members.push({ name, content: first.body, above: first.above, behind: first.behind })
  }
  return members
}
