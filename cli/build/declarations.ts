import { execFile } from 'node:child_process'
import { readdir, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import ts from 'typescript'
import { BuildFailure } from './failure.js'
import { ROOT } from './paths.js'

const COMPILER = createRequire(import.meta.url).resolve('typescript/bin/tsc')

/** The declarations that `exports` of package.json leads to. */
const ENTRIES = ['src/index.d.ts', 'src/node.d.ts', 'src/lsp.d.ts', 'src/manager.d.ts']

/** Writes the type declarations of the library: those that its entries lead to, and no others. */
export async function buildDeclarations(folder: string): Promise<void> {
  const types = join(folder, 'types')
  const args = [COMPILER, '-p', 'tsconfig.build.json', '--outDir', types]
  try {
    await promisify(execFile)(process.execPath, args, { cwd: ROOT })
  } catch (error) {
    const { stdout } = error as { stdout?: string }
    if (!stdout) throw error
    throw new BuildFailure(stdout.trimEnd())
  }
  const reached = new Set<string>()
  for (const entry of ENTRIES) await follow(join(types, entry), reached)
  for (const entry of await readdir(types, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name)
    if (entry.isFile() && !reached.has(file)) await rm(file)
  }
}

/** Adds a declaration file and all that it imports. */
async function follow(file: string, reached: Set<string>): Promise<void> {
  if (reached.has(file)) return
  reached.add(file)
  const { importedFiles } = ts.preProcessFile(await readFile(file, 'utf8'))
  for (const { fileName } of importedFiles) {
    if (!fileName.startsWith('.')) continue
    await follow(resolve(dirname(file), fileName.replace(/\.js$/, '.d.ts')), reached)
  }
}
