import { execFileSync } from 'node:child_process'
import { until } from './running-manager.js'

let count = 0
const open = new Set<Screen>()

interface ScreenOptions {
  readonly columns?: number
  readonly rows?: number
  readonly env?: Readonly<Record<string, string>>
}

/** A program on a terminal of its own, which tmux draws. */
export class Screen {
  readonly #server: string

  /** @param words the program and its arguments */
  constructor(words: readonly string[], { columns = 80, rows = 24, env = {} }: ScreenOptions = {}) {
    count++
    this.#server = `ecconf-test-${process.pid}-${count}`
    const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`)
    const line = ['env', ...variables, ...words].map(quoted).join(' ')
    const size = ['-x', `${columns}`, '-y', `${rows}`]
    // The exit status is a part of what is seen.
    this.#tmux('-f', '/dev/null', 'new-session', '-d', ...size, `${line}; echo "status $?"; cat`)
    open.add(this)
  }

  /** What is on the screen, without the blanks behind it. */
  get text(): string {
    return this.#tmux('capture-pane', '-p', '-S', '-').trimEnd()
  }

  /** The screen, with the clock of each prompt as `T`. */
  get lines(): readonly string[] {
    return this.text.split('\n').map((line) => line.replace(/^\d\d:\d\d:\d\d /, 'T ').trimEnd())
  }

  /** Types a text as it is. */
  type(text: string): void {
    this.#tmux('send-keys', '-l', '--', text)
  }

  /** Presses keys by tmux's names: `Tab`, `Enter`, `C-r`. */
  press(...keys: readonly string[]): void {
    this.#tmux('send-keys', ...keys)
  }

  /** Types a line and waits until the next prompt is there. */
  async enter(line: string): Promise<void> {
    const before = this.#prompts
    this.type(line)
    this.press('Enter')
    await this.shows(() => this.#prompts > before && /> $/.test(`${this.text} `))
  }

  /** Waits until something is on the screen. @throws Error with the screen when it does not come */
  async shows(wanted: RegExp | (() => boolean)): Promise<void> {
    const isThere = typeof wanted === 'function' ? wanted : () => wanted.test(this.text)
    const deadline = performance.now() + 20_000
    await until(() => isThere() || performance.now() > deadline)
    if (!isThere()) throw new Error(`${wanted} did not come on the screen:\n${this.text}`)
  }

  get #prompts(): number {
    return this.text.match(/^\d\d:\d\d:\d\d \S+> ?/gm)?.length ?? 0
  }

  close(): void {
    if (open.delete(this)) this.#tmux('kill-server')
  }

  #tmux(...words: readonly string[]): string {
    return execFileSync('tmux', ['-L', this.#server, ...words], { encoding: 'utf8' })
  }
}

/** Closes all that a test file has opened. */
export function closeScreens(): void {
  for (const screen of [...open]) screen.close()
}

process.on('exit', closeScreens)

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`
}
