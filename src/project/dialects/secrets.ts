import { secretShapes } from '../../schema/secrets/shapes.js'
import type { Range } from '../../syntax/index.js'
import type { DialectName } from './other-languages.js'

/**
 * The parts of a text in a dialect that must not be shown (cli.md, "Secrets"), in order and without
 * overlap. They are found by the colons of a line, so also where a line is broken.
 */
export function dialectSecrets(dialect: DialectName, text: string): readonly Range[] {
  const secretIn = IN_LINES[dialect]
  if (secretIn === undefined) return secretShapes(text)
  const found: Range[] = []
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    if (/^\s*#/.test(line)) continue
    const [start, end] = secretIn(line)
    if (start < end) found.push({ start: index + start, end: index + end })
  }
  return found
}

type SecretInLine = (line: string) => readonly [start: number, end: number]

const IN_LINES: Readonly<Partial<Record<DialectName, SecretInLine>>> = {
  // The hash is as good as the password; a line that lacks its realm has it behind the one colon.
  digest: (line) => {
    const first = line.indexOf(':') + 1
    return first === 0 ? NOTHING : [line.indexOf(':', first) + 1 || first, line.length]
  },
  passwords: (line) => [line.indexOf(':') + 1 || line.length, line.length],
  // The field of a password that nobody uses, which somebody may have used.
  groups: (line) => {
    const first = line.indexOf(':') + 1
    return first === 0 ? NOTHING : [first, line.indexOf(':', first)]
  },
}

const NOTHING = [0, 0] as const
