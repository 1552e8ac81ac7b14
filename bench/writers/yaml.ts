import { type Body, byName, type Commented, type Stanza, type Value } from '../model.js'
import { INSTANCE } from './json.js'

/** The same information as YAML, in block style. */
export function yaml(body: Body): string {
  const lines: string[] = []
  writeBody(body, '', lines)
  return `${lines.join('\n')}\n`
}

function writeBody(body: Body, indent: string, lines: string[]): void {
  for (const setting of body.settings) {
    writeAbove(setting, indent, lines)
    writeSetting(setting.name, setting.value, behind(setting), indent, lines)
  }
  for (const [name, stanzas] of byName(body.stanzas)) {
    const [first] = stanzas
    if (first === undefined || first.instance !== undefined) {
      lines.push(`${indent}${name}:`)
      for (const stanza of stanzas) writeElement(stanza, indent, lines)
    } else {
      writeAbove(first, indent, lines)
      lines.push(`${indent}${name}:${behind(first)}`)
      writeBody(first.body, `${indent}  `, lines)
    }
  }
}

function writeElement(stanza: Stanza, indent: string, lines: string[]): void {
  writeAbove(stanza, indent, lines)
  lines.push(`${indent}- ${INSTANCE}: ${JSON.stringify(stanza.instance)}${behind(stanza)}`)
  writeBody(stanza.body, `${indent}  `, lines)
}

/** A JSON string is a YAML string. */
function writeSetting(
  name: string,
  value: Value,
  comment: string,
  indent: string,
  lines: string[],
): void {
  if (typeof value !== 'object') {
    lines.push(`${indent}${name}: ${JSON.stringify(value)}${comment}`)
    return
  }
  lines.push(`${indent}${name}:${comment}`)
  if (Array.isArray(value)) {
    for (const element of value) lines.push(`${indent}- ${JSON.stringify(element)}`)
  } else {
    for (const [key, text] of Object.entries(value)) {
      lines.push(`${indent}  ${JSON.stringify(key)}: ${JSON.stringify(text)}`)
    }
  }
}

function writeAbove({ above = [] }: Commented, indent: string, lines: string[]): void {
  for (const line of above) lines.push(`${indent}# ${line}`)
}

function behind(commented: Commented): string {
  return commented.behind === undefined ? '' : ` # ${commented.behind}`
}
