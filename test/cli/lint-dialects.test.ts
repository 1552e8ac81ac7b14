import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { DIALECTS } from '../../src/project/dialects/other-languages.js'
import { dialectSecrets } from '../../src/project/dialects/secrets.js'
import { corpusFiles, expectationOf } from '../tools/corpus.js'
import { ecconf } from '../tools/program.js'
import { folderWith } from './folders.js'

const test = suite('lint of the files beside the configuration')

const HASH = '5f4dcc3b5aa765d61d8327deb882cf99'
const PASSWD = `admin:Momentum Console:${HASH.toUpperCase()}\nbob:Momentum Console:${HASH}\n`
const MARKER = `Spread_Segment 10.0.0.255:4803 {
  # Subcluster: west => m2
  n1 10.0.0.1
}
`

const lint = (cwd: string, ...words: string[]): [status: number | null, string, string] => {
  const { status, stdout, stderr } = ecconf(['lint', ...words], { cwd })
  return [status, stdout, stderr]
}

/** What is found, a line each. */
function found(cwd: string, ...words: string[]): string[] {
  const { diagnostics } = JSON.parse(ecconf(['lint', '--format', 'json', ...words], { cwd }).stdout)
  return diagnostics.map(
    ({
      file,
      start,
      code,
    }: {
      file: string
      start: { line: number; column: number }
      code: string
    }) => `${file}:${start.line}:${start.column} ${code}`,
  )
}

test('a file is read in the dialect that its name says; its secrets are not shown', () => {
  const cwd = folderWith({ console_passwd: PASSWD })
  assert.equal(lint(cwd, 'console_passwd'), [
    1,
    `error  The hash of user "admin" has upper-case letters                           syntax/invalid-hash
  ┌─ console_passwd:1:24
1 │ admin:Momentum Console:****
  │                        ^^^^ Write it in lower case: it is compared as it stands.
2 │ bob:Momentum Console:****

console_passwd
1 file: 1 error.
`,
    '',
  ])
  assert.match(lint(cwd, 'console_passwd', '--show-secrets')[1], HASH.toUpperCase())
})

test('each name of the product', () => {
  const files = {
    'mbus.conf': MARKER,
    'cluster.boot': 'repo\n',
    environment: 'A=$(hostname)\n',
    console_passwd: 'admin\n',
    console_roles: 'admins\n',
    'ec_rotate.conf': '= 5\n',
  }
  assert.equal(found(folderWith(files), ...Object.keys(files)), [
    'mbus.conf:2:3 syntax/subcluster-marker',
    'cluster.boot:1:1 syntax/missing-equals',
    'environment:1:3 syntax/not-evaluated',
    'console_passwd:1:1 syntax/missing-field',
    'console_roles:1:1 syntax/missing-field',
    'ec_rotate.conf:1:1 syntax/missing-name',
  ])
})

test('how a line of groups is written is said whole: it holds no secret', () => {
  const cwd = folderWith({ console_roles: 'admins\n' })
  const [, stdout] = lint(cwd, 'console_roles', '--format', 'compact')
  assert.is(
    stdout,
    'console_roles:1:1: error syntax/missing-field: Group "admins" has no ":". A line is written group:user,user or group:hash:user,user.\n',
  )
})

test('without errors the exit status is 0; warnings count for --max-warnings', () => {
  const cwd = folderWith({ environment: 'A=$(hostname)\n' })
  assert.is(lint(cwd, 'environment')[0], 0)
  assert.equal(lint(cwd, 'environment', '--max-warnings', '0').slice(0, 1), [1])
  assert.equal(lint(folderWith({ 'cluster.boot': 'repo=auto\n' }), 'cluster.boot'), [
    0,
    'cluster.boot\n1 file: no findings.\n',
    '',
  ])
})

for (const dialect of DIALECTS) {
  test(`--dialect ${dialect}: all that its parser finds, whatever the name`, () => {
    const files = corpusFiles(`invalid/dialects/${dialect}`, '').filter(
      ({ name }) => !name.endsWith('.json'),
    )
    assert.ok(files.length >= 3)
    const cwd = folderWith(
      Object.fromEntries(files.map(({ bytes }, index) => [`f${index}`, bytes])),
    )
    const expected = files.flatMap((file, index) =>
      expectationOf(file).diagnostics.map(
        ({ code, line, column }) => `f${index}:${line}:${column} ${code}`,
      ),
    )
    const names = files.map((_, index) => `f${index}`)
    assert.equal(found(cwd, '--dialect', dialect, ...names).sort(), expected.sort())
  })
}

test('--dialect conf: a file that only has the name of another one', () => {
  const cwd = folderWith({ environment: 'Hostnam = "a"\n' })
  assert.equal(found(cwd, '--dialect', 'conf', 'environment'), [
    'environment:1:1 schema/unknown-option',
  ])
})

test('--dialect is for files that are named', () => {
  const cwd = folderWith({ 'mbus.conf': '' })
  assert.equal(lint(cwd, '--dialect', 'mbus', '.'), [
    2,
    '',
    'ecconf: .: --dialect says what files are written in, and this is a folder\n',
  ])
  assert.equal(lint(cwd, '--dialect', 'mbus'), [
    2,
    '',
    'ecconf: --dialect says what files are written in: ecconf lint --dialect D FILE\n',
  ])
  assert.match(lint(cwd, '--dialect', 'latin', 'mbus.conf')[2], /latin/)
  assert.is(lint(cwd, '--dialect', 'latin', 'mbus.conf')[0], 2)
})

