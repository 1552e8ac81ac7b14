import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { BuildFailure } from './failure.js'
import { ROOT } from './paths.js'

const COMPILER = createRequire(import.meta.url).resolve('typescript/bin/tsc')

/** Writes the type declarations of the library. */
export async function buildDeclarations(folder: string): Promise<void> {
  const args = [COMPILER, '-p', 'tsconfig.build.json', '--outDir', join(folder, 'types')]
  try {
    await promisify(execFile)(process.execPath, args, { cwd: ROOT })
  } catch (error) {
    const { stdout } = error as { stdout?: string }
    if (!stdout) throw error
    throw new BuildFailure(stdout.trimEnd())
  }
}
