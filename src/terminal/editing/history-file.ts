import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'

/** How many lines are kept. */
export const MOST_LINES = 1000

/** How long a file may be that is read, in bytes. */
const MOST_BYTES = 4 * 1024 * 1024

/**
 * The lines of earlier sessions, in a file that only its owner can read. Sessions at the same time add
 * to it side by side. What cannot be read or written is no reason to keep anybody from working.
 */
export class HistoryFile {
  #isUsable = true

  constructor(readonly path: string) {}

  /** The lines, the newest first. */
  read(): string[] {
    const lines = this.#whileOpen(constants.O_RDONLY, (file) =>
      readFileSync(file, 'utf8').split('\n').filter(Boolean),
    )
    if (lines === undefined) return []
    if (lines.length > 2 * MOST_LINES) this.#shorten(lines.slice(-MOST_LINES))
    return lines.slice(-MOST_LINES).reverse()
  }

  add(line: string): void {
    const { O_WRONLY, O_APPEND, O_CREAT } = constants
    this.#whileOpen(O_WRONLY | O_APPEND | O_CREAT, (file) => writeSync(file, `${line}\n`))
  }

  #shorten(lines: readonly string[]): void {
    const fresh = `${this.path}.${process.pid}`
    try {
      writeFileSync(fresh, `${lines.join('\n')}\n`, { mode: 0o600, flag: 'wx' })
      renameSync(fresh, this.path)
    } catch {
      rmSync(fresh, { force: true })
    }
  }

  /** Does something with the file if it is a plain one of this user; a link is not followed. */
  #whileOpen<Result>(flags: number, action: (file: number) => Result): Result | undefined {
    if (!this.#isUsable) return undefined
    let file: number | undefined
    try {
      // A pipe in the place of the file would be waited for.
      file = openSync(this.path, flags | constants.O_NOFOLLOW | constants.O_NONBLOCK, 0o600)
      const { mode, uid, nlink, size } = fstatSync(file)
      const isPlain = (mode & constants.S_IFMT) === constants.S_IFREG && nlink === 1
      if (!isPlain || uid !== process.getuid?.() || size > MOST_BYTES) {
        this.#isUsable = false
        return undefined
      }
      if ((mode & 0o777) !== 0o600) fchmodSync(file, 0o600)
      return action(file)
    } catch {
      return undefined
    } finally {
      if (file !== undefined) closeSync(file)
    }
  }
}
