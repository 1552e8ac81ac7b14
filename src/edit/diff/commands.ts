import {
  type Change,
  type Configuration,
  contentsOf,
  displayStep,
  type OptionValue,
  parseValue,
  type Scope,
  type ScopePath,
} from '../../config/index.js'
import { pathKey } from '../../config/merging/identity.js'
import { consoleValue, pathWords } from '../../console/index.js'
import { movesBetween, orderedScopes } from './order.js'
import { sameValue } from './same-value.js'

export type Command = Extract<Change, { kind: 'set' | 'unset' }>

/** The commands that turn one configuration into another. */
export interface Transformation {
  /** In the order in which they must be executed. */
  readonly commands: readonly Command[]
  /** The differences that no command can express; the commands do the rest. */
  readonly unsayable: readonly Unsayable[]
}

/** A difference that no command can express. */
export interface Unsayable {
  /** The command that would express it if the console understood it. */
  readonly command?: Command
  readonly path: ScopePath
  /** A clause without a stop: `no command makes an empty scope`. */
  readonly reason: string
}

/**
 * The commands that give `before` the effect of `after`: first removals, then additions in the
 * order of `after`. A regular expression that must come after others is removed and added again.
 */
export function commandsBetween(before: Configuration, after: Configuration): Transformation {
  const writer = new CommandWriter()
  writer.remove(before.root, after.root)
  writer.add(before.root, after.root)
  return writer
}

class CommandWriter implements Transformation {
  readonly commands: Command[] = []
  readonly unsayable: Unsayable[] = []
  /** The keys of the scopes that are removed and added again. */
  readonly #made = new Set<string>()

  remove(was: Scope, is: Scope): void {
    for (const [name, definitions] of was.options) {
      if (!is.options.has(name)) this.#unset(was.path, definitions.at(-1)?.name)
    }
    const again = this.#toMakeAgain(was, is)
    for (const inner of was.scopes) {
      const next = is.child(inner.name, inner.instance)
      if (next === undefined) this.#unset(inner.path)
      else if (again.has(inner)) {
        this.#unset(inner.path)
        this.#made.add(pathKey(inner.path))
      } else this.remove(inner, next)
    }
  }

  /** @param was undefined when the scope must be made */
  add(was: Scope | undefined, is: Scope): void {
    for (const option of contentsOf(is).options) {
      const known = was?.options.get(option.definition.name.toLowerCase())?.at(-1)
      if (known && sameValue(option.type, known.value, option.definition.value)) continue
      this.#set(is.path, option)
    }
    if (was === undefined && is.options.size === 0 && is.scopes.length === 0) this.#makeEmpty(is)
    for (const inner of is.scopes) {
      const stays = !this.#made.has(pathKey(inner.path))
      this.add(stays ? was?.child(inner.name, inner.instance) : undefined, inner)
    }
  }

  /**
   * The regular expressions that must be made again to come after others: all but the leading ones
   * that are in the right order already. A scope made by a command comes after all existing ones.
   */
  #toMakeAgain(was: Scope, is: Scope): Set<Scope> {
    const again = new Set<Scope>()
    const after = orderedScopes(is)
    for (const [kind, scopes] of orderedScopes(was)) {
      const wanted = after.get(kind) ?? []
      if (kind === 'module') {
        this.#modulesStay(scopes, wanted)
        continue
      }
      const places = new Map(scopes.map(({ path }, index) => [pathKey(path), index]))
      const stay = new Set<string>()
      let last = -1
      for (const { path } of wanted) {
        const place = places.get(pathKey(path))
        if (place === undefined || place < last) break
        last = place
        stay.add(pathKey(path))
      }
      for (const scope of scopes) if (!stay.has(pathKey(scope.path))) again.add(scope)
    }
    return again
  }

  /** Reports changes of module order: removing a module loses its state, so no command moves it. */
  #modulesStay(was: readonly Scope[], wanted: readonly Scope[]): void {
    const places = new Set(was.map(({ path }) => pathKey(path)))
    const isKnown = ({ path }: Scope) => places.has(pathKey(path))
    const kept = new Set(wanted.map(({ path }) => pathKey(path)))
    const result = [
      ...was.filter(({ path }) => kept.has(pathKey(path))),
      ...wanted.filter((scope) => !isKnown(scope)),
    ]
    for (const { scope, next } of movesBetween(result, wanted)) {
      const place = next === undefined ? 'behind the others' : `before ${displayStep(next)}`
      this.unsayable.push({
        path: scope.path,
        reason: `no command moves the module ${displayStep(scope)} ${place}`,
      })
    }
  }

  #set(path: ScopePath, { name, definition }: OptionValue): void {
    const value = consoleValue(definition.value)
    this.commands.push(setCommand(path, name, value))
  }

  #unset(path: ScopePath, option?: string): void {
    const words = pathWords(path, option)
    this.commands.push({ kind: 'unset', path, ...(option !== undefined && { option }), words })
  }

  /** Makes an empty scope: it stays when its only option is removed again. */
  #makeEmpty({ path, type }: Scope): void {
    for (const { display, default: value, nonDynamic } of type?.options.values() ?? []) {
      if (value === undefined || nonDynamic || parseValue(value)?.text !== value) continue
      this.commands.push(setCommand(path, display, value))
      this.#unset(path, display)
      return
    }
    const scope = path.map(displayStep).join(' > ')
    this.unsayable.push({ path, reason: `no command makes ${scope}, which is empty` })
  }
}

function setCommand(path: ScopePath, option: string, value: string): Command {
  return { kind: 'set', path, option, value, words: [...pathWords(path, option), value] }
}
