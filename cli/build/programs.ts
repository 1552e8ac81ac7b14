import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompressSync } from 'node:zlib'
import type { Metafile, Plugin } from 'esbuild'
import { productProgramNames } from '../product-programs.js'
import { bundle, refuseChevrotain } from './bundle.js'
import { BuildFailure } from './failure.js'
import { lazyBuiltins } from './lazy-builtins.js'
import { buildLibraries, librariesBeside } from './libraries.js'
import { buildPage } from './page.js'
import { fromRoot } from './paths.js'
import { REGISTRY } from './schemas.js'
import { serverRun } from './server-run.js'

/** The parts of the program that `cli/load-part.cjs` loads. */
const PARTS = {
  ecconf: 'cli/program.ts',
  lint: 'cli/lint-main.ts',
  lsp: 'src/lsp/library.ts',
} as const

const PART_NAMES = Object.keys(PARTS) as (keyof typeof PARTS)[]

const HEAD = '(function (exports, require, module, __filename, __dirname) {'

/** yargs asks where it lies; a CommonJS file has no `import.meta`. */
const MODULE_URL = "const moduleUrl = require('node:url').pathToFileURL(__filename).href"

const FOOT = '})'

/**
 * Bundles the parts of the program into one CommonJS file each, which starts faster than the modules
 * it has, and keeps beside it what V8 compiles of it (`cli/load-part.cjs`).
 *
 * @param texts what the registry consists of (`buildSchemas`)
 * @returns what went into each bundle
 */
export async function buildPrograms(
  folder: string,
  texts: Readonly<Record<string, string>>,
): Promise<Metafile[]> {
  const bin = join(folder, 'bin')
  await writeTexts(bin, texts)
  const metafiles = await Promise.all(PART_NAMES.map((part) => buildPart(bin, part)))
  const launcher = join(bin, 'ecconf.cjs')
  await copyProgram('cli/launcher.cjs', launcher)
  await copyFile(fromRoot('cli/load-part.cjs'), join(bin, 'load-part.cjs'))
  await copyFile(fromRoot('cli/lsp-library.cjs'), join(bin, 'lsp.cjs'))
  for (const thread of ['lsp-thread.cjs', 'manager-thread.cjs', 'page-thread.cjs']) {
    await copyFile(fromRoot(`cli/${thread}`), join(bin, thread))
  }
  for (const name of productProgramNames) {
    await copyProgram('cli/product/launcher.cjs', join(bin, `${name}.cjs`))
  }
  await copyKoffi(bin)
  const besides = [
    await buildSqlite(bin),
    ...(await buildLibraries(bin)),
    ...(await buildPage(bin)),
  ]
  // What is compiled in these runs is kept: it costs a small run less to read more code than a run
  // with includes or findings to compile it. A manager, which starts once, compiles the rest itself: its
  // code would be as large as all of the other code here.
  const small = join(bin, 'ecelerity.conf')
  await writeFile(small, `${await readFile(SMALL, 'utf8')}\n${MISSPELLED}`)
  const where = ['--sysroot', fromRoot('corpus/cluster')]
  await keepCode(join(bin, 'lint.code'), (env) =>
    commandRun(launcher, ['lint', ...where, MAIN, small], env),
  )
  await keepCode(join(bin, 'ecconf.code'), (env) =>
    commandRun(launcher, ['files', ...where, '-c', MAIN], env),
  )
  await keepCode(join(bin, 'lsp.code'), (env) => serverRun(launcher, small, env))
  await rm(small)
  return [...metafiles, ...besides]
}

/**
 * The files beside the programs with the texts of the registry: those that nearly every run asks for
 * together, since to open a file costs more than to read it, and those that few do.
 */
const TEXTS = { always: 'registry.txt', seldom: 'descriptions.txt' } as const

const SELDOM: ReadonlySet<string> = new Set(['optionDescriptions', 'scopeDescriptions'])

/** Stands in no text. */
const BETWEEN = '\f'

function fileOf(name: string): keyof typeof TEXTS {
  return SELDOM.has(name) ? 'seldom' : 'always'
}

async function writeTexts(bin: string, texts: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(bin, { recursive: true })
  for (const [kind, file] of Object.entries(TEXTS)) {
    const parts = Object.entries(texts).filter(([name]) => fileOf(name) === kind)
    await writeFile(join(bin, file), parts.map(([, text]) => text).join(BETWEEN))
  }
}

/** Which kinds of the C library the compiled part of koffi is shipped for. */
const KOFFI_FOR = ['linux_x64', 'musl_x64'] as const

/** Puts what asks the kernel who is at a Unix socket beside the programs: nothing else can be bundled. */
async function copyKoffi(bin: string): Promise<void> {
  for (const kind of KOFFI_FOR) {
    const from = fromRoot(`node_modules/@koromix/koffi-linux-x64/${kind}/koffi.node`)
    if (!existsSync(from)) {
      throw new BuildFailure(`${from} is missing: install the packages on Linux x64`)
    }
    await copyFile(from, join(bin, `koffi-${kind}.node`))
  }
}

