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

/** What it takes to make one configuration out of another. */
export interface Transformation {
  /** In the order in which they have to be made. */
  readonly commands: readonly Command[]
  /** What no command says. Made by hand as well, the commands give all of the other side. */
  readonly unsayable: readonly Unsayable[]
}

/** Something that no command says. */
export interface Unsayable {
  /** The command that would, were it understood. */
  readonly command?: Command
  readonly path: ScopePath
  /** A clause without a stop: `no command makes an empty scope`. */
  readonly reason: string
}

/**
 * The commands that give `before` the effect of `after`: first what goes, then what comes, in the
 * order of `after`. A regular expression that has to stand behind others is taken away and made
 * again.
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
  /** The scopes that are made again, by their keys. */
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

  /** @param was undefined when the scope has to be made */
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
   * The regular expressions that have to come behind others: all but the first ones that stand in the
   * right order already. What a command makes stands behind everything that is there.
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

  /** A module that is taken away loses its state, so their order is left to whoever edits the file. */
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

  /** A scope stays when the only option that it had is taken away. */
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
