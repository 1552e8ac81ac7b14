import { commandLines } from '../../../cluster/messages/command.js'
import { InvalidChangeError } from '../../../config/index.js'
import { ConsoleError } from '../../../console/index.js'
import { visible } from '../../../report/index.js'
import { MESSAGES } from '../../messages.js'
import { type Asked, type Command, type Display, DONE, type Status } from '../command.js'
import { type Output, TextOutput } from '../output.js'
import { type Filter, filterOf } from '../pipes/filters.js'
import { type Pipe, parsePipes } from '../pipes/parse.js'
import { type ProgramKind, programKind, type SessionContext } from '../session-context.js'
import { xmlAnswer } from '../xml-answer.js'
import { commandsUnder, type Found, findCommand } from './find.js'
import { nearCommand } from './near.js'

/** How many characters a command may have. */
export const LONGEST_COMMAND = 1024 * 1024

/** How many pipes an answer may go through; nobody waits for more of them to be made ready. */
const MOST_PIPES = 100

/** What nobody has to be allowed to do. */
const UNPRIVILEGED = new Set(['quit'])

/**
 * Runs one line of a console session. What is wrong with it is said on the output: nothing is thrown
 * for what somebody has typed.
 * @param line as typed; `xml` before the command asks for XML
 * @param wantsXml whether XML was asked for besides
 */
export async function runLine(
  line: string,
  context: SessionContext,
  output: Output,
  wantsXml = false,
): Promise<Status> {
  context.line++
  const run = new Run(context, output)
  try {
    return await run.line(line, wantsXml)
  } catch (error) {
    if (!isAnswer(error)) throw error
    await output.write(`${error.message}\n`)
    return 1
  }
}

class Run {
  readonly #kind: ProgramKind

  constructor(
    readonly context: SessionContext,
    readonly output: Output,
  ) {
    this.#kind = programKind(context.program)
  }

  /** @throws ConsoleError, InvalidChangeError */
  async line(line: string, wantsXml: boolean): Promise<Status> {
    if (line.length > LONGEST_COMMAND) throw new ConsoleError(MESSAGES.tooLong(LONGEST_COMMAND))
    const typed = line.trim()
    if (typed === '') return DONE
    const [prefix = ''] = /^xml(?:\s+|$)/i.exec(typed) ?? []
    const isXml = wantsXml || prefix !== ''
    const text = typed.slice(prefix.length)
    if (text === '') throw new ConsoleError(MESSAGES.xmlAlone)
    const piped = parsePipes(text)
    const withoutPipes = findCommand(piped.command, this.#kind)
    const takesPipes = piped.pipes.length > 0 && withoutPipes?.command.pipe !== undefined
    const command = takesPipes ? piped.command : text
    const found = takesPipes ? withoutPipes : findCommand(text, this.#kind)
    await this.#authorize(command, found)
    if (found === undefined) return this.#notFound(command)
    return this.#run(command, found, takesPipes ? piped.pipes : [], isXml)
  }

  /** @throws ConsoleError */
  async #authorize(command: string, found: Found | undefined): Promise<void> {
    if (found !== undefined && UNPRIVILEGED.has(found.command.name)) return
    for (const text of toBeAllowed(command, found)) {
      const isAllowed = await this.context.authorize(text.replace(/\s+/g, ' '))
      if (!isAllowed) throw new ConsoleError(MESSAGES.notAuthorized)
    }
  }

  /** @throws ConsoleError */
  #notFound(command: string): never {
    const [word = ''] = command.split(/\s/, 1)
    const elsewhere = this.#kind === 'node' ? findCommand(command, 'manager') : undefined
    if (elsewhere !== undefined) {
      throw new ConsoleError(MESSAGES.onlyOnManager(elsewhere.command.name))
    }
    const known = commandsUnder(word, this.#kind).filter(({ name }) => name.includes(' '))
    const near = nearCommand(command, this.#kind)
    const hint = near === undefined ? '' : `\n${near}`
    if (known.length > 0)
      throw new ConsoleError(`${MESSAGES.usage(known.flatMap(({ usage }) => usage))}${hint}`)
    const said = MESSAGES.notUnderstood(visible(word))
    const isOfCluster = this.#kind === 'manager' && word.toLowerCase() === 'cluster'
    throw new ConsoleError(isOfCluster ? `${said}\n${MESSAGES.onlyOnNodes}` : `${said}${hint}`)
  }

  async #run(
    text: string,
    { command, operands, instance }: Found,
    pipes: readonly Pipe[],
    isXml: boolean,
  ): Promise<Status> {
    checkPipes(text, command.pipe, pipes)
    if (pipes.some(({ name }) => name === 'no-more')) await this.output.unpaged?.()
    const xml = isXml && !command.ownXml ? new TextOutput() : undefined
    const filters = filtersOf(pipes, xml ?? this.output)
    const asked: Asked = {
      ...{ text, operands, isXml },
      ...(instance !== undefined && { instance }),
      display: displayOf(pipes),
      compares: pipes.some(({ name }) => name === 'compare'),
      output: filters[0] ?? xml ?? this.output,
    }
    if (xml === undefined) {
      const status = await command.run(asked, this.context)
      for (const filter of filters) await filter.end()
      return status
    }
    const status = await this.#runForXml(command, asked, xml)
    for (const filter of filters) await filter.end()
    await this.output.write(xmlAnswer(text, status, xml.text))
    return status
  }

  /** What goes wrong is a part of the answer. */
  async #runForXml(command: Command, asked: Asked, answer: Output): Promise<Status> {
    try {
      return await command.run(asked, this.context)
    } catch (error) {
      if (!isAnswer(error)) throw error
      await answer.write(`${error.message}\n`)
      return 1
    }
  }
}

