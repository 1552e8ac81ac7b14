import { type Configuration, displayScope, parseValue } from '../../config/index.js'
import { commandLine, pathWords } from '../../console/index.js'
import type { Command, Transformation } from '../../edit/index.js'
import { secretRanges } from '../../schema/index.js'
import { withoutSecrets } from '../../schema/secret-shapes.js'
import { maskedLine } from './masked.js'

/** Commands as text, and how many of their lines are comments because nobody may run them. */
export interface CommandText {
  readonly text: string
  /** Lines that would write a mask in place of a secret. */
  readonly masked: number
  /** Differences that no command makes. */
  readonly unsayable: number
}

/**
 * The commands that turn one configuration into the other, `after`. What must not be run as it stands is a
 * comment: a line with a masked secret would set four asterisks as the password.
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
    const shown = (maskSecrets && maskedCommand(command, after)) || commandLine(command)
    return comment(`${displayScope(path)}: ${reason}\n${shown}`)
  })
  const text = [...lines, ...notes].map((line) => `${line}\n`).join('')
  return { text, masked, unsayable: unsayable.length }
}

/** The line with its secrets masked; undefined when it has none. */
function maskedCommand(command: Command, configuration: Configuration): string | undefined {
  // A URI among the names is masked by its shape.
  const line = commandLine(command)
  const shown = withoutSecrets(line)
  const byShape = shown === line ? undefined : shown
  if (command.kind === 'unset') return byShape
  const { path, option, value } = command
  const type = configuration.optionType(path, option)
  const view = parseValue(value)
  if (view === undefined || secretRanges(type, option, view).length === 0) return byShape
  const words = [...pathWords(path, option), maskedLine({ name: option, type }, view)]
  return withoutSecrets(commandLine({ ...command, words }))
}

function comment(text: string): string {
  return text.replace(/^/gm, '# ')
}
