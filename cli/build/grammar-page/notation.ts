import type { Diagram } from './diagram.js'

/** A diagram in one line, for those who do not see it: `word "="? "{" Item* "}"`. */
export function notation(diagram: Diagram): string {
  switch (diagram.kind) {
    case 'literal':
      return diagram.text === '"' ? `'"'` : `"${diagram.text}"`
    case 'name':
      return diagram.text.includes(' ') ? `<${diagram.text}>` : diagram.text
    case 'sequence':
      return diagram.parts.map(inSequence).join(' ')
    case 'choice':
      return diagram.parts.map(notation).join(' | ')
    case 'optional':
      return `${grouped(diagram.part)}?`
    case 'repeated':
      return `${grouped(diagram.part)}*`
    case 'several':
      return `${grouped(diagram.part)}+`
  }
}

function inSequence(diagram: Diagram): string {
  return diagram.kind === 'choice' ? `(${notation(diagram)})` : notation(diagram)
}

function grouped(diagram: Diagram): string {
  const text = notation(diagram)
  return diagram.kind === 'literal' || diagram.kind === 'name' ? text : `(${text})`
}
