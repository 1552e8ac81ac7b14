import { Failure } from '../src/project/failure.js'
import { closest, didYouMean } from '../src/schema/suggest/closest.js'
import { refuseLostBytes } from './arguments/command-line.js'
import { fastArguments } from './arguments/fast-arguments.js'
import { commandNames, loadCommand, loadCommands } from './commands.js'
import { hiddenCommand } from './hidden/commands.js'
import { explainFailure, explainLostOutput } from './terminal/explain-failure.js'
import { standAnywhere } from './working-folder.js'

/**
 * Runs the program. The exit status says what came of it: 0 fine, 1 the thing asked about is not
 * so, 2 it could not be done.
 * @param typed the command line behind the program's name
 */
export function runProgram(typed: readonly string[]): Promise<void> {
  return run(typed).catch(explainFailure).then(explainLostOutput)
}

async function run(typed: readonly string[]): Promise<void> {
  standAnywhere()
  refuseLostBytes(typed)
  const words = plainWords(typed)
  const program = await hiddenCommand(words[0])
  if (program?.plainWords) return program.run({ words: words.slice(1) })
  const name = program?.name ?? commandName(words)
  if (name !== undefined) {
    const command = program ?? (await loadCommand(name))
    const given = fastArguments(command, words.slice(name.split(' ').length))
    if (given) return command.run(given)
  }
  const { runWithYargs } = await import('./arguments/yargs.js')
  return runWithYargs(program === undefined ? await loadCommands() : [program], words)
}

/**
 * The command that the first words name; undefined when they begin with a flag.
 * @throws Failure when there is no such command
 */
function commandName(words: readonly string[]): string | undefined {
  const [first = '', second = ''] = words
  if (first === '' || first.startsWith('-')) return undefined
  const found = commandNames.find((name) => name === first || name === `${first} ${second}`)
  if (found) return found
  const group = commandNames.filter((name) => name.startsWith(`${first} `))
  if (group.length === 0) {
    const meant = meantName(first, [...new Set(commandNames.flatMap(firstWords))])
    throw new Failure(`There is no command "${first}".${meant} ecconf --help lists them.`)
  }
  if (second.startsWith('-')) return undefined
  const meant = meantName(`${first} ${second}`, group)
  const names = group.map((name) => `ecconf ${name}`).join(', ')
  throw new Failure(meant === '' ? `Which one? ${names}` : `Which one?${meant} There are ${names}`)
}

/** `overlay apply` may be meant by its first word alone. */
function firstWords(name: string): string[] {
  const [first = ''] = name.split(' ')
  return [first, name]
}

/** The sentence that asks back, behind a blank; empty when no name is close. */
function meantName(typed: string, names: readonly string[]): string {
  const meant = closest(typed, names)
  return meant === undefined ? '' : ` ${didYouMean(meant.name)}`
}

/** `help lint` is another spelling of `lint --help`. */
function plainWords(words: readonly string[]): readonly string[] {
  const [first, ...rest] = words
  if (first !== 'help') return words
  return [...rest.filter((word) => !word.startsWith('-')), '--help']
}
