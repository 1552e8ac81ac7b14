import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ecconf, type Run } from '../../tools/program.js'
import { folderWith } from '../folders.js'

/** A plan as anybody can change it. */
// biome-ignore lint/suspicious/noExplicitAny: what a forger does with it has no type
export type Forged = any

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** What comes on standard input. */
interface Input {
  readonly input: string
}

/** A configuration with a plan for it. */
export class Planned {
  readonly folder: string
  readonly plan: string

  constructor(
    readonly files: Readonly<Record<string, string>>,
    lines: string,
    ...flags: readonly string[]
  ) {
    this.folder = folderWith(files)
    this.plan = join(this.folder, 'a.plan')
    const words = ['plan', '-c', 'ecelerity.conf', '-o', 'a.plan', ...flags]
    const made = this.run(...words, { input: lines })
    if (made.status !== 0) throw new Error(made.stderr)
  }

  /** Runs `ecconf` in the folder, with what an `input` among the words says on standard input. */
  run(...words: readonly (string | Input)[]): Run {
    const args = words.filter((word) => typeof word === 'string')
    const input = words.find((word) => typeof word !== 'string')?.input ?? ''
    return ecconf(args, { cwd: this.folder, input })
  }

  /** Changes the plan and seals it again, as anybody can. */
  forge(change: (plan: Forged) => void): void {
    const { seal: _, ...plan } = JSON.parse(readFileSync(this.plan, 'utf8'))
    change(plan)
    writeFileSync(this.plan, JSON.stringify({ ...plan, seal: sha256(JSON.stringify(plan)) }))
  }

  /** The text of a file of the configuration. */
  text(name = 'ecelerity.conf'): string {
    return readFileSync(join(this.folder, name), 'utf8')
  }
}
