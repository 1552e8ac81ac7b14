import type { Example } from '../../diagnostics/explanations/index.js'
import { visible } from '../layout/visible.js'

/** A file of an example as it is shown. */
export interface ExampleFile {
  readonly name: string
  /** What matters of it beside the text: `others may read it`. */
  readonly note: string | undefined
  readonly lines: readonly string[]
}

/**
 * The files of an example, with everything visible in them, and lines cut that are too long.
 * @param width how many columns a line may have
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
