import { isatty } from 'node:tty'
import type { Change, Configuration } from '../../src/config/index.js'
import { type LineChange, readChangeLines } from '../../src/console/index.js'
import type { ChangeSet } from '../../src/edit/index.js'
import { Refusal } from '../../src/project/failure.js'
import { readBytes } from '../../src/project/read-bytes.js'
import { visible } from '../../src/report/index.js'
import { Source } from '../../src/syntax/index.js'
import { noteInput } from '../streams/inputs.js'
import { note } from '../terminal/terminal.js'

/** How many wrong lines are told of. */
const MOST_TOLD = 20

/** Lines of `config set` and `config unset`, and where they come from. */
export class Lines {
  private constructor(
    readonly name: string,
    readonly text: string,
  ) {}

  /** @param name of the file; `-` is standard input @throws Failure */
  static read(name: string): Lines {
    // To look at process.stdin would keep it from being read at once.
    if (name === '-' && isatty(0)) {
      note('Lines such as "config set logs file_mode 0600", then Ctrl-D:\n')
    }
    noteInput(name === '-' ? '/dev/stdin' : name, 'holds the lines')
    return new Lines(name, Source.fromBytes(readBytes(name)).text)
  }

  /** What they ask for. @throws Refusal with each line that is wrong */
  changes(configuration: Configuration): readonly LineChange[] {
    const { changes, wrong: any } = readChangeLines(configuration, this.text, { doubtful: true })
    if (any.length === 0) return changes
    const { wrong } = readChangeLines(configuration, this.text)
    throw new Refusal(
      listed(wrong.map(({ line, reason }) => `${this.#place(line)}: ${visible(reason)}`)),
    )
  }

  /** Stops when anything cannot be done, with the lines that ask for it. @throws Refusal */
  refuse({ refusals }: ChangeSet, changes: readonly LineChange[]): void {
    if (refusals.length === 0) return
    const doubts = new Map(changes.flatMap(({ line, doubt }) => (doubt ? [[line, doubt]] : [])))
    if (doubts.size > 0 && refusals.every(({ code }) => code === 'invalid')) {
      const told = [...doubts].map(([line, doubt]) => `${this.#place(line)}: ${visible(doubt)}`)
      throw new Refusal(`${listed(told)}\n  --force goes on all the same.`)
    }
    const lines = new Map<Change | undefined, number>()
    for (const { change, line } of changes) lines.set(change, line)
    const told = refusals.map(({ change, summary, detail }) => {
      const line = lines.get(change)
      return `${line === undefined ? '' : `${this.#place(line)}: `}${visible(summary)}\n  ${visible(detail)}`
    })
    throw new Refusal(told.join('\n'))
  }

  #place(line: number): string {
    return this.name === '-' ? `line ${line}` : `${this.name}:${line}`
  }
}

function listed(lines: readonly string[]): string {
  const told = lines.slice(0, MOST_TOLD)
  if (lines.length > told.length) told.push(`and ${lines.length - told.length} more wrong lines`)
  return told.join('\n')
}
