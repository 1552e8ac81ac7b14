import {
  type Change,
  type Configuration,
  InvalidChangeError,
  type ScopePath,
} from '../config/index.js'
import { addChanges, removeChanges, setChange, unsetChange } from './changes.js'
import { splitCommandLines } from './command-lines.js'
import { ConsoleError, DoubtfulCommand, type Leeway } from './error.js'
import { splitWords, type Word } from './words.js'

/** The changes requested by `config set` and `config unset` lines. */
export interface ChangeLines {
  /** In the order of the lines; one line may request several changes. */
  readonly changes: readonly LineChange[]
  /** The lines that could not be read as changes. */
  readonly wrong: readonly WrongLine[]
}

export interface LineChange {
  /** The line where the command begins, 1-based. */
  readonly line: number
  readonly change: Change
  /** What is known about the product is against it, and this is why, on one line. */
  readonly doubt?: string
}

export interface WrongLine {
  /** The line where the command begins, 1-based. */
  readonly line: number
  /** The reason on one line, shortened. */
  readonly reason: string
}

/**
 * Reads a text of `config set` and `config unset` lines, as `diff --as-commands` prints them. The
 * word `config` may be omitted, and `--add` or `--remove` may follow `set`. Blank lines and lines
 * that begin with `#` are skipped. Each line is read for the configuration as changed by the lines
 * before it.
 * @param options doubtful: whether a line that only what is known about the product is against is read
 *   all the same; its changes have a `doubt` then
 */
export function readChangeLines(
  configuration: Configuration,
  text: string,
  { doubtful = false }: { readonly doubtful?: boolean } = {},
): ChangeLines {
  const reader = new LineReader(configuration, doubtful)
  const changes: LineChange[] = []
  const wrong: WrongLine[] = []
  for (const { text: command, line } of splitCommandLines(text.replace(/^\ufeff/, ''))) {
    try {
      const { read, doubt } = reader.read(command)
      for (const change of read)
        changes.push({ line, change, ...(doubt && { doubt: onOneLine(doubt) }) })
    } catch (error) {
      if (!(error instanceof ConsoleError || error instanceof InvalidChangeError)) throw error
      const told = error instanceof ConsoleError ? error.withHint : error.message
      wrong.push({ line, reason: onOneLine(told) })
    }
  }
  return { changes, wrong }
}

/**
 * The longest reason in characters, because an unclosed quote would quote all the following text.
 */
const LONGEST_REASON = 300

function onOneLine(message: string): string {
  const line = message.replace(/\s*\n\s*/g, ' ')
  return line.length <= LONGEST_REASON ? line : `${line.slice(0, LONGEST_REASON)}...`
}

type Form = 'set' | 'unset' | 'add' | 'remove'

interface ReadLine {
  readonly read: readonly Change[]
  readonly doubt?: string
}

/** The words of a line, which may name scopes and instances. */
interface Mentioned {
  readonly exactly: ReadonlySet<string>
  readonly inLowerCase: ReadonlySet<string>
}

class LineReader {
  /** The configuration with all changes so far; a question to it merges everything again. */
  #latest: Configuration
  /** The configuration that answers questions; `#since` has the changes that it lacks. */
  #asked: Configuration
  #since: Change[] = []

  constructor(
    configuration: Configuration,
    readonly doubtful: boolean,
  ) {
    this.#latest = configuration
    this.#asked = configuration
  }

  /** @throws ConsoleError, InvalidChangeError */
  read(command: string): ReadLine {
    const { form, words } = parseCommand(command)
    const values = words.map(({ value }) => value)
    const mentioned: Mentioned = {
      exactly: new Set(values),
      inLowerCase: new Set(values.map((value) => value.toLowerCase())),
    }
    if (this.#since.some((change) => this.#matters(change, form, mentioned))) this.#catchUp()
    const line = this.#readDoubtful(form, words)
    this.#latest = this.#latest.apply(line.read)
    for (const change of line.read) this.#since.push(change)
    return line
  }

  #readDoubtful(form: Form, words: readonly Word[]): ReadLine {
    try {
      return { read: this.#readWithRetry(form, words) }
    } catch (error) {
      if (!this.doubtful || !(error instanceof DoubtfulCommand)) throw error
      return { read: readForm(this.#asked, form, words, 'any'), doubt: error.withHint }
    }
  }

  #readWithRetry(form: Form, words: readonly Word[]): readonly Change[] {
    try {
      return readForm(this.#asked, form, words)
    } catch (error) {
      if (!(error instanceof ConsoleError) || this.#since.length === 0) throw error
    }
    this.#catchUp()
    return readForm(this.#asked, form, words)
  }

  /**
   * Whether a change may affect the meaning of a line: both must be about the same scope, and the
   * change must do more than set a value in an existing scope, because no path depends on that.
   */
  #matters(change: Change, form: Form, mentioned: Mentioned): boolean {
    const { kind, path, option } = change
    const words = path.map(({ name, instance }) => instance ?? name)
    if (kind === 'unset' && option !== undefined) words.push(option)
    if (!words.every((word) => mentioned.inLowerCase.has(word.toLowerCase()))) return false
    if (kind !== 'set' || form !== 'set') return true
    return this.#asked.scope(path) === undefined && !this.#isReadAlike(path, mentioned)
  }

  /** Whether the words for a scope mean the same before and after the scope is made. */
  #isReadAlike(path: ScopePath, mentioned: Mentioned): boolean {
    return path.every(({ instance }, depth) => {
      const type = this.#asked.typeOf(path.slice(0, depth + 1))
      if (type?.instance === 'anonymous') return true
      return type?.instance === 'named' && mentioned.exactly.has(instance ?? '')
    })
  }

  #catchUp(): void {
    this.#asked = this.#latest
    this.#since = []
  }
}

/** @throws ConsoleError */
function parseCommand(command: string): { form: Form; words: readonly Word[] } {
  const words = splitWords(command)
  if (words[0]?.text === 'config') words.shift()
  const [verb, flag] = words
  if (verb?.text === 'unset') return { form: 'unset', words: words.slice(1) }
  if (verb?.text !== 'set') {
    throw new ConsoleError(`'${verb?.text ?? ''}' is not 'config set' or 'config unset'.`)
  }
  if (flag?.text === '--add') return { form: 'add', words: words.slice(2) }
  if (flag?.text === '--remove') return { form: 'remove', words: words.slice(2) }
  return { form: 'set', words: words.slice(1) }
}

function readForm(
  configuration: Configuration,
  form: Form,
  words: readonly Word[],
  leeway: Leeway = 'known',
): readonly Change[] {
  switch (form) {
    case 'set':
      return [setChange(configuration, words, leeway)]
    case 'unset':
      return [unsetChange(configuration, words)]
    case 'add':
      return addChanges(configuration, words, leeway)
    case 'remove':
      return removeChanges(configuration, words)
  }
}