/**
 * What somebody has to be allowed to do. A node may hand what it is sent to a program that takes each line
 * for a command: so each has to be allowed as if it were sent alone, beside the whole.
 * @throws ConsoleError
 */
function toBeAllowed(command: string, found: Found | undefined): readonly string[] {
  const sent = found?.command.sends?.(found.operands) ?? ''
  const lines = commandLines(sent)
  if (lines.length < 2) return [command]
  const head = command.slice(0, command.length - sent.length)
  return [command, ...lines.map((line) => `${head}${line.trim()}`)]
}

/** Whether an error is what somebody gets to read who has typed something wrong. */
function isAnswer(error: unknown): error is Error {
  return error instanceof ConsoleError || error instanceof InvalidChangeError
}

/** @throws ConsoleError */
function checkPipes(text: string, can: Found['command']['pipe'], pipes: readonly Pipe[]): void {
  if (pipes.length > MOST_PIPES) throw new ConsoleError(MESSAGES.tooManyPipes(MOST_PIPES))
  for (const pipe of pipes) {
    if ('rest' in pipe && pipe.rest !== '') {
      const name = pipe.name === 'display' ? `display ${pipe.form}` : pipe.name
      throw new ConsoleError(MESSAGES.noOperand(name))
    }
    if (pipe.name === 'display' && can?.displays.includes(pipe.form) !== true) {
      throw new ConsoleError(MESSAGES.wrongDisplay(text, pipe.form))
    }
    if (pipe.name === 'compare' && can?.compares !== true) {
      throw new ConsoleError(MESSAGES.noComparison(text))
    }
  }
}

/** The filters of some pipes, the first one first; each hands on to the next. */
function filtersOf(pipes: readonly Pipe[], output: Output): readonly Filter[] {
  const filters: Filter[] = []
  for (const pipe of pipes.toReversed()) {
    const filter = filterOf(pipe, filters[0] ?? output)
    if (filter !== undefined) filters.unshift(filter)
  }
  return filters
}

function displayOf(pipes: readonly Pipe[]): Display {
  return pipes.findLast((pipe) => pipe.name === 'display')?.form ?? 'text'
}
