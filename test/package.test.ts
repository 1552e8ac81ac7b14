import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ROOT } from './tools/program.js'
import { scratch } from './tools/scratch.js'

const test = suite('the package as it is shipped')

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const VERSION = JSON.parse(read('package.json')).version as string

/** A folder in which somebody has installed the package. */
function consumer(): string {
  const folder = scratch()
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(ROOT, join(folder, 'node_modules/ecconf'))
  return folder
}

test('the program runs by its own name', () => {
  const { status, stdout } = spawnSync(join(ROOT, 'dist/bin/ecconf.cjs'), ['--version'])
  assert.is(status, 0)
  assert.is(String(stdout), `${VERSION}\n`)
})

test('the library has the names that the contract lists', () => {
  const program = `
    import * as core from 'ecconf'
    import * as node from 'ecconf/node'
    const names = ['parse', 'print', 'applyEdits', 'load', 'lint', 'change']
    console.log(names.map((name) => typeof core[name]).join(' '), typeof node.load)`
  const args = ['--input-type=module', '--eval', program]
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: consumer() })
  assert.is(String(stderr), '')
  assert.is(String(stdout), `${'function '.repeat(6)}function\n`)
})

test('the core runs where there is nothing of Node', async () => {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'dist/index.js')],
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'ecconf',
    write: false,
    logLevel: 'silent',
  })
  const browser = createContext({ TextDecoder, TextEncoder })
  runInContext(outputFiles[0]?.text ?? '', browser)
  const text = 'Logs {\\n  File_Mode = 0640 # kept\\n}\\n'
  const printed = runInContext(`ecconf.print(ecconf.parse('${text}')).join(' ')`, browser)
  assert.is(printed, [...Buffer.from(JSON.parse(`"${text}"`) as string)].join(' '))
})

test('the declarations are whole', () => {
  const folder = consumer()
  writeFileSync(
    join(folder, 'use.mts'),
    `import { applyEdits, change, type Configuration, type Diagnostic, lint, load, parse, print } from 'ecconf'
     import * as node from 'ecconf/node'
     export const bytes: Uint8Array = print(parse('a = 1'))
     export const text: string = applyEdits('a', [{ start: 0, end: 1, text: 'b' }])
     export const configuration: Promise<Configuration> = node.load('eccluster.conf')
     export const findings: readonly Diagnostic[] = lint(await configuration)
     export const functions: Function[] = [change, load]
     // @ts-expect-error a number is no text, and must not be taken as one
     parse(1)\n`,
  )
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc')
  const flags = [
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--module',
    'nodenext',
    '--target',
    'es2022',
  ]
  const { stdout } = spawnSync(process.execPath, [compiler, ...flags, 'use.mts'], { cwd: folder })
  assert.is(String(stdout), '')
})

test('the package has what it needs and nothing else', () => {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts']
  const { stdout } = spawnSync('npm', args, { cwd: ROOT, encoding: 'utf8' })
  const [packed] = JSON.parse(stdout) as [{ files: { path: string; mode: number }[] }]
  const tops = new Set(packed.files.map(({ path }) => path.replace(/\/.*/, '/')))
  assert.equal([...tops].sort(), [
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'dist/',
    'package.json',
    'schemas/',
  ])
  assert.is(packed.files.find(({ path }) => path === 'dist/bin/ecconf.cjs')?.mode, 0o755)
})

test('the lock file names no address of a registry', () => {
  assert.not.match(read('package-lock.json'), /"resolved"|https?:\/\/[^"]*\.tgz/)
})

test('the lock file has every package that another may need on some system', () => {
  // `npm ci` refuses a lock file without them, and `npm install` leaves out what it cannot reach.
  const lock = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>
  }
  const missing = Object.values(lock.packages)
    .flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
    .filter((name) => !(`node_modules/${name}` in lock.packages))
  assert.equal(missing, [])
})

test.run()
