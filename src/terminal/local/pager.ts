import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { LineEditor } from '../editing/line-editor.js'
import { harmlessText } from '../harmless.js'
import { TEXTS } from '../texts.js'

/** An answer on its way to the person. */
export interface Shown {
  write(text: string): void | Promise<void>
  /** Behind the last piece. */
  end(): Promise<void>
}

/** An answer that is shown as it comes. */
export class Plain implements Shown {
  constructor(readonly editor: LineEditor) {}

  write(text: string): void {
    this.editor.write(harmlessText(text))
  }

  end(): Promise<void> {
    return Promise.resolve()
  }
}

/**
 * An answer that goes to the pager when it is longer than the window. It is held until that is known.
 * Who leaves the pager early has seen enough: the rest is thrown away.
 */
export class Paged implements Shown {
  #held = ''
  #pager: ChildProcess | undefined
  #isLeft = false
  #over: Promise<void> | undefined

  constructor(readonly editor: LineEditor) {}

  async write(text: string): Promise<void> {
    if (this.#isLeft) return
    if (this.#pager !== undefined) return this.#feed(harmlessText(text))
    this.#held += harmlessText(text)
    if (!isLonger(this.#held, this.editor.size)) return
    const held = this.#held
    this.#held = ''
    this.#start()
    await this.#feed(held)
  }

  async end(): Promise<void> {
    if (this.#pager === undefined) return this.editor.write(this.#held)
    this.#pager.stdin?.end()
    await this.#over
  }

  #start(): void {
    const program = process.env.PAGER || 'more'
    this.#over = this.editor
      .lend(async () => {
        const pager = spawn('/bin/sh', ['-c', program], { stdio: ['pipe', 'inherit', 'inherit'] })
        this.#pager = pager
        // A pager that is left closes its input; one that could not be started has none.
        const { stdin }: Partial<ChildProcess> = pager
        stdin?.on('error', () => undefined)
        const [why] = (await once(pager, 'close').catch((error: Error) => [
          error.message,
        ])) as unknown[]
        this.#isLeft = true
        return why
      })
      .then((why) => {
        if (why !== 0 && why !== null)
          this.editor.write(`${TEXTS.pagerFailed(program, said(why))}\n`)
      })
  }

  async #feed(text: string): Promise<void> {
    const pager = this.#pager
    if (pager?.stdin?.writable !== true || pager.stdin.write(text)) return
    const input = pager.stdin
    await new Promise<void>((resolve) => {
      const done = () => {
        input.off('drain', done)
        pager.off('close', done)
        resolve()
      }
      input.on('drain', done)
      pager.on('close', done)
    })
  }
}

function said(why: unknown): string {
  return typeof why === 'number' ? `exit status ${why}` : String(why)
}

function isLonger(text: string, { rows, columns }: LineEditor['size']): boolean {
  let used = 0
  for (const line of text.split('\n')) {
    used += Math.max(1, Math.ceil(line.length / columns))
    if (used > rows) return true
  }
  return false
}
