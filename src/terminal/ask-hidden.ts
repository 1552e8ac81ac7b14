import { openSync, writeSync } from 'node:fs'
import { ReadStream } from 'node:tty'
import { ConnectionFailed } from './connection-failed.js'
import type { Credentials } from './console-connection.js'
import { TEXTS } from './texts.js'

/**
 * Asks who logs in, at the terminal of the process whatever its standard streams are: a password is
 * seen nowhere.
 * @throws ConnectionFailed where there is no terminal, or the person does not answer
 */
export async function askCredentials(
  user: string | undefined,
  isAgain: boolean,
): Promise<Credentials> {
  const terminal = Terminal.open()
  try {
    terminal.write(isAgain ? TEXTS.tryAgain : TEXTS.needsLogin)
    const name = user ?? (await terminal.read(TEXTS.userName, true))
    const password = await terminal.read(TEXTS.password, false)
    return { user: name, password }
  } finally {
    terminal.rest()
  }
}

/** The terminal of the process, for questions whose answers nobody else should see. */
export class Terminal {
  readonly #input: ReadStream

  private constructor(private readonly file: number) {
    this.#input = new ReadStream(file)
    // Before anything is asked: who types at once is not echoed either.
    this.#input.setRawMode(true)
  }

  static open(): Terminal {
    try {
      return new Terminal(openSync('/dev/tty', 'r+'))
    } catch {
      throw new ConnectionFailed(TEXTS.nobodyToAsk)
    }
  }

  write(text: string): void {
    writeSync(this.file, text)
  }

  /** Reads a line. @throws ConnectionFailed when the person breaks off */
  read(question: string, shows: boolean): Promise<string> {
    this.write(question)
    return new Promise<string>((resolve, reject) => {
      let line: string[] = []
      const done = (answer: () => void) => {
        this.#input.off('data', take)
        this.#input.pause()
        this.write('\n')
        answer()
      }
      const take = (typed: string) => {
        for (const character of typed) {
          if (character === '\r' || character === '\n') return done(() => resolve(line.join('')))
          if (character === '\x03' || (character === '\x04' && line.length === 0)) {
            return done(() => reject(new ConnectionFailed(TEXTS.notAsked)))
          }
          if (character === '\x7f' || character === '\b') {
            if (line.pop() !== undefined && shows) this.write('\b \b')
          } else if (character === '\x15') {
            if (shows) this.write('\b \b'.repeat(line.length))
            line = []
          } else if (character >= ' ') {
            line.push(character)
            if (shows) this.write(character)
          }
        }
      }
      this.#input.setEncoding('utf8').on('data', take).resume()
    })
  }

  /**
   * Leaves the terminal as it was, and reads no more of it: the rest is for whoever reads standard
   * input. The descriptor stays open: whether the stream closes it or one of its own is not to be
   * known, and closing it twice could close another file.
   */
  rest(): void {
    this.#input.setRawMode(false)
    this.#input.destroy()
  }
}
