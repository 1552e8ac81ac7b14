import { type Body, byName, type Commented, type Value } from '../model.js'
import { INSTANCE } from './json.js'

/** The same information as TOML: tables for anonymous scopes, arrays of tables for named ones. */
export function toml(body: Body): string {
  const lines: string[] = []
  writeBody(body, [], lines)
  return `${lines.join('\n')}\n`
}

function writeBody(body: Body, path: readonly string[], lines: string[]): void {
  for (const setting of body.settings) {
    writeAbove(setting, lines)
    lines.push(`${setting.name} = ${value(setting.value)}${behind(setting)}`)
  }
  for (const [name, stanzas] of byName(body.stanzas)) {
    for (const stanza of stanzas) {
      const inside = [...path, name]
      const table = inside.join('.')
      writeAbove(stanza, lines)
      if (stanza.instance === undefined) lines.push(`[${table}]${behind(stanza)}`)
      else {
        lines.push(`[[${table}]]${behind(stanza)}`)
        lines.push(`"${INSTANCE}" = ${JSON.stringify(stanza.instance)}`)
      }
      writeBody(stanza.body, inside, lines)
    }
  }
}

/** A JSON string is a TOML string. */
function value(written: Value): string {
  if (typeof written !== 'object') return JSON.stringify(written)
  if (Array.isArray(written)) {
    const elements = written.map((element) => `  ${JSON.stringify(element)},\n`)
    return `[\n${elements.join('')}]`
  }
  const entries = Object.entries(written).map(
    ([key, text]) => `${JSON.stringify(key)} = ${JSON.stringify(text)}`,
  )
  return `{ ${entries.join(', ')} }`
}

function writeAbove({ above = [] }: Commented, lines: string[]): void {
  for (const line of above) lines.push(`# ${line}`)
}

function behind(commented: Commented): string {
  return commented.behind === undefined ? '' : `  # ${commented.behind}`
}
