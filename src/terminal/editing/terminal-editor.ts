import { createInterface, emitKeypressEvents, type Interface } from 'node:readline'
import { PassThrough } from 'node:stream'
import type { ReadStream, WriteStream } from 'node:tty'
import { harmlessText } from '../harmless.js'
import { TEXTS } from '../texts.js'
import { HistoryFile, MOST_LINES } from './history-file.js'
import { asksForHelp, isCtrl, isText, type Key, type Pressed } from './keys.js'
import type { LineEditor, Possibilities } from './line-editor.js'
import { commonBeginning, describedWords, wordColumns } from './possibilities.js'
import { Search } from './search.js'

export interface TerminalEditorOptions {
  readonly input: ReadStream
  readonly output: WriteStream
  /** Where lines are kept; undefined: nowhere. */
  readonly historyPath?: string | undefined
  /**
   * Finds what can stand at the end of a line.
   * @param describe whether it is to be described
   */
  readonly complete: (before: string, describe: boolean) => Promise<Possibilities | undefined>
}

/** Makes a terminal say where a pasted text begins and ends. */
const PASTE_ON = '\x1b[?2004h'
const PASTE_OFF = '\x1b[?2004l'

/**
 * Line editing at a terminal. The keys of a line are those of `node:readline`, which is driven here: it
 * has moving, killing, yanking, undoing, the history by arrows and the width of characters. It has no
 * search, lists words without descriptions, and knows no `?`; these keys are caught before they get
 * there. Keys that come while a command runs wait for the next line.
 */
export class TerminalEditor implements LineEditor {
  readonly #options: TerminalEditorOptions
  readonly #lines: Interface
  /** The lines of the history, the newest first; `#lines` adds to it. */
  readonly #history: string[]
  readonly #file: HistoryFile | undefined
  #waiting: Pressed[] = []
  #isTaking = false
  #isPasting = false
  #isLiteral = false
  #isGone = false
  #search: Search | undefined
  /** Takes the line that is being read. */
  #done: ((line: string | undefined) => void) | undefined
  /** Takes a key in the place of the line. */
  #takeKey: ((pressed: Pressed | undefined) => void) | undefined
  #interrupted: (() => void) | undefined
  /** Gives up waiting for what a server can complete. */
  #giveUp: (() => void) | undefined

