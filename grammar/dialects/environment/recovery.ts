import type { Fix } from '../../../src/diagnostics/index.js'
import { DialectNode, DialectToken } from '../kinds.js'
import { LineRecovery } from '../recovery.js'

const NEVER_RUN = 'Only assignments and "export" are read from this file, and nothing is ever run.'

/** Reports commands that are not evaluated because they are not assignments. */
export class EnvironmentRecovery extends LineRecovery {
  recover(): void {
    const { at, builder } = this.machine
    if (this.innermostKind !== DialectNode.File) {
      // An "export" without a variable after it.
      this.#notEvaluated(builder.first[builder.open[1] as number] as number)
    } else if (this.layout.text(at) === ';') {
      this.say.report('syntax/unexpected', at, at + 1, 'A semicolon with no command before it', {
        detail: 'Take it out: a shell refuses the file for it.',
        fixes: [this.say.replace('Take it out', 'safe', at, at + 1, '')],
      })
      this.errorUpTo(at + 1)
    } else this.#notEvaluated(at)
  }

  /** Makes the whole command around a token an error. */
  #notEvaluated(at: number): void {
    const { machine } = this
    const { builder } = machine
    let first = at
    while (first > 0 && !this.#begins(first)) first--
    let limit = first + 1
    while (!this.#begins(limit) && !this.#ends(limit)) limit++
    this.#tell(first, limit)
    let node = builder.count
    while (node - 1 > 0 && (builder.first[node - 1] as number) >= first) node--
    builder.rewind(first, node)
    machine.dropped(0)
    machine.at = first
    this.errorUpTo(this.kind(limit) === DialectToken.Semicolon ? limit + 1 : limit)
  }

  #begins(token: number): boolean {
    const kind = this.kind(token)
    return (
      kind === DialectToken.Head || kind === DialectToken.Export || kind === DialectToken.Command
    )
  }

  #ends(token: number): boolean {
    const kind = this.kind(token)
    return kind === DialectToken.Semicolon || kind === DialectToken.EndOfFile
  }

  #tell(first: number, limit: number): void {
    const spaced = this.#spacedAssignment(first, limit)
    if (spaced) {
      const name = this.layout.text(first)
      return this.#say(first, limit, `blanks around the "=" of "${name}"`, {
        detail: `A shell takes this for a command. Write ${name}=value without blanks.`,
        fixes: [spaced],
      })
    }
    switch (this.kind(first)) {
      case DialectToken.Head: {
        const name = this.layout.text(first)
        if (this.#isArray(first)) {
          return this.#say(first, limit, `the value of "${name}" is an array`, {
            detail: NEVER_RUN,
          })
        }
        return this.#say(first, limit, `a command behind the assignment of "${name}"`, {
          detail: `${NEVER_RUN} Quote a value that has blanks in it.`,
        })
      }
      case DialectToken.Export:
        return this.#say(first, limit, '"export" is followed by something else than variables', {
          detail: 'Write export NAME, or export NAME=value.',
        })
      default:
        return this.#say(first, limit, this.#commandName(first), { detail: NEVER_RUN })
    }
  }

  #say(first: number, limit: number, what: string, more: { detail: string; fixes?: Fix[] }): void {
    this.say.report('syntax/not-evaluated', first, limit, `Not evaluated: ${what}`, more)
  }

  /**
   * The name of a command. Nothing else of the command is shown, because it may hold a password.
   */
  #commandName(token: number): string {
    const name = /^(?:[A-Za-z_/][\w./-]{0,39}|\.(?=\s|$)|\{)/.exec(this.layout.text(token))?.[0]
    return name === undefined ? 'a command' : `the command "${name}"`
  }

  /** The fix for `NAME = value`, `NAME= value` and `NAME =value`; undefined for other text. */
  #spacedAssignment(first: number, limit: number): Fix | undefined {
    const { layout, machine } = this
    const name = layout.text(first)
    const equals = first + 1
    if (!/^[A-Za-z_]\w*$/.test(name) || this.kind(first) === DialectToken.Export) return undefined
    const text = layout.text(equals)
    const isAssignment =
      (text === '=' && limit === first + 3 && !this.#isGlued(equals + 1)) ||
      (/^=[^=]/.test(text) && limit === first + 2)
    if (!isAssignment || !layout.sameLine(first, limit - 1)) return undefined
    const { source, tokens } = machine
    const start = tokens.end[first] as number
    const end = tokens.start[limit - 1] as number
    const blanks = { start, end, text: text === '=' ? '=' : '' }
    return {
      title: 'Take the blanks out',
      safety: 'unsafe',
      edits: [{ file: source.name, edits: [blanks] }],
    }
  }

  #isArray(first: number): boolean {
    const value = first + 2
    return this.layout.text(value).startsWith('(') && this.#isGlued(value)
  }

  /** Whether there is no blank before a token. */
  #isGlued(token: number): boolean {
    const { start, end } = this.machine.tokens
    return start[token] === end[token - 1]
  }
}
