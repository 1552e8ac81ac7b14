import { setTimeout as sleep } from 'node:timers/promises'
import type { ExitStatus } from './batch.js'
import { ConnectionFailed } from './connection-failed.js'
import { type ConsoleConnection, type Ended, endedText, type RunEnd } from './console-connection.js'
import type { LineEditor, Possibilities } from './editing/line-editor.js'
import { harmlessText } from './harmless.js'
import { asksToLeave } from './leaving.js'
import { type Draft, editLines } from './local/edit-lines.js'
import {
  isLocal,
  localCommand,
  localHelp,
  localPossibilities,
  watchedPart,
} from './local/local-commands.js'
import { Paged, Plain, type Shown } from './local/pager.js'
import { parseWatch, watch } from './local/watch.js'
import { prompt } from './prompt.js'
import { TEXTS } from './texts.js'

type RunResult = RunEnd | 'too-long' | undefined

/** For how long whoever leaves waits for the answer to that, in ms. */
const LAST_WORDS = 2000

/** A session at a terminal: the banner, and a prompt for each command until the person leaves. */
export class InteractiveSession {
  #connection: ConsoleConnection
  readonly #connect: () => Promise<ConsoleConnection>
  readonly #address: string
  #isPaging = false
  #isRunning = false
  #isLeaving = false
  #draft: Draft

  /**
   * @param connect opens the connection again when it is lost; rejects with ConnectionFailed
   * @param address as it was typed; the prompt shows it
   */
  constructor(
    connection: ConsoleConnection,
    connect: () => Promise<ConsoleConnection>,
    address: string,
  ) {
    this.#connection = connection
    this.#connect = connect
    this.#address = address
  }

  /** What can stand behind a text, for the editor. */
  async complete(before: string, describe: boolean): Promise<Possibilities | undefined> {
    if (!isLocal(before)) return this.#connection.complete(before, describe)
    const part = watchedPart(before)
    return part === undefined
      ? localPossibilities(before)
      : this.#connection.complete(part, describe)
  }

