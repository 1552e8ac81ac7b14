import type { Body, Commented, Part, Value } from '../model.js'

/** Elements of an array that still stand on the option's own line. */
const ELEMENTS_ON_A_LINE = 4

/** A part as a file of the conf language. @param includes operands of includes, behind the head */
export function confFile(part: Part, includes: readonly string[] = []): string {
  const lines = part.title.map((line) => `# ${line}`)
  lines.push('')
  writeBody(part, '', lines)
  if (includes.length > 0) lines.push('')
  for (const file of includes) lines.push(`include "${file}"`)
  return `${lines.join('\n')}\n`
}

function writeBody({ settings, stanzas }: Body, indent: string, lines: string[]): void {
  for (const setting of settings) {
    writeAbove(setting, indent, lines)
    lines.push(`${indent}${setting.name} = ${value(setting.value, indent)}${behind(setting)}`)
  }
  for (const stanza of stanzas) {
    writeAbove(stanza, indent, lines)
    const instance = stanza.instance === undefined ? '' : ` ${quoted(stanza.instance)}`
    lines.push(`${indent}${stanza.name}${instance} {${behind(stanza)}`)
    writeBody(stanza.body, `${indent}  `, lines)
    lines.push(`${indent}}`)
  }
}

function writeAbove({ above = [] }: Commented, indent: string, lines: string[]): void {
  for (const line of above) lines.push(`${indent}# ${line}`)
}

function behind(commented: Commented): string {
  return commented.behind === undefined ? '' : `  # ${commented.behind}`
}

function value(written: Value, indent: string): string {
  if (typeof written === 'string') return quoted(written)
  if (typeof written !== 'object') return String(written)
  if (isArray(written)) {
    const elements = written.map(quoted)
    return elements.length <= ELEMENTS_ON_A_LINE
      ? `( ${elements.join(' ')} )`
      : `(\n${elements.map((element) => `${indent}  ${element}\n`).join('')}${indent})`
  }
  const entries = Object.entries(written).map(
    ([key, text]) => `${indent}  ${key} = ${quoted(text)}`,
  )
  return `[\n${entries.join('\n')}\n${indent}]`
}

/** The generator writes no quote and no backslash at a string's end: the rest stays as it is. */
function quoted(text: string): string {
  return `"${text}"`
}

function isArray(written: object): written is readonly string[] {
  return Array.isArray(written)
}
