import {
  type Configuration,
  type Definition,
  displayScope,
  type Scope,
} from '../../config/index.js'
import type { Related } from '../../diagnostics/index.js'
import { booleanOf, numberOf } from '../../schema/scalars.js'
import type { ValueView } from '../../syntax/index.js'
import { isComplete } from '../engine/complete.js'
import { statementsOf } from '../engine/statements.js'
import { excerpt } from '../names/words.js'
import { mayBeMeant } from '../references/absence.js'
import type { FilePlace } from '../references/places.js'
import { eachScalar } from '../values/scalars.js'
import { Mentions } from './mentions.js'

/** What a requirement finds: the place and what a diagnostic says there. */
export interface Violation {
  readonly at: FilePlace
  readonly summary: string
  readonly detail: string
  readonly related?: readonly Related[]
}

/** A configuration, with what requirements ask of it. */
export class Site {
  readonly #mentions: Mentions
  readonly isComplete: boolean

  /** @param names the names of options and scopes that can be asked for, in lower case */
  constructor(
    readonly configuration: Configuration,
    names: ReadonlySet<string>,
  ) {
    this.#mentions = new Mentions(configuration, names)
    this.isComplete = isComplete(configuration)
  }

  get root(): Scope {
    return this.configuration.root
  }

  /** The scopes known to the registry that set an option. @param option in lower case */
  scopesWith(option: string): Scope[] {
    return [...this.eachScopeWith(option)]
  }

  /** As `scopesWith`, but merges each scope only when it is asked for. */
  *eachScopeWith(option: string): Generator<Scope> {
    for (const scope of this.#mentions.scopesWith(option)) {
      if (scope.type?.options.has(option)) yield scope
    }
  }

  /** The scopes of a name at any depth. @param name in lower case */
  scopesNamed(name: string): Scope[] {
    return [...this.#mentions.scopesNamed(name)].filter(({ type }) => type !== undefined)
  }

  /** Whether anything is written with a name, in whatever scope. @param name in lower case */
  isWritten(name: string): boolean {
    return statementsOf(this.configuration).hasName(name)
  }

  /** Whether a module has a stanza, or needs none. @param name in lower case */
  isLoaded(name: string): boolean {
    if (this.root.scopesNamed(name).length > 0) return true
    const lines = Object.values(this.root.type?.scopes.get(name)?.lines ?? {})
    return lines.some(({ autoLoaded }) => autoLoaded)
  }

  /** Whether something that is missing may be written with a slip, or in the wrong place. */
  mayBeMeant(names: readonly string[]): boolean {
    return mayBeMeant(names, this.configuration)
  }

  /** The effective value of an option in a scope, with fallback and default. */
  effective(scope: Scope, option: string): Setting {
    const { value, definition } = this.configuration.eval(scope.path, option)
    return new Setting(value, definition)
  }
}

/** The value of an option, and where it is written; a default is written nowhere. */
export class Setting {
  constructor(
    readonly value: ValueView | undefined,
    readonly definition: Definition | undefined,
  ) {}

  /** The text of a single value, in lower case. */
  get word(): string | undefined {
    return this.value?.type === 'scalar' ? this.value.value.toLowerCase() : undefined
  }

  get isOn(): boolean {
    return this.word !== undefined && booleanOf(this.word) === true
  }

  get number(): number | undefined {
    return this.word === undefined ? undefined : numberOf(this.word)
  }

  /** The texts of a single value or of a list. */
  get texts(): string[] {
    return this.value === undefined ? [] : [...eachScalar(this.value)].map(({ value }) => value)
  }
}

/** What a scope itself sets, without fallback. @param option in lower case */
export function ownSetting(scope: Scope, option: string): Setting {
  const definition = scope.options.get(option)?.at(-1)
  return new Setting(definition?.value, definition)
}

/** A scope for a sentence: `Domain "example.com"`. */
export function sayScope(scope: Scope): string {
  return excerpt(displayScope(scope.path))
}

/** An option for a sentence, in quotes, spelt as the registry does. */
export function sayOption(scope: Scope, option: string): string {
  return `"${scope.type?.options.get(option)?.display ?? option}"`
}

/** The value of an option for a sentence. */
export function sayValue({ value }: Setting): string {
  return value === undefined ? 'nothing' : excerpt(value.text)
}
