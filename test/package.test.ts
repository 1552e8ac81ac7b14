import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import initSqlJs from 'sql.js'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { flags, installation } from './tools/manager-process.js'
import { ROOT } from './tools/program.js'
import { until } from './tools/running-manager.js'
import { scratch } from './tools/scratch.js'
import { NOBODY, runAs } from './tools/second-user.js'

const test = suite('the package as it is shipped')

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const VERSION = JSON.parse(read('package.json')).version as string

const folder = scratch()

/** What `npm pack` puts into the package, from its folder. */
const packed = pack()

/** The package as npm installs it where there is no network and nothing was installed before. */
const installed = install()

function pack(): { name: string; size: number; files: { path: string; mode: number }[] } {
  const [report] = JSON.parse(npm('pack', '--json', '--ignore-scripts', ROOT))
  return { name: report.filename, size: report.size, files: report.files }
}

function install(): string {
  const flags = ['--global', '--offline', '--prefix', join(folder, 'prefix')]
  npm('install', ...flags, '--cache', join(folder, 'cache'), `./${packed.name}`)
  return join(folder, 'prefix/lib/node_modules/ecconf')
}

function npm(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8' })
  if (status !== 0) throw new Error(`npm ${args.join(' ')}: ${stderr}`)
  return stdout
}

/** Runs a program that imports the installed package; no other package is to be found there. */
function runModule(program: string): { stdout: string; stderr: string } {
  const file = join(folder, 'prefix/lib', 'use.mjs')
  writeFileSync(file, program)
  return spawnSync(process.execPath, [file], { encoding: 'utf8' })
}

test('the package is installed alone', () => {
  assert.equal(readdirSync(join(folder, 'prefix/lib/node_modules')), ['ecconf'])
  assert.not.ok(existsSync(join(installed, 'node_modules')))
})

test('every program runs by its own name', () => {
  const { bin } = JSON.parse(read('package.json')) as { bin: Record<string, string> }
  const programs = join(folder, 'prefix/bin')
  assert.equal(readdirSync(programs).sort(), Object.keys(bin).sort())
  for (const name of Object.keys(bin)) {
    const { status, stdout } = spawnSync(join(programs, name), ['--help'], { encoding: 'utf8' })
    assert.is(status, 0, name)
    assert.match(stdout, name)
  }
  const { status, stdout } = spawnSync(join(programs, 'ecconf'), ['--version'])
  assert.is(status, 0)
  assert.is(String(stdout), `${VERSION}\n`)
})

test('the installed program works', () => {
  const file = join(folder, 'a.conf')
  writeFileSync(file, 'Esmtp_Listener {\n  Idle_Tiem = 300\n}\n')
  const { status, stdout, stderr } = spawnSync(
    join(folder, 'prefix/bin/ecconf'),
    ['lint', '--format', 'compact', 'a.conf'],
    { cwd: folder, encoding: 'utf8' },
  )
  assert.is(stderr, '')
  assert.match(stdout, 'Unknown option "Idle_Tiem" in scope Esmtp_Listener')
  assert.is(status, 1)
})

test('the installed program makes users, and reads the chain of commits', () => {
  const run = (name: string, words: readonly string[], input = '') =>
    spawnSync(join(folder, 'prefix/bin', name), words, { cwd: folder, encoding: 'utf8', input })
  const hash = createHash('md5').update('joe:Momentum Console:pw').digest('hex')
  assert.is(run('ecconf', ['passwd', 'joe'], 'pw').stdout, `joe:Momentum Console:${hash}\n`)
  assert.match(run('ec_md5passwd', ['joe'], 'pw').stdout, `\njoe:Momentum Console:${hash}\n`)
  writeFileSync(join(folder, 'auditlog.ec'), '')
  assert.is(run('ecconf', ['audit', 'verify', 'auditlog.ec']).stdout, 'auditlog.ec: no records\n')
})