  constructor(options: TerminalEditorOptions) {
    this.#options = options
    const { input, output, historyPath } = options
    this.#file = historyPath === undefined ? undefined : new HistoryFile(historyPath)
    this.#history = this.#file?.read() ?? []
    this.#lines = createInterface({
      input: new PassThrough(),
      output,
      terminal: true,
      history: this.#history,
      historySize: MOST_LINES,
      removeHistoryDuplicates: true,
    })
    this.#lines.on('line', (line) => this.#finish(line))
    emitKeypressEvents(input)
    input.on('end', () => this.#leave())
    this.#begin()
  }

  get size() {
    const { columns = 80, rows = 24 } = this.#options.output
    return { columns, rows }
  }

  get isTerminal(): boolean {
    return this.#options.output.isTTY === true
  }

  get isGone(): boolean {
    return this.#isGone
  }

  read(prompt: string): Promise<string | undefined> {
    if (this.#isGone) return Promise.resolve(undefined)
    this.#lines.setPrompt(prompt)
    this.#lines.prompt()
    return new Promise((resolve) => {
      this.#done = resolve
      void this.#takeWaiting()
    })
  }

  async ask(question: string): Promise<boolean> {
    this.#print(question)
    const pressed = await this.#nextKey()
    const isYes = /^y$/i.test(pressed?.text ?? '')
    this.#print(isYes ? 'y\n' : 'n\n')
    return isYes
  }

  write(text: string): void {
    if (this.#done === undefined) return this.#print(text)
    const { rows } = this.#lines.getCursorPos()
    if (this.#search === undefined) {
      this.#print(`${rows > 0 ? `\x1b[${rows}A` : ''}\r\x1b[J${text}`)
      this.#drawAgain(rows)
    } else {
      this.#print(`\r\x1b[J${text}`)
      this.#drawSearch()
    }
  }

  keep(line: string): void {
    this.#file?.add(line)
  }

  onInterrupt(action: (() => void) | undefined): void {
    this.#interrupted = action
  }

  async lend<Result>(action: () => Promise<Result>): Promise<Result> {
    this.#rest()
    // Ctrl-C is for the other program.
    const ignore = () => undefined
    process.on('SIGINT', ignore)
    try {
      return await action()
    } finally {
      process.off('SIGINT', ignore)
      this.#begin()
    }
  }

  close(): void {
    this.#rest()
    this.#lines.close()
  }

  #begin(): void {
    const { input } = this.#options
    input.setRawMode(true)
    input.on('keypress', this.#press)
    input.resume()
    this.#print(PASTE_ON)
  }

  #rest(): void {
    const { input } = this.#options
    this.#print(PASTE_OFF)
    input.off('keypress', this.#press)
    input.pause()
    input.setRawMode(false)
  }

  readonly #press = (text: string | undefined, key: Key) => {
    const pressed = { text, key }
    if (isCtrl(pressed, 'c') && !this.#isPasting) {
      if (this.#giveUp !== undefined) return this.#giveUp()
      if (this.#done === undefined && this.#takeKey === undefined) {
        this.#waiting = []
        return this.#interrupted?.()
      }
    }
    const takeKey = this.#takeKey
    this.#takeKey = undefined
    if (takeKey !== undefined) return takeKey(pressed)
    this.#waiting.push(pressed)
    void this.#takeWaiting()
  }

  /** Takes the keys that were pressed, one after the other, as long as a line is read. */
  async #takeWaiting(): Promise<void> {
    if (this.#isTaking) return
    this.#isTaking = true
    while (this.#done !== undefined) {
      const pressed = this.#waiting.shift()
      if (pressed === undefined) break
      if (this.#search !== undefined) this.#inSearch(this.#search, pressed)
      else await this.#inLine(pressed)
    }
    this.#isTaking = false
  }

  async #inLine(pressed: Pressed): Promise<void> {
    const { text, key } = pressed
    if (key.name === 'paste-start' || key.name === 'paste-end') {
      this.#isPasting = key.name === 'paste-start'
      return
    }
    const isPlain = this.#isPasting || this.#isLiteral
    this.#isLiteral = false
    const before = this.#lines.line.slice(0, this.#lines.cursor)
    if (isPlain) {
      if (text !== undefined) this.#lines.write(text, key.name === 'tab' ? {} : key)
    } else if (isCtrl(pressed, 'v')) this.#isLiteral = true
    else if (isCtrl(pressed, 'c')) this.#leaveLine()
    else if (isCtrl(pressed, 'r')) this.#beginSearch()
    else if (isCtrl(pressed, 'z')) this.#stop()
    else if (key.name === 'tab' || (isCtrl(pressed, 'd') && this.#isAtEnd))
      await this.#complete(before)
    else if (isCtrl(pressed, 'd') && this.#lines.line === '') this.#leave()
    else if (text === '?' && asksForHelp(before)) await this.#help(before)
    else this.#lines.write(text as string, key)
  }

  /** Whether the cursor stands behind a text. */
  get #isAtEnd(): boolean {
    const { line, cursor } = this.#lines
    return line !== '' && cursor === line.length
  }

  #leaveLine(): void {
    this.#goToEnd()
    const { rows } = this.#lines.getCursorPos()
    this.#print(`^C\n${'\n'.repeat(rows)}`)
    this.#clearLine()
    this.#finish('')
  }

  #leave(): void {
    if (this.#options.input.readableEnded) this.#isGone = true
    this.#takeKey?.(undefined)
    this.#takeKey = undefined
    if (this.#done === undefined) return
    this.#print('\n')
    this.#finish(undefined)
  }

  /** Stops the process, as the shell's job control wants it. */
  #stop(): void {
    this.#rest()
    process.once('SIGCONT', () => {
      this.#begin()
      this.#drawAgain(0)
    })
    process.kill(process.pid, 'SIGTSTP')
  }

  async #complete(before: string): Promise<void> {
    const found = await this.#possible(before, false)
    if (found === undefined || found.candidates.length === 0) return this.#print('\x07')
    const { candidates, replaces } = found
    const words = candidates.map(({ word }) => word)
    const typed = before.slice(before.length - replaces)
    const common = commonBeginning(words)
    const isOne = words.length === 1 && !found.more
    // A word that a terminal would act upon, or that would end the line, is only shown.
    const isPlain = harmlessText(common) === common && !/[\t\n]/.test(common)
    if (isPlain && (isOne || common.length > typed.length)) {
      this.#replace(replaces, isOne ? `${common} ` : common)
    } else await this.#list(wordColumns(found, this.size.columns))
  }

  async #help(before: string): Promise<void> {
    const found = await this.#possible(before, true)
    if (found !== undefined) await this.#list(describedWords(found, this.size.columns))
  }

  /** What can stand behind a text; undefined when it cannot be known, or Ctrl-C was faster. */
  async #possible(before: string, describe: boolean): Promise<Possibilities | undefined> {
    const givenUp = new Promise<undefined>((resolve) => {
      this.#giveUp = () => resolve(undefined)
    })
    const found = await Promise.race([this.#options.complete(before, describe), givenUp])
    this.#giveUp = undefined
    return found
  }

  #replace(count: number, text: string): void {
    for (let left = count; left > 0; left--) this.#lines.write(null, { name: 'backspace' })
    // A blank that is there already is not typed twice.
    const isBlankNext = text.endsWith(' ') && this.#lines.line[this.#lines.cursor] === ' '
    this.#lines.write(isBlankNext ? text.slice(0, -1) : text)
    if (isBlankNext) this.#lines.write(null, { name: 'right' })
  }

  /** Shows lines below the line that is being typed, and the line again below them. */
  async #list(lines: readonly string[]): Promise<void> {
    const { cursor } = this.#lines
    this.#goToEnd()
    this.#print('\n')
    const isMuch = lines.length > this.size.rows - 2
    const isWanted = !isMuch || (await this.ask(TEXTS.showAll(lines.length)))
    if (isWanted) this.#print(lines.map((line) => `${line}\n`).join(''))
    this.#drawAgain(this.#lines.getCursorPos().rows)
    while (this.#lines.cursor > cursor) this.#lines.write(null, { name: 'left' })
  }

  /** The next key, for a question; undefined when the terminal is gone. */
  #nextKey(): Promise<Pressed | undefined> {
    const pressed = this.#waiting.shift()
    if (pressed !== undefined || this.#isGone) return Promise.resolve(pressed)
    return new Promise((resolve) => {
      this.#takeKey = resolve
    })
  }

  #beginSearch(): void {
    this.#clearLine()
    this.#search = new Search([...this.#history])
    this.#drawSearch()
  }

  #inSearch(search: Search, pressed: Pressed): void {
    const { text, key } = pressed
    if (isText(pressed)) search.type(text as string)
    else if (key.name === 'backspace') search.erase()
    else if (isCtrl(pressed, 'r')) search.next()
    else {
      const isBroken = isCtrl(pressed, 'c') || isCtrl(pressed, 'g')
      this.#endSearch(isBroken ? '' : search.found)
      const isOver = isBroken || key.name === 'escape' || key.name === 'tab'
      // Every other key does what it does in a line: Enter runs it, an arrow goes into it.
      if (!isOver) this.#lines.write(text as string, key)
      return
    }
    this.#drawSearch()
  }

  #drawSearch(): void {
    const { text = '' } = this.#search ?? {}
    this.#print(`\r\x1b[J${text.slice(0, this.size.columns - 1)}`)
  }

  #endSearch(line: string): void {
    this.#search = undefined
    this.#print('\r\x1b[J')
    this.#lines.prompt()
    if (line !== '') this.#lines.write(line)
  }

  #goToEnd(): void {
    this.#lines.write(null, { ctrl: true, name: 'e' })
  }

  #clearLine(): void {
    this.#goToEnd()
    this.#lines.write(null, { ctrl: true, name: 'u' })
  }

  /**
   * Draws the line again where the cursor is.
   * @param rows by which `node:readline` believes to be below the beginning of the line
   */
  #drawAgain(rows: number): void {
    this.#print('\n'.repeat(rows))
    this.#lines.prompt(true)
  }

  #finish(line: string | undefined): void {
    const done = this.#done
    this.#done = undefined
    done?.(line)
  }

  #print(text: string): void {
    this.#options.output.write(text)
  }
}
