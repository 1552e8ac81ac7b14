import type { Example } from '../../diagnostics/explanations/index.js'
import { visible } from '../layout/visible.js'

/** A file of an example, as shown. */
export interface ExampleFile {
  readonly name: string
  /** A remark about the file: `others may read it`. */
  readonly note: string | undefined
  readonly lines: readonly string[]
}

/**
 * The files of an example, with invisible characters made visible, and long lines cut.
 * @param width the longest line, in columns
 */
export function exampleFiles({ files, readable = [] }: Example, width: number): ExampleFile[] {
  return Object.entries(files).map(([name, text]) => ({
    name,
    note: readable.includes(name) ? 'others may read it' : undefined,
    lines: text
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => cut(visible(line), width)),
  }))
}

function cut(line: string, width: number): string {
  const characters = [...line]
  return characters.length <= width ? line : `${characters.slice(0, width - 1).join('')}…`
}
