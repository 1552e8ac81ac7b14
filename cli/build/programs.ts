import { execFile } from 'node:child_process'
import { chmod, copyFile, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { bundle, refuseChevrotain } from './bundle.js'
import { BuildFailure } from './failure.js'
import { fromRoot } from './paths.js'

/** What the program in package.json's `bin` is made from. */
const ENTRY = 'cli/main.ts'

/**
 * ES modules in the bundle (yargs is one) ask where they lie; a CommonJS file has no `import.meta`.
 */
const HEAD = `(function (exports, require, module, __filename, __dirname) {
const moduleUrl = require('node:url').pathToFileURL(__filename).href`

const FOOT = '})'

/**
 * Bundles the program into one CommonJS file, which starts faster than the modules it has, and
 * keeps beside it what V8 compiles of it (`cli/launcher.cjs`).
 */
export async function buildPrograms(folder: string): Promise<void> {
  const outfile = join(folder, 'bin/ecconf.bundle.cjs')
  const inputs = await bundle([ENTRY], {
    outfile,
    format: 'cjs',
    platform: 'node',
    mainFields: ['module', 'main'],
    // One byte a character: the launcher reads the file without decoding it.
    charset: 'ascii',
    minify: true,
    keepNames: true,
    banner: { js: HEAD },
    footer: { js: FOOT },
    define: { 'import.meta.url': 'moduleUrl' },
  })
  refuseChevrotain(inputs, ENTRY)
  const launcher = join(folder, 'bin/ecconf.cjs')
  await copyFile(fromRoot('cli/launcher.cjs'), launcher)
  await chmod(launcher, 0o755)
  await keepCode(launcher, join(folder, 'bin/ecconf.code'))
}

/** Runs the program once, on what is run most, and keeps the code. */
async function keepCode(launcher: string, file: string): Promise<void> {
  const words = ['lint', '--sysroot', fromRoot('corpus/cluster'), fromRoot('corpus/cluster')]
  await rm(file, { force: true })
  try {
    const env = { ...process.env, ECCONF_BUILD_CODE: file }
    await promisify(execFile)(process.execPath, [launcher, ...words], { env })
    if ((await readFile(file)).length === 0) throw new Error('V8 gave no code')
  } catch (error) {
    throw new BuildFailure(`the program does not run: ${(error as Error).message}`)
  }
}