  /** Takes lines until the person leaves. */
  async run(editor: LineEditor): Promise<ExitStatus> {
    this.#show(editor, this.#connection.banner.map((line) => `${line}\n`).join(''))
    this.#follow(editor)
    for (;;) {
      const line = await editor.read(prompt(this.#address, new Date()))
      const isLeaving = line === undefined || asksToLeave(line)
      if (isLeaving) {
        if (await this.#mayLeave(editor)) return this.#leave()
      } else if (line.trim() !== '') {
        const isKept = isLocal(line)
          ? await this.#local(line, editor)
          : await this.#remote(line, editor)
        if (isKept) editor.keep(line.trim())
        if (this.#isLeaving) return 0
      }
    }
  }

  close(): void {
    this.#connection.close()
  }

  #show(editor: LineEditor, text: string): void {
    editor.write(harmlessText(text))
  }

  /** Says so when the connection ends while no command runs. */
  #follow(editor: LineEditor): void {
    const connection = this.#connection
    void connection.whenEnded.then((ended) => {
      if (connection !== this.#connection || this.#isRunning || this.#isLeaving) return
      this.#show(editor, `${this.#endText(ended)}\n`)
    })
  }

  #endText(ended: Ended): string {
    const why = endedText(ended, this.#address)
    const isGone = this.#connection.pending !== 'nothing'
    return isGone ? TEXTS.transactionGone(why) : TEXTS.connectsAgain(why)
  }

  async #mayLeave(editor: LineEditor): Promise<boolean> {
    const { ended, pending } = this.#connection
    if (ended !== undefined || pending === 'nothing' || editor.isGone) return true
    return editor.ask(TEXTS.reallyLeave)
  }

  async #leave(): Promise<ExitStatus> {
    if (this.#connection.ended !== undefined) return 2
    this.#isLeaving = true
    // The server rolls back what is open, and a server that says nothing keeps nobody from leaving.
    const answered = this.#connection.run('quit', { write: () => undefined })
    await Promise.race([answered, sleep(LAST_WORDS, undefined, { ref: false })])
    return 0
  }

  /** Opens the connection again where it is lost. @returns whether a line can be run */
  async #isConnected(editor: LineEditor): Promise<boolean> {
    if (this.#connection.ended === undefined) return true
    const hadTransaction = this.#connection.pending !== 'nothing'
    try {
      // A password may be asked for, or a question of ssh.
      this.#connection = await editor.lend(this.#connect)
    } catch (error) {
      if (!(error instanceof ConnectionFailed)) throw error
      this.#show(editor, `${error.message}\n`)
      return false
    }
    this.#follow(editor)
    this.#show(editor, `${TEXTS.connectedAgain(this.#address)}\n`)
    // A line might have been meant for the transaction that is gone, and would be live at once.
    if (hadTransaction) this.#show(editor, `${TEXTS.notRun}\n`)
    return !hadTransaction
  }

  /** @returns whether the line may be kept */
  async #remote(line: string, editor: LineEditor): Promise<boolean> {
    if (!(await this.#isConnected(editor))) return false
    const end = await this.#whileRunning(editor, () => this.#answer(line, editor))
    if (this.#isLeaving) {
      const ended = await this.#connection.untilEnded()
      this.#show(editor, `${endedText(ended, this.#address)}\n`)
    }
    return typeof end === 'object' && !end.secret
  }

  /** @returns whether the line may be kept */
  async #local(line: string, editor: LineEditor): Promise<boolean> {
    const { command, word, rest } = localCommand(line)
    switch (command?.name) {
      case '\\pager':
        this.#isPaging = !this.#isPaging
        this.#show(editor, `${TEXTS.pagerIs(this.#isPaging)}\n`)
        return true
      case '\\help':
        this.#show(editor, localHelp())
        return true
      case '\\watch': {
        const watched = parseWatch(rest)
        if (watched === undefined) {
          this.#show(editor, `${TEXTS.usage(command.usage)}\n`)
          return false
        }
        if (!(await this.#isConnected(editor))) return false
        const end = await this.#whileRunning(editor, () => watch(watched, this.#connection, editor))
        return typeof end === 'object' && !end.secret
      }
      case '\\e':
        if (!(await this.#isConnected(editor))) return false
        await this.#whileRunning(editor, async () => {
          this.#draft = await editLines(this.#connection, editor, this.#draft)
          return { status: 'ok', secret: false }
        })
        return true
      case undefined:
        this.#show(editor, `${TEXTS.unknownLocal(word)}\n`)
        return false
    }
  }

  /** Does something with the connection, and says so when that ends meanwhile. */
  async #whileRunning(editor: LineEditor, action: () => Promise<RunResult>): Promise<RunResult> {
    this.#isRunning = true
    const result = await action()
    this.#isRunning = false
    if (result === 'too-long') this.#show(editor, `${TEXTS.tooLong}\n`)
    const { ended } = this.#connection
    if (ended !== undefined && !this.#isLeaving) {
      this.#show(editor, `${this.#endText(ended)}\n`)
      if (result === undefined) this.#show(editor, `${TEXTS.notKnown}\n`)
    }
    return result
  }

  /** Runs a command and shows its answer. Ctrl-C leaves the answer, and a second one the connection. */
  async #answer(line: string, editor: LineEditor): Promise<RunResult> {
    let shown: Shown = this.#isPaging && editor.isTerminal ? new Paged(editor) : new Plain(editor)
    let isDropped = false
    editor.onInterrupt(() => {
      if (isDropped) return this.#connection.close()
      isDropped = true
      editor.write(TEXTS.restNotShown)
    })
    const end = await this.#connection.run(line, {
      write: (part) => (isDropped ? undefined : shown.write(part)),
      unpaged: () => {
        shown = new Plain(editor)
      },
    })
    editor.onInterrupt(undefined)
    if (!isDropped) await shown.end()
    const isDone = typeof end === 'object' && end.status === 'ok'
    if (isDone && /^\s*shutdown\s*$/i.test(line)) this.#isLeaving = true
    return end
  }
}