test('a folder: those that are called *.conf, beside its configurations', () => {
  const cwd = folderWith({
    'ecelerity.conf': 'Hostname = "a.example"\n',
    'sub/mbus.conf': MARKER,
    'sub/ec_rotate.conf': '= 5\n',
    'sub/console_passwd': 'admin\n',
    'sub/.mbus.conf': '{\n',
  })
  assert.equal(found(cwd, '.'), [
    'sub/ec_rotate.conf:1:1 syntax/missing-name',
    'sub/mbus.conf:2:3 syntax/subcluster-marker',
  ])
  const report = JSON.parse(ecconf(['lint', '--format', 'json', '.'], { cwd }).stdout)
  assert.equal(report.files, ['ecelerity.conf', 'sub/ec_rotate.conf', 'sub/mbus.conf'])
  assert.equal(
    report.configurations.map(({ files }: { files: string[] }) => files),
    [['ecelerity.conf']],
  )
})

test('a folder with nothing else, and a file that is named with its folder', () => {
  const cwd = folderWith({ 'mbus.conf': MARKER })
  assert.equal(found(cwd, '.', 'mbus.conf', './mbus.conf'), [
    'mbus.conf:2:3 syntax/subcluster-marker',
  ])
})

test('what cannot be read: the others are checked, exit 2', () => {
  const cwd = folderWith({ console_passwd: PASSWD })
  mkdirSync(join(cwd, 'environment'))
  const [status, stdout, stderr] = lint(cwd, 'console_roles', 'console_passwd')
  assert.equal([status, stderr], [2, 'ecconf: console_roles: no such file or directory\n'])
  assert.match(stdout, 'console_passwd:1:24')
  assert.match(lint(cwd, 'environment')[2], 'environment: no configuration files (*.conf)')
})

test('standard input', () => {
  const { stdout, status } = ecconf(['lint', '--stdin-filename', 'mbus.conf', '-'], {
    cwd: folderWith({}),
    input: MARKER,
  })
  assert.is(status, 0)
  assert.match(stdout, 'mbus.conf:2:3\n')
})

test('every format has the finding at its place', () => {
  const cwd = folderWith({ console_passwd: PASSWD })
  const places: Record<string, RegExp> = {
    compact: /^console_passwd:1:24: error syntax\/invalid-hash: The hash of user "admin"/m,
    sarif: /"startLine": ?1,\s*"startColumn": ?24/,
    github: /^::error file=console_passwd,line=1,(?:endLine=1,)?col=24/m,
    gitlab: /"path": ?"console_passwd"/,
    checkstyle: /<error line="1" column="24" severity="error"/,
    junit: />1:24: error syntax\/invalid-hash/,
  }
  for (const [format, place] of Object.entries(places)) {
    const [status, stdout] = lint(cwd, 'console_passwd', '--format', format)
    assert.is(status, 1)
    assert.match(stdout as string, place)
    assert.not.match(stdout as string, new RegExp(HASH, 'i'))
  }
})

test('a baseline takes in nothing that a parser finds', () => {
  const cwd = folderWith({ console_passwd: PASSWD })
  assert.equal(lint(cwd, 'console_passwd', '--write-baseline', 'b.json').slice(0, 1), [1])
  assert.equal(JSON.parse(readFileSync(join(cwd, 'b.json'), 'utf8')).findings, [])
})

test('--fix: shown, written, and nothing is left', () => {
  const cwd = folderWith({ 'mbus.conf': MARKER })
  const fixed = '# Subcluster: west => m2\nSpread_Segment 10.0.0.255:4803 {\n  \n  n1 10.0.0.1\n}\n'
  const dry = lint(cwd, '--fix', '--unsafe-fixes', 'mbus.conf')
  assert.is(dry[0], 1)
  assert.match(dry[1], '+# Subcluster: west => m2\n Spread_Segment')
  assert.match(dry[1], '1 file: 1 warning, which --fix --unsafe-fixes --write would mend.')
  assert.is(readFileSync(join(cwd, 'mbus.conf'), 'utf8'), MARKER)
  assert.is(lint(cwd, '--fix', '--unsafe-fixes', '--write', 'mbus.conf')[0], 0)
  assert.is(readFileSync(join(cwd, 'mbus.conf'), 'utf8'), fixed)
  const piped = ecconf(['lint', '--fix', '--unsafe-fixes', '--stdin-filename', 'mbus.conf', '-'], {
    cwd: folderWith({}),
    input: MARKER,
  })
  assert.is(piped.stdout, fixed)
})

test('the diff of a fix shows no secret', () => {
  const cwd = folderWith({ users: 'bob\u00a0:sunny\nalice:harbour\n' })
  const { stdout } = ecconf(['lint', '--fix', '--unsafe-fixes', '--dialect', 'digest', 'users'], {
    cwd,
  })
  assert.not.match(stdout, /sunny|harbour/)
})

test('what must not be shown of a line, whole or broken', () => {
  const shown = (dialect: Parameters<typeof dialectSecrets>[0], text: string) => {
    let masked = text
    for (const { start, end } of [...dialectSecrets(dialect, text)].reverse()) {
      masked = `${masked.slice(0, start)}*${masked.slice(end)}`
    }
    return masked
  }
  assert.is(
    shown('digest', 'a:r:h\r\n# b:r:h\nc:h\nd\ne:r:h:x\n'),
    'a:r:*\r\n# b:r:h\nc:*\nd\ne:r:*\n',
  )
  assert.is(shown('passwords', 'a:b:c\n\nd\ne:\n'), 'a:*\n\nd\ne:\n')
  assert.is(shown('groups', 'a:b,c\nd:x:e\nf:x:10:g\nh\n'), 'a:b,c\nd:*:e\nf:*:10:g\nh\n')
  assert.is(
    shown('environment', "HTTPS_PROXY_PASSWORD='x'\nTRY=5\n"),
    "HTTPS_PROXY_PASSWORD='*'\nTRY=5\n",
  )
})

test.run()
