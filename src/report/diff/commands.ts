import {
  type Configuration,
  displayScope,
  parseValue,
  shownInstance,
  shownPath,
} from '../../config/index.js'
import { commandLine, consoleValue, pathWords } from '../../console/index.js'
import type { Command, Transformation } from '../../edit/index.js'
import { secretRanges, secretTexts } from '../../schema/index.js'
import { withoutSecrets } from '../../schema/secrets/shapes.js'
import { SecretWords } from '../../schema/secrets/words.js'
import type { ValueView } from '../../syntax/index.js'
import { maskedLine } from './masked.js'

/** Commands as text, and how many lines are comments because they must not be executed. */
export interface CommandText {
  readonly text: string
  /** The number of lines that would write a mask in place of a secret. */
  readonly masked: number
  /** The number of differences that no command can make. */
  readonly unsayable: number
}

/**
 * The commands that turn a configuration into `after`. A line that must not be executed is a
 * comment: with a masked secret, it would set four asterisks as the password.
 */
export function diffCommands(
  { commands, unsayable }: Transformation,
  after: Configuration,
  maskSecrets: boolean,
): CommandText {
  let masked = 0
  const lines = commands.map((command) => {
    const shown = maskSecrets ? maskedCommand(command, after) : undefined
    if (shown === undefined) return commandLine(command)
    masked++
    return comment(shown)
  })
  const notes = unsayable.map(({ command, path, reason }) => {
    if (command === undefined) return comment(reason)
    if (!maskSecrets) return comment(`${displayScope(path)}: ${reason}\n${commandLine(command)}`)
    const shown = maskedCommand(command, after) ?? commandLine(command)
    const said = new SecretWords(secretsOf(command, after)).mask(reason)
    return comment(`${displayScope(path)}: ${said}\n${shown}`)
  })
  const text = [...lines, ...notes].map((line) => `${line}\n`).join('')
  return { text, masked, unsayable: unsayable.length }
}

/** A command line with its secrets masked; undefined when it has none. */
function maskedCommand(command: Command, configuration: Configuration): string | undefined {
  const { path, option } = command
  const shownSteps = shownPath(path, { maskSecrets: true })
  const value = command.kind === 'set' ? maskedValueLine(command, configuration) : undefined
  const hasSecret = value !== undefined || shownSteps.some((step, depth) => step !== path[depth])
  const whole = commandLine(command)
  // Secrets in names, known only by their shape, are masked in the whole line.
  const words = [
    ...pathWords(shownSteps, option),
    ...(command.kind === 'set' ? [value ?? command.value] : []),
  ]
  const shown = withoutSecrets(hasSecret ? commandLine({ ...command, words }) : whole)
  return shown === whole ? undefined : shown
}

/** The value of a command with its secrets masked; undefined when it has none. */
function maskedValueLine(
  { path, option, value }: Extract<Command, { kind: 'set' }>,
  configuration: Configuration,
): string | undefined {
  const type = configuration.optionType(path, option)
  const view = writtenValue({ path, option, value }, configuration)
  if (view === undefined || secretRanges(type, option, view).length === 0) return undefined
  return maskedLine({ name: option, type }, view)
}

/**
 * The value of a command as written in a file, if it is: text directly after a quote shows that it
 * is part of a secret, which the command line does not show.
 */
function writtenValue(
  { path, option, value }: Pick<Extract<Command, { kind: 'set' }>, 'path' | 'option' | 'value'>,
  configuration: Configuration,
): ValueView | undefined {
  const written = configuration.get(path, option)?.value
  return written !== undefined && consoleValue(written) === value ? written : parseValue(value)
}

function secretsOf(command: Command, configuration: Configuration): string[] {
  const instances = command.path.flatMap((step) => {
    const shown = shownInstance(step, { maskSecrets: true })
    return step.instance === undefined || shown === step.instance ? [] : [step.instance]
  })
  if (command.kind === 'unset') return instances
  const { path, option } = command
  const view = writtenValue(command, configuration)
  if (view === undefined) return instances
  return [...instances, ...secretTexts(configuration.optionType(path, option), option, view)]
}

function comment(text: string): string {
  return text.replace(/^/gm, '# ')
}
