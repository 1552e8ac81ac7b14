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
 * The same commands without those that the console would refuse or take for something else: options
 * that it does not know, scopes whose names differ only by case.
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

  /** What words mean may depend on which scopes there are: more and more of those afterwards. */
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

/** Whether a scope has to be made beside another that the console would take it for. */
function hasTwin(path: ScopePath, before: Configuration, after: Configuration): boolean {
  return path.some(({ name, instance }, depth) => {
    if (instance === undefined || /^binding(?:_group)?$/i.test(name)) return false
    if (before.scope(path.slice(0, depth + 1)) !== undefined) return false
    const siblings = after.scope(path.slice(0, depth))?.scopesNamed(name) ?? []
    const lower = instance.toLowerCase()
    return siblings.filter((scope) => scope.instance?.toLowerCase() === lower).length > 1
  })
}

/** Why the console does not take a command for what it is; undefined when it does. */
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
