import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'

/** The folders with TypeScript that a test can import. */
const SOURCES = ['bench', 'cli', 'grammar', 'src', 'test']

/** What modules import besides. */
const DATA = ['package.json', 'schemas']

/**
 * Compiles all TypeScript of the checkout into a folder that has the same folders in it: to compile
 * each module in every process that imports it would take most of the time of most test files.
 *
 * @param root the checkout
 * @returns the folder, which lies in the checkout, so that packages are found, and is gone when the
 *   process ends
 */
export async function compileAll(root: string): Promise<string> {
  mkdirSync(join(root, '.cache'), { recursive: true })
  const folder = mkdtempSync(join(root, '.cache/tests-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const files = SOURCES.flatMap((source) =>
    readdirSync(join(root, source), { recursive: true, encoding: 'utf8' })
      .filter((name) => /(?<!\.d)\.ts$/.test(name))
      .map((name) => join(source, name)),
  )
  await build({
    entryPoints: files,
    absWorkingDir: root,
    outbase: root,
    outdir: folder,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    sourcemap: 'linked',
    define: { 'import.meta.url': MODULE_URL },
    plugins: [ownAddress],
    logLevel: 'error',
  })
  for (const name of DATA) symlinkSync(join(root, name), join(folder, name))
  return folder
}

const MODULE_URL = '__moduleUrl'

/** A compiled module takes itself for its source: what it looks for beside itself lies there. */
const ownAddress: Plugin = {
  name: 'own-address',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8')
      if (!text.includes('import.meta.url')) return { contents: text, loader: 'ts' }
      // In the first line, so that the lines of a stack stay what they are.
      const address = `const ${MODULE_URL} = ${JSON.stringify(pathToFileURL(path).href)};`
      return { contents: address + text, loader: 'ts' }
    })
  },
}
