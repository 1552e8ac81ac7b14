/** A flag of a command, by its name in camel case: `searchPath` is `--search-path`. */
export interface Flag {
  /** `texts` may be given again and again. A boolean that is true by default has `--no-NAME`. */
  readonly type: 'string' | 'texts' | 'boolean'
  readonly alias?: string
  readonly choices?: readonly string[]
  readonly default?: string | boolean
  /** What a shell offers for the value; choices are offered anyway. */
  readonly completes?: 'files' | 'folders'
  readonly describe: string
}

/** What stands on the command line without dashes. */
export interface Positional {
  readonly name: string
  readonly describe: string
  /** `one` must be there, `many` may be any number; `many` comes last. */
  readonly count: 'one' | 'many'
  /** What a shell offers for it; nothing when absent. */
  readonly completes?: 'files' | readonly string[]
}

/** The type of a flag's value: what the choices, the default and the type allow. */
type ValueOf<F extends Flag> = F['type'] extends 'boolean'
  ? boolean
  : F['type'] extends 'texts'
    ? readonly string[]
    :
        | (F extends { choices: readonly (infer C)[] } ? C : string)
        | (F extends { default: string } ? never : undefined)

export type FlagsOf<F extends Readonly<Record<string, Flag>>> = {
  readonly [N in keyof F]: ValueOf<F[N]>
}

/** The words without dashes, in order. */
export interface Words {
  readonly words: readonly string[]
}

/**
 * A command, as data: the help, the parser of the command line and the completion are made of it.
 */
export interface Command {
  /** One word, or two for `overlay apply`. */
  readonly name: string
  readonly describe: string
  readonly positionals: readonly Positional[]
  readonly flags: Readonly<Record<string, Flag>>
  /** All words behind the name are its own: none of them is taken for a flag. */
  readonly plainWords?: boolean
  readonly run: (given: Words & Readonly<Record<string, unknown>>) => Promise<void> | void
}

/** Makes a command, and types the flags that `run` gets. */
export function command<const F extends Readonly<Record<string, Flag>>>(spec: {
  readonly name: string
  readonly describe: string
  readonly positionals?: readonly Positional[]
  readonly flags: F
  readonly plainWords?: boolean
  readonly run: (given: Words & FlagsOf<F> & GlobalFlags) => Promise<void> | void
}): Command {
  return {
    positionals: [],
    ...spec,
    run: spec.run as Command['run'],
  }
}

/** Flags that every command has. */
export interface GlobalFlags {
  /** `--no-color` makes it false. */
  readonly color?: boolean
}

/** `searchPath` as it is typed: `search-path`. */
export function flagName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
