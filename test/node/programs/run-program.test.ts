import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { PLANTED_ID, plant, plantedRecord, plantState } from '../../tools/planted.js'
import { builtProgram, ecconf, ROOT } from '../../tools/program.js'
import { scratch } from '../../tools/scratch.js'
import { folderOf, NOBODY, readableProgram } from '../../tools/second-user.js'

const test = suite('what programs inherit')

/** Descriptors up to 15 are closed by Node itself. */
const NUMBERS = [3, 15, 16, 200, 1000]

/** Runs a line of bash with a file open under some numbers. */
function withOpenFile(line: string, cwd: string, env: NodeJS.ProcessEnv = {}) {
  const secret = join(scratch(), 'secret')
  writeFileSync(secret, 'secret\n', { mode: 0o600 })
  const opening = NUMBERS.map((number) => `exec ${number}<'${secret}'`).join('; ')
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `${opening}; ${line}`], {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: 60_000,
  })
  return { status, stdout, stderr, secret }
}

/** A module that writes which files a process has open that runs a command. */
function probe(command: string): { readonly module: string; readonly out: string } {
  const folder = scratch()
  chmodSync(folder, 0o755)
  const [module, out] = [join(folder, 'probe.cjs'), join(folder, 'files')]
  writeFileSync(
    module,
    `const fs = require('node:fs')
const links = () => fs.readdirSync('/proc/self/fd').flatMap((file) => {
  try { return file + ' ' + fs.readlinkSync('/proc/self/fd/' + file) } catch { return [] }
})
if (process.argv[2] === '${command}') fs.writeFileSync('${out}', links().join('\\n'))
`,
  )
  return { module, out }
}

test('a program gets the files that it is given, and no others', () => {
  const script = join(scratch(), 'start.mts')
  const module = join(ROOT, 'src/node/programs/run-program.ts')
  writeFileSync(
    script,
    `import { openSync } from 'node:fs'
import { runProgram } from '${module}'
const given = openSync('/etc/passwd', 'r')
const { stdout } = runProgram('ls', ['-l', '/proc/self/fd'], { stdio: ['ignore', 'pipe', 'pipe', given] })
console.log(stdout)
`,
  )
  const { stdout, stderr, secret } = withOpenFile(
    `exec '${process.execPath}' --import tsx '${script}'`,
    ROOT,
  )
  assert.match(stdout, ' 3 -> /etc/passwd', stderr)
  assert.not.match(stdout, secret)
  assert.match(stdout, ' 200 -> /dev/null')
})

test('nor does the editor', () => {
  const cwd = scratch()
  writeFileSync(join(cwd, 'ecelerity.conf'), 'Max_Retries = 3\n')
  const line = `'${process.execPath}' '${builtProgram()}' edit -c ecelerity.conf`
  const { secret } = withOpenFile(line, cwd, { EDITOR: 'ls -l /proc/self/fd > files; true' })
  const files = readFileSync(join(cwd, 'files'), 'utf8')
  assert.match(files, '->')
  assert.not.match(files, secret)
})

test('nor does the process that ends what another user has left', () => {
  const folder = folderOf(NOBODY)
  plant(join(folder, 'ecelerity.conf'), 'Max_Retries = 3\n', NOBODY, 0o644)
  const files = [{ path: 'ecelerity.conf', before: 'A = 1\n', after: 'A = 2\n' }]
  const record = plantedRecord(folder, files)
  plantState(folder, NOBODY, { [`journal/${PLANTED_ID}.json`]: record })
  const { module, out } = probe('end-interrupted')
  const program = `'${process.execPath}' --require '${module}' '${readableProgram()}'`
  const { secret, stderr } = withOpenFile(`${program} get -c '${folder}/ecelerity.conf' a`, '/')
  assert.ok(existsSync(out), stderr)
  assert.not.match(readFileSync(out, 'utf8'), secret)
})

test('nor does the process that waits for a confirmation', () => {
  const cwd = scratch()
  writeFileSync(join(cwd, 'ecelerity.conf'), 'Max_Retries = 3\n')
  const { module, out } = probe('wait-for-confirmation')
  const program = `'${process.execPath}' --require '${module}' '${builtProgram()}'`
  const set = `${program} set -c ecelerity.conf max_retries 4 --confirm 10s --write`
  const { status, secret, stderr } = withOpenFile(`${set} > /dev/null`, cwd)
  assert.is(status, 0, stderr)
  assert.not.match(readFileSync(out, 'utf8'), secret)
  assert.is(ecconf(['confirm', '-c', 'ecelerity.conf'], { cwd }).status, 0)
})

test('programs are started in one place', () => {
  const places = ['src', 'cli'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.includes('generated'))
      .map((name) => join(folder, name)),
  )
  const starting = places.filter(
    (path) =>
      !path.startsWith('cli/build/') &&
      /^(?!import type ).*child_process'(?!\))/m.test(readFileSync(join(ROOT, path), 'utf8')),
  )
  // The tour is no part of the product. The console's client has the rights of its user alone, and
  // starts what that user names: ssh, a pager, an editor.
  const isElsewhere = (path: string) => !/^src\/(?:node\/programs|terminal)\//.test(path)
  assert.equal(starting.filter(isElsewhere), ['cli/tour.ts'])
})

test.run()
