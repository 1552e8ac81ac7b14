import { createInterface, type Interface } from 'node:readline'

/** Reads lines that a person types, and lets others write while it waits. */
export interface LineEditor {
  /** @returns undefined when the person leaves: at the end of the input */
  read(prompt: string): Promise<string | undefined>
  /** Writes lines, with their line ends, above what is being typed. */
  write(text: string): void
  close(): void
}

/** Line editing as Node has it, with the history of this run. */
export class ReadlineEditor implements LineEditor {
  readonly #interface: Interface
  #isReading = false
  #done: ((line: string | undefined) => void) | undefined

  constructor(
    private readonly output: NodeJS.WritableStream = process.stdout,
    input: NodeJS.ReadableStream = process.stdin,
  ) {
    this.#interface = createInterface({ input, output, terminal: true, historySize: 1000 })
    this.#interface.on('line', (line) => this.#finish(line))
    this.#interface.on('close', () => this.#finish(undefined))
    // Ctrl-C leaves the line, not the session.
    this.#interface.on('SIGINT', () => {
      this.output.write('^C\n')
      this.#interface.write(null, { ctrl: true, name: 'e' })
      this.#interface.write(null, { ctrl: true, name: 'u' })
      this.#finish('')
    })
  }

  read(prompt: string): Promise<string | undefined> {
    this.#interface.setPrompt(prompt)
    this.#interface.prompt()
    this.#isReading = true
    return new Promise((resolve) => {
      this.#done = resolve
    })
  }

  write(text: string): void {
    if (!this.#isReading) {
      this.output.write(text)
      return
    }
    this.output.write(`\r\x1b[K${text}`)
    this.#interface.prompt(true)
  }

  close(): void {
    this.#interface.close()
  }

  #finish(line: string | undefined): void {
    const done = this.#done
    this.#done = undefined
    this.#isReading = false
    done?.(line)
  }
}
