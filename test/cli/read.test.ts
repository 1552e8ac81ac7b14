import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from '../../grammar/index.js'
import { ecconf } from '../tools/program.js'
import { scratch } from '../tools/scratch.js'
import { cluster, MAIN, OVERLAY, WEBUI } from './cluster.js'

const test = suite('the commands that read')

const { root, flags, webui, overlay, main } = cluster()
const run = (...words: string[]) => ecconf([...words, ...flags], { cwd: root })

const lineOf = (path: string, wanted: string) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(wanted)) + 1

test("get: the overlay's value, the password masked", () => {
  const { status, stdout } = run('get', 'datasource', 'ecdb', 'uri')
  assert.is(status, 0)
  assert.match(
    stdout,
    /^ {8}uri = \(\n {10}"pgsql:host=db1\.example\.net;.*;password=\*\*\*\*"\n {10}\)\n$/,
  )
})

test('get --show-secrets shows it, in a pipe too', () => {
  const { stdout } = run('get', 'datasource', 'ecdb', 'uri', '--show-secrets')
  const value = /password=([^";]*)/.exec(readFileSync(overlay, 'utf8'))?.[1]
  assert.ok(value)
  assert.match(stdout, `password=${value}"`)
})

test('get --raw: the decoded value', () => {
  assert.is(run('get', '--raw', 'logs', 'dir_mode').stdout, '0755\n')
})

test("get of what is not set: the console's words, exit 1", () => {
  const { status, stdout, stderr } = run('get', 'blackhole')
  assert.equal([status, stdout, stderr], [1, '', "Option 'Blackhole' is not set in scope ''.\n"])
})

test('an unknown option: exit 1', () => {
  const { status, stderr } = run('get', 'logs', 'nothing')
  assert.equal([status, stderr], [1, "'nothing' is not a valid option name in scope 'Logs::'\n"])
})

test('eval: the default, as the console prints it', () => {
  const { status, stdout } = run('eval', 'blackhole')
  assert.equal([status, stdout], [0, 'Blackhole = 0\n'])
})

test('why: both definitions with file and line, the winner and the reason', () => {
  const { status, stdout } = run('why', 'datasource', 'ecdb', 'uri')
  assert.is(status, 0)
  const stub = lineOf(webui, 'pgsql:')
  const real = lineOf(overlay, 'pgsql:')
  const lines = stdout.split('\n')
  const first = lines.findIndex((line) => line.includes(`${WEBUI}:${stub}:3`))
  const second = lines.findIndex((line) => line.includes(`${OVERLAY}:${real}:3`))
  assert.ok(first !== -1 && second > first, stdout)
  assert.match(lines[first + 1] as string, 'shadowed by 2')
  assert.match(lines[second] as string, '✔')
  assert.match(lines[second + 1] as string, 'wins: read last, overlay, read-only')
  assert.match(
    stdout,
    `included from ${MAIN}:${lineOf(main, 'readonly_include "')} (readonly_include)`,
  )
  assert.not.match(stdout, /password=[^*]/)
})

test('why --format json', () => {
  const answer = JSON.parse(run('why', 'datasource', 'ecdb', 'uri', '--format', 'json').stdout)
  assert.is(answer.scope, 'Datasource "ecdb"')
  assert.equal(
    answer.definitions.map((each: { file: string; wins: boolean }) => [each.file, each.wins]),
    [
      [WEBUI, false],
      [OVERLAY, true],
    ],
  )
})

test('files', () => {
  const { stdout } = run('files')
  const lines = stdout.trimEnd().split('\n')
  assert.is(lines.length, 3)
  assert.match(lines[0] as string, /eccluster\.conf +main file, writable$/)
  assert.match(
    lines[1] as string,
    /webui-common\.conf +include at .*eccluster\.conf:\d+, writable$/,
  )
  assert.match(
    lines[2] as string,
    /ecdb\.conf +readonly_include at .*, read-only: readonly_include in .*$/,
  )
  const { files } = JSON.parse(run('files', '--format', 'json').stdout)
  assert.equal(
    files.map((each: { productPath: string; readOnly: boolean }) => [
      each.productPath,
      each.readOnly,
    ]),
    [
      [`/${MAIN}`, false],
      [`/${WEBUI}`, false],
      [`/${OVERLAY}`, true],
    ],
  )
})

test('show and showrecurse', () => {
  assert.match(
    run('show', 'control_listener').stdout,
    /^Listen "\/tmp\/2025" \{ \.\.\. \}\nListen /,
  )
  assert.match(
    run('showrecurse', 'control_listener').stdout,
    /^Listen "\/tmp\/2025" \{\n {2}Enable_Authentication = "false"\n\}\n/,
  )
  assert.is(run('show', 'logs').stdout.split('\n')[0], 'dir_mode = "0755"')
})

test('locate', () => {
  const { stdout } = run('locate', 'listen', '127')
  assert.is(stdout, 'Listen "127.0.0.1:2025"\n  is at Control_Listener::Listen:127.0.0.1\\:2025:\n')
  const none = run('locate', 'listen', 'nothing')
  assert.equal([none.status, none.stderr], [1, 'No matching scopes found.\n'])
})

test('dump: read again it means the same', () => {
  const { stdout } = run('dump', '--show-secrets')
  assert.equal(parse(stdout).diagnostics, [])
  const folder = scratch()
  writeFileSync(join(folder, 'eccluster.conf'), stdout)
  const again = ecconf(['dump', '--format', 'json', '--show-secrets', '-c', 'eccluster.conf'], {
    cwd: folder,
  })
  const dumped = JSON.parse(again.stdout)
  assert.equal(dumped, JSON.parse(run('dump', '--format', 'json', '--show-secrets').stdout))
  assert.is(dumped.logs.file_mode, '0640')
  assert.is(dumped.datasource[0].$name, 'ecdb')
})

test('dump masks secrets', () => {
  assert.not.match(run('dump').stdout, /password=[^*]/)
})

test('a configuration with errors: what can be read is printed, a note, exit 1', () => {
  const folder = scratch()
  writeFileSync(join(folder, 'eccluster.conf'), 'a = \nLogs { file_mode = 0640 }\n')
  const { status, stdout, stderr } = ecconf(['get', 'logs', 'file_mode', '-c', 'eccluster.conf'], {
    cwd: folder,
  })
  assert.is(status, 1)
  assert.is(stdout, '        file_mode = 0640\n')
  assert.is(stderr, 'ecconf: eccluster.conf:1:3: The value of "a" is missing\n')
})

test('without -c: what CONFFILE says in the environment file, below the sysroot', () => {
  const root = scratch()
  mkdirSync(join(root, 'opt/msys/ecelerity/etc'), { recursive: true })
  mkdirSync(join(root, 'srv'))
  writeFileSync(join(root, 'srv/main.conf'), 'Debug_Flags { }\nBlackhole = true\n')
  const environment = join(root, 'opt/msys/ecelerity/etc/environment')
  writeFileSync(environment, "BASE='/srv'\nexport CONFFILE=$BASE/main.conf\ntouch /srv/run\n")
  const options = { cwd: root }
  assert.is(ecconf(['get', 'blackhole', '--sysroot', '.'], options).stdout, 'Blackhole = true\n')
  assert.is(ecconf(['lint', '--sysroot', '.'], options).status, 0)
  assert.not.ok(existsSync(join(root, 'srv/run')))
  writeFileSync(environment, 'CONFFILE=/srv/other.conf\n')
  for (const command of [['get', 'blackhole'], ['lint']]) {
    const { status, stderr } = ecconf([...command, '--sysroot', '.'], options)
    assert.is(status, 2)
    assert.match(
      stderr,
      /^ecconf: .*srv\/other\.conf: no such file or directory, which CONFFILE names in .*etc\/environment\n$/,
    )
  }
})

test.run()
