import type { Change, ScopePath } from '../config/index.js'
import { encodeString, needsQuotes, type ValueView } from '../syntax/index.js'

/** Prints a scalar in a value, as written or with its secrets masked. */
type PartText = (part: ValueView) => string

/**
 * The words that name an option or a scope on the console, quoted where necessary.
 * @param option undefined for the scope itself
 */
export function pathWords(path: ScopePath, option?: string): string[] {
  const words = path.flatMap(({ name, instance }) =>
    instance === undefined ? [word(name)] : [word(name), word(instance)],
  )
  return option === undefined ? words : [...words, word(option)]
}

/**
 * A value in the form for the console: arrays and dictionaries on one line, without comments. A
 * string over several lines stays as it is, because the language has no escape for a newline.
 */
export function consoleValue(value: ValueView, partText: PartText = ({ text }) => text): string {
  switch (value.type) {
    case 'scalar':
      return partText(value)
    case 'array': {
      const elements = value.elements.map((element) => consoleValue(element, partText))
      return elements.length === 0 ? '()' : `( ${elements.join(' ')} )`
    }
    case 'dictionary': {
      const entries = value.entries.flatMap((entry) =>
        entry.value === undefined
          ? []
          : [`${partText(entry.keyToken)} = ${consoleValue(entry.value, partText)}`],
      )
      return entries.length === 0 ? '[]' : `[ ${entries.join(' ')} ]`
    }
  }
}

/** The console line for a change, with the words typed for it, without a final newline. */
export function commandLine({ kind, words }: Extract<Change, { kind: 'set' | 'unset' }>): string {
  return `config ${kind} ${words.join(' ')}`
}

/**
 * The commands in a text, one per line, each with its 1-based line number. Blank lines and lines
 * that begin with `#` are skipped. A line that ends within a string continues on the next line.
 * Blanks around a command are removed.
 */
export function splitCommandLines(
  text: string,
): { readonly text: string; readonly line: number }[] {
  const commands: { text: string; line: number }[] = []
  const lines = text.split(/\r?\n/)
  let open: { text: string; line: number } | undefined
  for (const [index, each] of lines.entries()) {
    if (open !== undefined) open.text += `\n${each}`
    else if (!/^\s*(?:#|$)/.test(each)) open = { text: each, line: index + 1 }
    if (open === undefined || (leavesStringOpen(open.text) && index < lines.length - 1)) continue
    commands.push({ ...open, text: open.text.trim() })
    open = undefined
  }
  return commands
}

/** Whether a text ends within a string. */
function leavesStringOpen(text: string): boolean {
  let inside = false
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') inside = !inside
    else if (inside && text[at] === '\\' && /["\\]/.test(text[at + 1] ?? '')) at++
  }
  return inside
}

function word(text: string): string {
  return needsQuotes(text) ? encodeString(text) : text
}
