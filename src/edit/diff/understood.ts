import type { Configuration, ScopePath } from '../../config/index.js'
import { pathKey } from '../../config/merging/identity.js'
import {
  ConsoleError,
  commandLine,
  resolveWords,
  setChange,
  splitWords,
} from '../../console/index.js'
import type { Command, Transformation, Unsayable } from './commands.js'

/**
 * The commands without those that the console would refuse or misread: about options that it does
 * not know, and scopes that differ only by case.
 */
export function understoodCommands(
  { commands, unsayable }: Transformation,
  before: Configuration,
  after: Configuration,
): Transformation {
  const said: Command[] = []
  const unsaid: Unsayable[] = [...unsayable]
  const check = new Check(before, after, commands)
  for (const command of commands) {
    const reason = check.problemOf(command)
    if (reason === undefined) said.push(command)
    else unsaid.push({ command, path: command.path, reason })
  }
  return { commands: said, unsayable: unsaid }
}

class Check {
  #emptied: Configuration | undefined

  constructor(
    readonly before: Configuration,
    readonly after: Configuration,
    readonly commands: readonly Command[],
  ) {}

  /**
   * Why a command is misread, as more scopes exist while commands run; undefined when it is not.
   */
  problemOf(command: Command): string | undefined {
    if (command.kind === 'unset') return misreading(command, this.before)
    if (hasTwin(command.path, this.before, this.after)) return TWIN
    const problem = misreading(command, this.before)
    return (
      (problem && misreading(command, this.#withoutWhatGoes())) ?? misreading(command, this.after)
    )
  }

  #withoutWhatGoes(): Configuration {
    this.#emptied ??= this.before.apply(this.commands.filter(({ kind }) => kind === 'unset'))
    return this.#emptied
  }
}

const TWIN = 'the console does not tell scopes apart that differ only by case'

/** Whether a new scope would have a sibling that the console cannot tell from it. */
function hasTwin(path: ScopePath, before: Configuration, after: Configuration): boolean {
  return path.some(({ name, instance }, depth) => {
    if (instance === undefined || /^binding(?:_group)?$/i.test(name)) return false
    if (before.scope(path.slice(0, depth + 1)) !== undefined) return false
    const siblings = after.scope(path.slice(0, depth))?.scopesNamed(name) ?? []
    const lower = instance.toLowerCase()
    return siblings.filter((scope) => scope.instance?.toLowerCase() === lower).length > 1
  })
}

/** Why the console misreads a command; undefined when it does not. */
function misreading(command: Command, configuration: Configuration): string | undefined {
  const typed = splitWords(commandLine(command)).slice(2)
  try {
    if (command.kind === 'unset') {
      const read = resolveWords(configuration, typed, 'either')
      return isPlace(read.path, read.option?.name, command) ? undefined : AMBIGUOUS
    }
    const read = setChange(configuration, typed)
    const isRight = isPlace(read.path, read.option, command) && read.value === command.value
    return isRight ? undefined : AMBIGUOUS
  } catch (error) {
    if (!(error instanceof ConsoleError)) throw error
    return error.message.replace(/\.$/, '')
  }
}

const AMBIGUOUS = 'the console would take it for something else'

function isPlace(path: ScopePath, option: string | undefined, command: Command): boolean {
  return (
    pathKey(path) === pathKey(command.path) &&
    option?.toLowerCase() === command.option?.toLowerCase()
  )
}
