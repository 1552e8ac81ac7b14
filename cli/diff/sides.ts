import { type Configuration, type LoadOptions, load } from '../../src/config/index.js'
import { Failure } from '../../src/project/failure.js'
import { liesWithin } from '../../src/project/paths/lies-within.js'
import { failure } from '../../src/project/system-failure.js'
import type { Flag } from '../arguments/command.js'
import { CONFIGURATION, type ConfigurationFlags } from '../arguments/flags.js'
import { loadOptionsFor } from '../configuration.js'

const { config: _, sysroot, ...LOADING } = CONFIGURATION

/** The flags that say where the two sides of a comparison lie, beside `CONFIGURATION`. */
export const SYSROOTS = {
  sysroot,
  sysrootA: { ...sysroot, describe: 'The same for A alone: two checkouts have two' },
  sysrootB: { ...sysroot, describe: 'The same for B alone' },
} as const satisfies Record<string, Flag>

/** The flags of a comparison that say how its sides are read. */
export const SIDES = { ...SYSROOTS, ...LOADING } as const

/** Two configurations to compare, the earlier one first. */
export type Sides = readonly [Configuration, Configuration]

export interface SidesFlags extends Omit<ConfigurationFlags, 'config'> {
  /** Two main files; `-` is standard input. */
  readonly words: readonly string[]
  readonly sysrootA: string | undefined
  readonly sysrootB: string | undefined
  readonly stdinFilename: string | undefined
}

export const STANDARD_INPUT = '-'

/** Reads both sides. @throws Failure */
export async function loadSides(flags: SidesFlags): Promise<Sides> {
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
async function sideOf(word: string, own: string | undefined, flags: SidesFlags): Promise<Side> {
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
  { sysroot, sysrootA, sysrootB }: SidesFlags,
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