/** Puts SQLite beside the programs: its thread, and what it is compiled to. */
async function buildSqlite(bin: string): Promise<Metafile> {
  const metafile = await bundle(['src/manager/sources/sqlite/thread.ts'], {
    outfile: join(bin, 'sqlite-thread.cjs'),
    format: 'cjs',
    platform: 'node',
    minify: true,
  })
  // The package compresses it less, and few managers need it.
  const wasm = await readFile(fromRoot('node_modules/sql.js/dist/sql-wasm.wasm'))
  await writeFile(join(bin, 'sqlite.wasm.br'), brotliCompressSync(wasm))
  return metafile
}

async function copyProgram(path: string, to: string): Promise<void> {
  await copyFile(fromRoot(path), to)
  await chmod(to, 0o755)
}

/** A file without includes that can be a main file. */
const SMALL = fromRoot('corpus/node/opt/msys/ecelerity/etc/conf/default/bindings.conf')

/** A line with a finding. */
const MISSPELLED = 'Retry_Intervall = 1200\n'

const MAIN = fromRoot('corpus/cluster/opt/msys/ecelerity/etc/conf/default/eccluster.conf')

/**
 * Leaves out what a part loads while it runs: to ask for it is to ask for the whole program, which
 * must be before anything is printed or written.
 */
const wholeProgramOnly: Plugin = {
  name: 'whole-program-only',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /.*/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, namespace: 'whole-program' } : undefined,
    )
    onLoad({ filter: /.*/, namespace: 'whole-program' }, ({ path }) => ({
      contents: `throw Object.assign(new Error('${path} is in the whole program'), {
        code: 'ECCONF_WHOLE_PROGRAM' })`,
    }))
  },
}

/** What is done in each part with modules that it does not hold itself. */
const PLUGINS: Readonly<Record<keyof typeof PARTS, readonly Plugin[]>> = {
  ecconf: [librariesBeside],
  lint: [wholeProgramOnly],
  lsp: [],
}

/**
 * Leaves the texts of the registry in files that are read when they are asked for: within the
 * program they would be read twice at each start, as source and as compiled code, and most runs need
 * few of them.
 */
const textsBeside: Plugin = {
  name: 'texts-beside',
  setup: ({ onLoad }) => {
    onLoad({ filter: /registry\.generated\.ts$/ }, async ({ path }) => {
      if (path !== fromRoot(REGISTRY)) return undefined
      const module = await readFile(path, 'utf8')
      const counts = { always: 0, seldom: 0 }
      const functions = [...module.matchAll(/^export const (\w+) = /gm)].map(([, name = '']) => {
        const file = fileOf(name)
        return `export const ${name} = () => ${file}()[${counts[file]++}]\n`
      })
      const files = Object.entries(TEXTS).map(
        ([name, file]) =>
          `let ${name}Read\n` +
          `const ${name} = () => ${name}Read ??=\n` +
          `  readFileSync(__dirname + '/${file}', 'utf8').split(${JSON.stringify(BETWEEN)})\n`,
      )
      return {
        contents: `import { readFileSync } from 'node:fs'\n${files.join('')}${functions.join('')}`,
      }
    })
  },
}

async function buildPart(folder: string, part: keyof typeof PARTS): Promise<Metafile> {
  const entry = PARTS[part]
  const metafile = await bundle([entry], {
    outfile: join(folder, `${part}.bundle.cjs`),
    format: 'cjs',
    platform: 'node',
    mainFields: ['module', 'main'],
    // One byte a character: the launcher reads the file without decoding it.
    charset: 'ascii',
    minify: true,
    banner: { js: part === 'ecconf' ? `${HEAD}\n${MODULE_URL}` : HEAD },
    footer: { js: FOOT },
    define: { 'import.meta.url': 'moduleUrl' },
    // What the library prints is for the server to say.
    ...(part === 'lsp' && { drop: ['console'] }),
    plugins: [textsBeside, lazyBuiltins, ...PLUGINS[part]],
  })
  refuseChevrotain(metafile.inputs, entry)
  return metafile
}

/** Runs a part of the program once, and keeps the code. */
async function keepCode(
  file: string,
  run: (env: NodeJS.ProcessEnv) => Promise<void>,
): Promise<void> {
  await rm(file, { force: true })
  try {
    await run({ ...process.env, ECCONF_BUILD_CODE: file })
    if ((await readFile(file)).length === 0) throw new Error('V8 gave no code')
  } catch (error) {
    throw new BuildFailure(`the program does not run: ${(error as Error).message}`)
  }
}

async function commandRun(
  launcher: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<void> {
  await promisify(execFile)(process.execPath, [launcher, ...words], { env }).catch((error) => {
    // With findings the program exits with 1.
    if (error.code !== 1) throw error
  })
}
