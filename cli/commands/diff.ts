import { commandsBetween, compare, pairFiles, understoodCommands } from '../../src/edit/index.js'
import { Failure, Refusal } from '../../src/project/failure.js'
import {
  diffCommands,
  diffJson,
  diffText,
  pairedFiles,
  renderUnifiedDiff,
} from '../../src/report/index.js'
import { command } from '../arguments/command.js'
import { SECRETS, textOrJson } from '../arguments/flags.js'
import { loadSides, SIDES, type Sides, type SidesFlags, STANDARD_INPUT } from '../diff/sides.js'
import { reportErrors } from '../terminal/syntax-errors.js'
import { looksOf, note, print, printJson, printText, showingOf } from '../terminal/terminal.js'

/** `diff`: what differs between two configurations; exit 1 when anything does. */
export const diffCommand = command({
  name: 'diff',
  describe: 'Compare two configurations: in effect, as text, or as the commands between them',
  positionals: [
    { name: 'a', describe: 'A main file', count: 'one', completes: 'files' },
    { name: 'b', describe: 'The main file to compare it with', count: 'one', completes: 'files' },
  ],
  flags: {
    ...SIDES,
    ...SECRETS,
    text: { type: 'boolean', default: false, describe: 'Compare the texts of the files' },
    asCommands: {
      type: 'boolean',
      default: false,
      describe: 'Print the commands of the console that turn A into B',
    },
    all: { type: 'boolean', default: false, describe: 'Show differences in spelling too' },
    format: textOrJson(),
    stdinFilename: {
      type: 'string',
      completes: 'files',
      describe: 'The file that standard input (-) stands for',
    },
  },
  run: async (flags) => {
    refuseNonsense(flags)
    const sides = await loadSides(flags)
    const isBroken = sides.map(reportErrors).includes(true)
    if (isBroken) process.exitCode = 1
    if (flags.asCommands) {
      if (isBroken) {
        throw new Refusal('What cannot be read might be lost: no commands are made of it.')
      }
      return printCommands(sides, flags)
    }
    if (flags.text) return printTexts(sides, flags)
    const comparison = compare(...sides)
    if (comparison.effective.length > 0) process.exitCode = 1
    const showing = showingOf(flags)
    if (flags.format === 'json') return printJson(diffJson(comparison, showing.maskSecrets))
    printText(diffText(comparison, showing, { all: flags.all }))
    if (comparison.differences.length === 0 && looksOf(flags).terminal) print('No differences.\n')
  },
})

interface DiffFlags extends SidesFlags {
  readonly showSecrets: boolean
  readonly text: boolean
  readonly asCommands: boolean
  readonly all: boolean
  readonly format: 'text' | 'json'
  readonly color?: boolean
}

/** @throws Failure */
function refuseNonsense({ words, text, asCommands, all, format, stdinFilename }: DiffFlags): void {
  if (text && asCommands) throw new Failure('Either --text or --as-commands')
  const form = text ? '--text' : asCommands ? '--as-commands' : undefined
  if (form && format === 'json') throw new Failure(`${form} has no JSON form`)
  if (form && all) throw new Failure(`--all does not go with ${form}`)
  const inputs = words.filter((word) => word === STANDARD_INPUT).length
  if (inputs > 1) throw new Failure('Only one of the two can come from standard input')
  if (stdinFilename !== undefined && inputs === 0) {
    throw new Failure(
      '--stdin-filename says what "-" stands for: ecconf diff - B --stdin-filename F',
    )
  }
}

function printCommands([before, after]: Sides, { showSecrets }: DiffFlags): void {
  const commands = understoodCommands(commandsBetween(before, after), before, after)
  const { text, masked, unsayable } = diffCommands(commands, after, !showSecrets)
  print(text)
  if (text !== '') process.exitCode = 1
  if (masked > 0) {
    const lines =
      masked === 1 ? '1 command holds a secret and is' : `${masked} commands hold secrets and are`
    note(`ecconf: ${lines} a comment here: --show-secrets prints them whole.\n`)
  }
  if (unsayable > 0) {
    const what = unsayable === 1 ? '1 difference is' : `${unsayable} differences are`
    note(`ecconf: ${what} beyond the commands of the console, and a comment here.\n`)
  }
}

function printTexts(sides: Sides, flags: DiffFlags): void {
  const { maskSecrets, colours } = showingOf(flags)
  const files = pairedFiles(pairFiles(...sides), { maskSecrets })
  if (files.length > 0) process.exitCode = 1
  printText(renderUnifiedDiff(files, colours))
}
