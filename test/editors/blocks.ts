import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../tools/program.js'

const page = readFileSync(join(ROOT, 'docs/editors.md'), 'utf8')

/** The code of one language below a heading of docs/editors.md. @throws Error when there is none */
export function blocksOf(heading: string, language: string): string[] {
  const [, section = ''] = page.split(`\n## ${heading}\n`)
  const [own = ''] = section.split('\n## ')
  const blocks = [...own.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
  const found = blocks.flatMap(([, its, code = '']) => (its === language ? [code] : []))
  if (found.length === 0) throw new Error(`docs/editors.md: no ${language} below ${heading}`)
  return found
}

/** The first of them. */
export function blockOf(heading: string, language: string): string {
  return blocksOf(heading, language)[0] ?? ''
}