test('the installed program checks by a schema of the site, and finds the libraries beside it', () => {
  writeFileSync(join(folder, 'ecelerity.conf'), 'Max_Retries = 90\n')
  const schema = { properties: { max_retries: { maximum: 50 } } }
  writeFileSync(join(folder, 'site.json'), JSON.stringify(schema))
  const { status, stdout, stderr } = spawnSync(
    join(folder, 'prefix/bin/ecconf'),
    ['lint', '--schema', 'site.json', '--format', 'compact', 'ecelerity.conf'],
    { cwd: folder, encoding: 'utf8' },
  )
  assert.is(stderr, '')
  assert.match(stdout, 'ecelerity.conf:1:15: error schema/site-rule')
  assert.is(status, 1)
  const bin = join(installed, 'dist/bin')
  for (const [library, name] of [
    ['ajv', 'Ajv2020'],
    ['nats', 'connect'],
    ['pg', 'Client'],
  ] as const) {
    const { stdout } = spawnSync(
      process.execPath,
      ['-p', `typeof require(${JSON.stringify(join(bin, `${library}.cjs`))}).${name}`],
      { cwd: folder, encoding: 'utf8' },
    )
    assert.is(stdout, 'function\n')
  }
  // The launcher runs the parts as scripts, which cannot load anything with `import()`.
  for (const file of readdirSync(bin).filter((file) => file.endsWith('.bundle.cjs'))) {
    assert.not.match(readFileSync(join(bin, file), 'latin1'), /\bimport\("\.\//)
  }
})

test('the library has the names that the contract lists', () => {
  const program = `
    import * as core from 'ecconf'
    import * as node from 'ecconf/node'
    const names = ['parse', 'print', 'applyEdits', 'load', 'lint', 'change']
    console.log(names.map((name) => typeof core[name]).join(' '), typeof node.load)`
  const { stdout, stderr } = runModule(program)
  assert.is(stderr, '')
  assert.is(stdout, `${'function '.repeat(6)}function\n`)
})

test('the installed library reads and checks a file', () => {
  writeFileSync(join(folder, 'b.conf'), 'fiel = 1\n')
  const { stdout, stderr } = runModule(`
    import { lint } from 'ecconf'
    import { load } from 'ecconf/node'
    const configuration = await load(${JSON.stringify(join(folder, 'b.conf'))})
    console.log(lint(configuration).map(({ code, summary }) => code + ': ' + summary).join('\\n'))`)
  assert.is(stderr, '')
  assert.match(stdout, /^schema\/unknown-option: Unknown option "fiel"/)
})

test('the installed library serves an editor, and the process goes on', () => {
  const { stdout, stderr } = runModule(`
    import { PassThrough } from 'node:stream'
    import { startLanguageServer } from 'ecconf/lsp'
    const [input, output] = [new PassThrough(), new PassThrough()]
    const server = await startLanguageServer({ input, output }, { version: '1', docs: '' })
    const say = (message) => {
      const text = JSON.stringify({ jsonrpc: '2.0', ...message })
      input.write('Content-Length: ' + Buffer.byteLength(text) + '\\r\\n\\r\\n' + text)
    }
    let said = ''
    output.on('data', (data) => (said += data))
    const until = async (words) => {
      while (!said.includes(words)) await new Promise((resolve) => setTimeout(resolve, 10))
    }
    say({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } })
    await until('serverInfo')
    const textDocument = { uri: 'file:///b.conf', languageId: 'ecconf', version: 1, text: 'fiel = 1\\n' }
    say({ method: 'textDocument/didOpen', params: { textDocument } })
    await until('Unknown option')
    say({ method: 'exit' })
    console.log('ended', await server.ended)`)
  assert.is(stderr, '')
  assert.is(stdout, 'ended 1\n')
})

test('the installed library runs a manager, and a session at it', () => {
  const { stdout, stderr } = runModule(`
    import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
    import { tmpdir, userInfo } from 'node:os'
    import { join } from 'node:path'
    import { openConsole, StartRefused, startManager } from 'ecconf/manager'
    const root = mkdtempSync(join(tmpdir(), 'ecconf-library-'))
    const main = join(root, 'a.conf')
    const user = 'Security { User = "' + userInfo().username + '" }'
    writeFileSync(main, user + ' Retry_Interval = 1200 Control_Listener { Listen "/console" {} }')
    const socketPlace = (path) => join(root, path)
    const settings = { main, sysroot: root, version: '1.0', socketPlace }
    const manager = await startManager(settings)
    console.log(manager.endpoints)
    const session = await openConsole(join(root, 'console'), { version: '1.0' })
    const [get, set] = await Promise.all(['config get Retry_Interval', 'config set Retri 1'].map(session.run))
    console.log(get, set.status, manager.sessions)
    writeFileSync(main, 'Retry_Interval = ')
    console.log(await manager.reload())
    await manager.stop('done')
    await manager.stopped
    console.log(await session.run('version').catch((error) => error.message.replace(root, '')))
    console.log(await startManager(settings).catch((error) => error instanceof StartRefused))
    rmSync(root, { recursive: true })`)
  assert.is(stderr, '')
  assert.is(
    stdout,
    `[ '/console' ]
{ text: 'Retry_Interval = 1200\\n', status: 'ok' } failed 1
false
The manager stops.
true
`,
  )
})

test('the core runs where there is nothing of Node', async () => {
  const { outputFiles } = await build({
    entryPoints: [join(installed, 'dist/index.js')],
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

test('the declarations are whole, and need no other package', () => {
  const where = join(folder, 'prefix/lib')
  writeFileSync(
    join(where, 'use.mts'),
    `import { applyEdits, change, type Configuration, type Diagnostic, lint, load, parse, print } from 'ecconf'
     import { startLanguageServer } from 'ecconf/lsp'
     import { type Console, openConsole, startManager } from 'ecconf/manager'
     import * as node from 'ecconf/node'
     export const bytes: Uint8Array = print(parse('a = 1'))
     export const text: string = applyEdits('a', [{ start: 0, end: 1, text: 'b' }])
     export const configuration: Promise<Configuration> = node.load('eccluster.conf')
     export const findings: readonly Diagnostic[] = lint(await configuration)
     export const functions: Function[] = [change, load, startLanguageServer, startManager]
     export const session: Promise<Console> = openConsole('/tmp/2025', { version: '1.0' })
     // @ts-expect-error a number is no text, and must not be taken as one
     parse(1)\n`,
  )
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc')
  // The declarations of the package are checked too: a type that is not installed is an error.
  const compilerOptions = { strict: true, module: 'nodenext', target: 'es2022', types: [] }
  const settings = { compilerOptions: { ...compilerOptions, noEmit: true }, files: ['use.mts'] }
  writeFileSync(join(where, 'tsconfig.json'), JSON.stringify(settings))
  const { stdout } = spawnSync(process.execPath, [compiler, '-p', where])
  assert.is(String(stdout), '')
})

test('the package is no larger than it has to be', () => {
  const beside = [
    'koffi-linux_x64.node',
    'koffi-musl_x64.node',
    'sqlite.wasm.br',
    'sqlite-thread.cjs',
  ]
  const names = packed.files.map(({ path }) => path)
  assert.equal(
    beside.filter((name) => !names.includes(`dist/bin/${name}`)),
    [],
  )
  assert.ok(packed.size < 4 * 1024 * 1024, `${packed.size} bytes`)
})

test('the package has what it needs and nothing else', () => {
  const tops = new Set(packed.files.map(({ path }) => path.replace(/\/.*/, '/')))
  assert.equal([...tops].sort(), [
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'dist/',
    'docs/',
    'package.json',
    'schemas/',
  ])
  assert.is(packed.files.find(({ path }) => path === 'dist/bin/ecconf.cjs')?.mode, 0o755)
})

test('the installed manager knows by the kernel who is at its socket', async () => {
  const place = installation((text) =>
    text.replace('Listen "/tmp/2025" {', 'Listen "/tmp/2025" {\n    File_Mode = 0666'),
  )
  for (const way of [folder, place.root]) chmodSync(way, 0o755)
  const programs = join(folder, 'prefix/bin')
  const words = ['-d', '-vv', ...flags(place)]
  const child = spawn(join(programs, 'eccmgr'), words, { stdio: ['ignore', 'inherit', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  await until(() => said.includes('ready\n') || child.exitCode !== null)
  assert.not.match(said, 'cannot be known')
  const asked = [place.socket, 'authz id']
  const { stdout } = spawnSync(join(programs, 'ec_console'), asked, { encoding: 'utf8' })
  // What the environment says of the user counts for nothing.
  const env = { USER: 'root', LOGNAME: 'root' }
  assert.is(runAs(NOBODY, join(programs, 'ec_console'), asked, { env }).stdout, stdout)
  child.kill()
  await until(() => child.exitCode !== null)
  // The roles would come from a database, which is not there.
  assert.is(stdout, 'The roles of the user cannot be looked up now.\n')
  const log = readFileSync(join(place.root, 'var/log/eccluster/acctlog.ec'), 'utf8')
  assert.match(log, /^\d{10}@N@[^@]*\/tmp\/2025@@root@1\n\d{10}@N@[^@]*\/tmp\/2025@@nobody@1\n$/)
})

test('the installed manager asks SQLite databases: they need nothing that is not in the package', async () => {
  const place = installation((text) =>
    text
      .replace(
        'include "webui-common.conf"',
        `
      Datasource "local" { uri = ( "sqlite:/etc/users.db" ) }
      auth_ds {
        Scheme "local" {
          EnumGroups { cache = "local" query = "SELECT name FROM roles" }
        }
      }`,
      )
      .replace(/^readonly_include.*$/m, '')
      .replaceAll('ecauth://', 'local://'),
  )
  const { Database } = await initSqlJs()
  const database = new Database()
  database.run("CREATE TABLE roles (name text); INSERT INTO roles VALUES ('admin')")
  mkdirSync(join(place.root, 'etc'), { recursive: true })
  writeFileSync(join(place.root, 'etc/users.db'), database.export())
  const programs = join(folder, 'prefix/bin')
  const child = spawn(join(programs, 'eccmgr'), ['-d', '-vv', ...flags(place)], {
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  await until(() => said.includes('ready\n') || child.exitCode !== null)
  const asked = [place.socket, 'authz roles list']
  const { stdout } = spawnSync(join(programs, 'ec_console'), asked, { encoding: 'utf8' })
  child.kill()
  await until(() => child.exitCode !== null)
  assert.is(stdout, '<Roles>\n <Role name="admin"/>\n</Roles>\n', said)
})

test('nothing has to be installed beside it', () => {
  const manifest = JSON.parse(read('package.json'))
  assert.is(manifest.dependencies, undefined)
  assert.is(manifest.optionalDependencies, undefined)
  assert.is(manifest.peerDependencies, undefined)
  const required = ['ajv', 'chevrotain', 'diff', 'uvu', 'yargs']
  assert.equal(
    required.filter((name) => !(name in manifest.devDependencies)),
    [],
  )
})

test('the licences of all that is bundled are in it, whole', () => {
  const notices = readFileSync(join(installed, 'dist/THIRD-PARTY-NOTICES'), 'utf8')
  const [, ...sections] = notices.split(`\n${'-'.repeat(80)}\n`)
  const names = sections.map((section) => section.slice(0, section.indexOf(' ')))
  assert.equal(names, [
    '@dagrejs/dagre',
    '@lit/reactive-element',
    '@mongodb-js/saslprep',
    '@nats-io/nats-core',
    '@nats-io/nkeys',
    '@nats-io/nuid',
    '@nats-io/transport-node',
    'ajv',
    'ansi-regex',
    'ansi-styles',
    'bcryptjs',
    'cliui',
    'csv-parse',
    'diff',
    'emoji-regex',
    'escalade',
    'fast-deep-equal',
    'fast-uri',
    'fastest-levenshtein',
    'get-caller-file',
    'get-east-asian-width',
    'json-schema-traverse',
    'jsonc-parser',
    'koffi',
    'lit-element',
    'lit-html',
    'memory-pager',
    'pg',
    'pg-cloudflare',
    'pg-connection-string',
    'pg-int8',
    'pg-pool',
    'pg-protocol',
    'pg-types',
    'pgpass',
    'postgres-array',
    'postgres-bytea',
    'postgres-date',
    'postgres-interval',
    'sparse-bitfield',
    'split2',
    'sql.js',
    'string-width',
    'string-width',
    'strip-ansi',
    'tweetnacl',
    'vscode-jsonrpc',
    'vscode-languageserver',
    'vscode-languageserver-protocol',
    'vscode-languageserver-types',
    'wrap-ansi',
    'xtend',
    'y18n',
    'yargs',
    'yargs-parser',
  ])
  for (const section of sections) {
    assert.match(section, /^\S+ \d+\.\d+\.\d+ \((MIT|ISC|BSD-3-Clause|Apache-2\.0|Unlicense)\)\n\n/)
    // Whoever gives a work to the public domain claims no copyright.
    const isUnlicensed = / \(Unlicense\)\n/.test(section)
    assert.is(isUnlicensed, section.startsWith('tweetnacl '))
    assert.match(section, isUnlicensed ? /released into the public domain/ : /Copyright/)
    assert.match(section, /WARRANTY|WARRANTIES/i)
  }
  const ajv = readFileSync(join(ROOT, 'node_modules/ajv/LICENSE'), 'utf8')
  assert.ok(notices.includes(ajv.trim()))
})

test('the library names the packages in it, and each has its licence there', () => {
  const notices = readFileSync(join(installed, 'dist/THIRD-PARTY-NOTICES'), 'utf8')
  const found = new Set<string>()
  for (const { path } of packed.files.filter(({ path }) => /^dist\/[^b].*\.js$/.test(path))) {
    // What esbuild writes above the code of each file, where it leaves the text readable.
    const heads = /^\/\/ node_modules\/(?:.*\/node_modules\/)?((?:@[^/\n]+\/)?[^/\n]+)\//gm
    const text = readFileSync(join(installed, path), 'utf8')
    for (const [, name = ''] of text.matchAll(heads)) found.add(name)
  }
  assert.ok(found.has('diff'))
  for (const name of found) assert.match(notices, `\n${name} `)
})

/** Links and pictures of a page, without those that leave the package or stay in the page. */
function linksOf(path: string): string[] {
  const text = readFileSync(join(installed, path), 'utf8').replace(/^```[\s\S]*?^```$/gm, '')
  const links = path.endsWith('.md') ? /\]\(([^)\s]+)\)/g : /(?:href|src)="([^"]+)"/g
  return [...text.matchAll(links)]
    .map(([, target = '']) => target.replace(/#.*/, ''))
    .filter((target) => target !== '' && !/^(https?:|data:)/.test(target))
    .map((target) => join(path, '..', target))
}

/** Pages about the project's own tests, which are in the repository only. */
const ABOUT_TESTS = 'docs/security.md'

test('every link and picture of every page leads to what is in the package', () => {
  const pages = packed.files.map(({ path }) => path).filter((path) => /\.(md|html)$/.test(path))
  assert.ok(linksOf('README.md').includes('docs/terminal.svg'))
  assert.ok(linksOf('README.md').includes('docs/rules/README.md'))
  const dead = pages.flatMap((page) =>
    linksOf(page)
      .filter((path) => page !== ABOUT_TESTS || !path.startsWith('test/'))
      .filter((path) => !statSync(join(installed, path), { throwIfNoEntry: false })?.isFile())
      .map((path) => `${page}: ${path}`),
  )
  assert.equal(dead, [])
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
