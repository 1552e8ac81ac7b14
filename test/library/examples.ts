import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '../tools/program.js'
import { ENTRIES } from './public-names.js'

/** An example of the page about the library. */
export interface LibraryExample {
  /** The heading that it stands below. */
  readonly title: string
  readonly code: string
  /** What it prints, as the page says. */
  readonly output: string
}

export const PAGE = join(ROOT, 'docs/library.md')

/** The examples of the page, in its order: each is code, and behind it what the code prints. */
export function libraryExamples(): LibraryExample[] {
  const sections = readFileSync(PAGE, 'utf8').split(/^## /m).slice(1)
  return sections.flatMap((section) => {
    const title = section.slice(0, section.indexOf('\n'))
    const blocks = /```ts\n(.*?)```\n\n```text\n(.*?)```/gs
    return [...section.matchAll(blocks)].map(([, code = '', output = '']) => ({
      title,
      code,
      output,
    }))
  })
}

/** Runs an example as a program in a folder with the configuration of the corpus. */
export function run({ code }: LibraryExample, folder: string): string {
  cpSync(join(ROOT, 'corpus/cluster'), folder, { recursive: true })
  const program = join(folder, 'example.mts')
  writeFileSync(program, withSources(code))
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', pathToFileURL(join(ROOT, 'node_modules/tsx/dist/esm/index.mjs')).href, program],
    { cwd: folder, encoding: 'utf8' },
  )
  return stdout + stderr
}

/** Code that imports the sources in place of the package. */
export function withSources(code: string): string {
  return code.replace(
    /(from |import\()'(ecconf(?:\/node)?)'/g,
    (_, before: string, name: string) => {
      const path = ENTRIES[name as keyof typeof ENTRIES]
      return `${before}'${pathToFileURL(join(ROOT, path)).href}'`
    },
  )
}
