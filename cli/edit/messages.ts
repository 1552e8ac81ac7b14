import { counted } from '../../src/diagnostics/index.js'
import type { OpenFile } from '../../src/project/edit/open-file.js'
import { shownPath } from '../../src/project/paths/shown-path.js'
import { configurationWords, type EditFlags } from './flags.js'

/** Where the new texts are, and the command that goes on with them. */
export function keptText(open: readonly OpenFile[], words: readonly string[], flags: EditFlags) {
  const places = open.map(({ copy }) => shownPath(copy.path)).join(', ')
  const named = words.length > 0 || open.length === 1 ? [words] : open.map(({ name }) => [name])
  const commands = named.map((each) =>
    [
      'ecconf edit',
      ...each.map(quoted),
      ...configurationWords(flags).map(quoted),
      '--continue',
    ].join(' '),
  )
  const [text, it] = open.length === 1 ? ['text is', 'it'] : ['texts are', 'them']
  return `The new ${text} kept in ${places}. To go on with ${it}:\n  ${commands.join('\n  ')}`
}

/** `2 errors of syntax and 1 other error`. */
export function errorsText(syntaxErrors: number, otherErrors: number): string {
  if (syntaxErrors === 0) return counted(otherErrors, 'error')
  const syntax = `${counted(syntaxErrors, 'error')} of syntax`
  return otherErrors === 0 ? syntax : `${syntax} and ${counted(otherErrors, 'other error')}`
}

/** A word as a shell takes it. */
export function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
