import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, transformSync } from 'esbuild'
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

/** Builds the entries once, for all examples. @returns the folder with `index.js` and `node.js` */
export async function builtEntries(folder: string): Promise<string> {
  await build({
    entryPoints: Object.values(ENTRIES).map((path) => join(ROOT, path)),
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    target: 'node20.19',
    // The library of the protocol is CommonJS, and asks for Node's modules.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url)",
    },
    logLevel: 'error',
  })
  return folder
}

/**
 * Runs an example as a program in a folder with the configuration of the corpus.
 * @param entries the folder of the built entries
 */
export function run({ code }: LibraryExample, folder: string, entries: string): string {
  cpSync(join(ROOT, 'corpus/cluster'), folder, { recursive: true })
  const program = join(folder, 'example.mjs')
  const importing = withEntries(code, (path) => pathToFileURL(join(entries, builtName(path))).href)
  writeFileSync(program, transformSync(importing, { loader: 'ts' }).code)
  const { stdout, stderr } = spawnSync(process.execPath, [program], {
    cwd: folder,
    encoding: 'utf8',
  })
  return stdout + stderr
}

function builtName(path: string): string {
  return basename(path).replace(/\.ts$/, '.js')
}

/** Code that imports other files in place of the package. @param file by the path of an entry */
export function withEntries(code: string, file: (path: string) => string): string {
  return code.replace(
    /from '(ecconf(?:\/\w+)?)'/g,
    (_, name: string) => `from '${file(ENTRIES[name as keyof typeof ENTRIES])}'`,
  )
}
