import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readSettings } from '../../../src/project/settings/read.js'
import { folderWith } from '../../cli/folders.js'
import { shell } from '../../cli/shell.js'
import { scratch } from '../../tools/scratch.js'
import { listener } from '../host.js'

const test = suite('settings that somebody has planted')

const MAIN = 'Logs { file_mode = 0640 }\nMax_Retries = 3\n'
const ON_MAIN = '-c ecelerity.conf'
const COMMANDS = [
  `lint ecelerity.conf`,
  `lint .`,
  `set max_retries 4 --dry-run ${ON_MAIN}`,
  `show ${ON_MAIN}`,
  `history ${ON_MAIN}`,
  `fmt --check .`,
] as const
/** Only it reads baselines. */
const LINT = COMMANDS.filter((command) => command.startsWith('lint'))

/** A folder with a main file and settings. */
function planted(settings: unknown): string {
  return folderWith({ 'ecelerity.conf': MAIN, 'ecconf.json': JSON.stringify(settings) })
}

/** Runs the program, whose standard input stays open: who reads from it waits. */
function ecconf(words: string, folder: string): readonly [number | null, string, string] {
  const input = join(scratch(), 'input')
  makePipe(input)
  const { status, stdout, stderr } = shell(`exec 3<> '${input}'; ecconf ${words} <&3`, folder)
  return [status, stdout, stderr]
}

function makePipe(path: string): void {
  assert.is(spawnSync('mkfifo', [path]).status, 0)
}

for (const [what, settings, name, commands] of [
  [
    'schema',
    { schemas: ['planted'] },
    'planted',
    COMMANDS.filter((each) => !each.startsWith('fmt')),
  ],
  ['baseline', { baseline: 'planted' }, 'planted', LINT],
] as const) {
  test(`a pipe as the ${what} that settings name is not waited for`, () => {
    const folder = planted(settings)
    makePipe(join(folder, name))
    for (const command of commands) {
      assert.equal(
        ecconf(command, folder),
        [2, '', `ecconf: ${name}: is no regular file\n`],
        command,
      )
    }
  })

  test(`standard input as the ${what} that settings name is not read`, () => {
    const stdin = JSON.parse(JSON.stringify(settings).replace('planted', '/dev/stdin'))
    const folder = planted(stdin)
    for (const command of commands) {
      const line = 'ecconf: /dev/stdin: is no regular file\n'
      assert.equal(ecconf(command, folder), [2, '', line], command)
    }
  })
}

test('a huge file as a schema or baseline that settings name is not read', () => {
  for (const [settings, most] of [
    [{ schemas: ['planted'] }, '4 MiB'],
    [{ baseline: 'planted' }, '64 MiB'],
  ] as const) {
    const folder = planted(settings)
    hugeFile(join(folder, 'planted'))
    const line = `ecconf: planted: is larger than ${most}\n`
    assert.equal(ecconf('lint ecelerity.conf', folder), [2, '', line])
  }
})

test('a baseline of many empty values is not parsed', () => {
  const folder = planted({ baseline: 'planted' })
  writeFileSync(join(folder, 'planted'), `[${'[],'.repeat(1_100_000)}[]]`)
  const line = 'ecconf: planted: this is no baseline: it has more than 2097152 values\n'
  assert.equal(ecconf('lint ecelerity.conf', folder), [2, '', line])
})

test('many schemas are not read further than what they may have together', () => {
  const names = Array.from({ length: 17 }, (_, at) => `${at}.json`)
  const folder = planted({ schemas: names })
  for (const name of names) {
    writeFileSync(join(folder, name), `{ "title": "${'x'.repeat(4 * 1024 * 1024 - 20)}" }`)
  }
  const line = 'ecconf: 16.json: the schemas have more than 64 MiB together\n'
  assert.equal(ecconf('lint ecelerity.conf', folder), [2, '', line])
})

test('huge settings are not read', () => {
  const folder = folderWith({ 'ecelerity.conf': MAIN })
  hugeFile(join(folder, 'ecconf.json'))
  for (const command of COMMANDS) {
    const line = 'ecconf: ecconf.json: is larger than 1 MiB\n'
    assert.equal(ecconf(command, folder), [2, '', line], command)
  }
})

test('huge lines and plans are not read', () => {
  const folder = folderWith({ 'ecelerity.conf': MAIN })
  hugeFile(join(folder, 'huge'))
  for (const command of [`plan huge ${ON_MAIN}`, `apply huge ${ON_MAIN}`]) {
    assert.equal(ecconf(command, folder), [2, '', 'ecconf: huge: is larger than 64 MiB\n'], command)
  }
})

test('settings that are a pipe by the time that they are read are not waited for', () => {
  const folder = folderWith({})
  const path = join(folder, 'ecconf.json')
  makePipe(path)
  for (const isNamed of [false, true]) {
    assert.throws(
      () => readSettings(path, isNamed, listener().host),
      ({ message }: Error) => message.endsWith('ecconf.json: is no regular file'),
    )
  }
  rmSync(path)
  mkdirSync(path)
  assert.throws(() => readSettings(path, false, listener().host), /ecconf\.json: is a directory$/)
})

test('settings, schemas and baselines that a person names may come from a shell', () => {
  const folder = folderWith({ 'ecelerity.conf': MAIN })
  const { status, stdout, stderr } = shell(
    `ecconf lint --settings <(echo '{ "rules": { "style/*": "off" } }') --schema <(echo '{}') --baseline <(echo '{ "version": 1, "findings": [] }') ecelerity.conf`,
    folder,
  )
  assert.equal([status, stderr], [0, ''])
  assert.match(stdout, /1 file, .*: /)
})

test('a hostile pattern and a long name do not hang', () => {
  const pattern = `**/${'*a'.repeat(13)}b`
  const folder = planted({ ignore: [pattern], main: [pattern] })
  mkdirSync(join(folder, 'sub'))
  writeFileSync(join(folder, 'sub', `${'a'.repeat(245)}.conf`), '')
  const [status, , stderr] = ecconf('lint .', folder)
  assert.equal([status, stderr], [0, ''])
})

test('patterns without end are refused', () => {
  const folder = planted({ ignore: ['{'.repeat(70_000)] })
  const line =
    'ecconf: ecconf.json:1:2: The patterns of "ignore" have more than 65536 characters together\n'
  assert.equal(ecconf('lint .', folder), [2, '', line])
})

test('a pattern that cannot be matched is refused', () => {
  const problem = 'A pattern is too long, or has too many braces inside each other'
  for (const pattern of ['{'.repeat(400) + '}'.repeat(400), '?'.repeat(60_000)]) {
    const folder = planted({ ignore: ['a', pattern] })
    const [status, , stderr] = ecconf('lint .', folder)
    assert.is(status, 2)
    assert.match(stderr, new RegExp(`^ecconf: ecconf\\.json:1:16: ${problem}\n$`))
  }
})

function hugeFile(path: string): void {
  writeFileSync(path, '')
  truncateSync(path, 1900 * 1024 * 1024)
}

test.run()
