import { type Configuration, type LoadOptions, load } from '../../src/config/index.js'
import { commandsBetween, compare, pairFiles, understoodCommands } from '../../src/edit/index.js'
import { Failure, Refusal } from '../../src/project/failure.js'
import { liesWithin } from '../../src/project/paths/lies-within.js'
import { failure } from '../../src/project/system-failure.js'
import {
  diffCommands,
  diffJson,
  diffText,
  pairedFiles,
  renderUnifiedDiff,
} from '../../src/report/index.js'
import { command, type Flag } from '../arguments/command.js'
import { CONFIGURATION, type ConfigurationFlags, SECRETS, textOrJson } from '../arguments/flags.js'
import { loadOptionsFor } from '../configuration.js'
import { reportErrors } from '../terminal/syntax-errors.js'
import { looksOf, note, print, printJson, printText, showingOf } from '../terminal/terminal.js'

const { config: _, sysroot, ...LOADING } = CONFIGURATION

const SYSROOTS = {
  sysroot,
  sysrootA: { ...sysroot, describe: 'The same for A alone: two checkouts have two' },
  sysrootB: { ...sysroot, describe: 'The same for B alone' },
} as const satisfies Record<string, Flag>

/** `diff`: what differs between two configurations; exit 1 when anything does. */
export const diffCommand = command({
  name: 'diff',
  describe: 'Compare two configurations: in effect, as text, or as the commands between them',
  positionals: [
    { name: 'a', describe: 'A main file', count: 'one', completes: 'files' },
    { name: 'b', describe: 'The main file to compare it with', count: 'one', completes: 'files' },
  ],
  flags: {
    ...SYSROOTS,
    ...LOADING,
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

type Sides = readonly [Configuration, Configuration]

interface DiffFlags extends Omit<ConfigurationFlags, 'config'> {
  readonly words: readonly string[]
  readonly showSecrets: boolean
  readonly text: boolean
  readonly asCommands: boolean
  readonly all: boolean
  readonly format: 'text' | 'json'
  readonly stdinFilename: string | undefined
  readonly color?: boolean
  readonly sysrootA: string | undefined
  readonly sysrootB: string | undefined
}

const STANDARD_INPUT = '-'

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

async function loadSides(flags: DiffFlags): Promise<Sides> {
  const { words, sysrootA, sysrootB } = flags
  const a = await sideOf(words[0] ?? '', sysrootA, flags)
  const b = await sideOf(words[1] ?? '', sysrootB, flags)
  const sides = [await loadSide(a), await loadSide(b)] as const
  refuseOutside(sides, [a, b], flags)
  return sides
}

interface Side {
  readonly word: string
  /** The main file's; that which standard input stands for, or `-`. */
  readonly name: string
  readonly options: LoadOptions
}

/** @throws Failure */
async function sideOf(word: string, own: string | undefined, flags: DiffFlags): Promise<Side> {
  const name = word === STANDARD_INPUT ? (flags.stdinFilename ?? STANDARD_INPUT) : word
  const options = await loadOptionsFor({ ...flags, config: name, sysroot: own ?? flags.sysroot })
  return { word, name, options }
}

/**
 * What a side includes is looked for below its sysroot: below that of another checkout it would be the
 * files of that one.
 * @throws Failure when a side lies outside of the sysroot that a flag gives for it, or just one of them
 *   outside of that which the settings give for both
 */
function refuseOutside(
  sides: Sides,
  [a, b]: readonly [Side, Side],
  { sysroot, sysrootA, sysrootB }: DiffFlags,
): void {
  const outside = [
    ...(isOutside(sides[0], a) ? [{ side: a, own: sysrootA }] : []),
    ...(isOutside(sides[1], b) ? [{ side: b, own: sysrootB }] : []),
  ]
  const isOfSettings = a.options.sysroot === b.options.sysroot && outside.length === 1
  const found = outside.find(({ own }) => (own ?? sysroot) !== undefined || isOfSettings)
  if (found === undefined) return
  const { name, options } = found.side
  const advice =
    found.own === undefined
      ? ': name the sysroot of each side with --sysroot-a and --sysroot-b'
      : ''
  throw new Failure(
    `${name} lies outside of the sysroot ${options.sysroot}, where the files that it includes would be looked for${advice}`,
  )
}

/** A text without a name lies nowhere. */
function isOutside({ main }: Configuration, { name, options: { sysroot } }: Side): boolean {
  return sysroot !== undefined && name !== STANDARD_INPUT && !liesWithin(sysroot, main.path)
}

/** @throws Failure */
async function loadSide({ word, name, options }: Side): Promise<Configuration> {
  try {
    if (word !== STANDARD_INPUT) return await load(name, options)
    const { withStandardInput } = await import('../streams/standard-input.js')
    const environment = await withStandardInput(options.environment, name)
    return await load(name, { ...options, environment })
  } catch (error) {
    throw failure(error, name)
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
