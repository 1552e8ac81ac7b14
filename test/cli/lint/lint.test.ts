import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf, ROOT } from '../../tools/program.js'
import { scratch } from '../../tools/scratch.js'
import { cluster, MAIN, OVERLAY, WEBUI } from '../cluster.js'

const test = suite('ecconf lint')

const json = (text: string) => JSON.parse(text)

test('a cluster without errors: exit 0, and the three files are named', () => {
  const { root } = cluster()
  const { status, stdout, stderr } = ecconf(['lint', '--sysroot', '.', MAIN], { cwd: root })
  assert.is(status, 0)
  assert.is(stderr, '')
  for (const name of [MAIN, WEBUI, OVERLAY])
    assert.ok(stdout.split('\n').some((line) => line.trim() === name))
  assert.match(stdout, /^3 files, 1 configuration \(manager\): /m)
})

test('a brace taken out: the stanza left open, and what is wrong further down', () => {
  const { root, webui } = cluster()
  const text = readFileSync(webui, 'utf8')
  const opened = text.indexOf('auth_ds {')
  const end = text.indexOf('\n}\n', opened)
  const broken = `${text.slice(0, end)}\n${text.slice(end + 3)}`.replace(
    /^Authorization \{/m,
    'Authorization {\n  alow = "x"',
  )
  writeFileSync(webui, broken)
  const { status, stdout } = ecconf(['lint', '--format', 'json', '--sysroot', '.', MAIN], {
    cwd: root,
  })
  assert.is(status, 1)
  const errors = json(stdout).diagnostics.filter(
    (each: { severity: string }) => each.severity === 'error',
  )
  const line = broken.slice(0, opened).split('\n').length
  const [unclosed, unknown, ...others] = errors
  assert.equal(others, [])
  assert.is(unclosed.code, 'syntax/unclosed-scope')
  assert.is(unclosed.summary, 'Stanza "auth_ds" is not closed')
  assert.equal([unclosed.file, unclosed.start.line, unclosed.start.column], [WEBUI, line, 9])
  assert.match(unclosed.related.at(-1).note, `included from ${MAIN}:`)
  assert.is(unknown.code, 'schema/unknown-option')
  assert.is(unknown.summary, 'Unknown option "alow" in scope Authorization')
})

test('json: the whole shape', () => {
  const folder = scratch()
  writeFileSync(join(folder, 'ecelerity.conf'), 'Idle_Tiem = 3\n')
  const { status, stdout } = ecconf(['lint', '--format', 'json', 'ecelerity.conf'], { cwd: folder })
  assert.is(status, 1)
  const report = json(stdout)
  assert.equal(Object.keys(report), [
    'version',
    'files',
    'configurations',
    'diagnostics',
    'summary',
  ])
  assert.equal(report.configurations, [
    { main: 'ecelerity.conf', role: 'node', files: ['ecelerity.conf'] },
  ])
  const [finding] = report.diagnostics
  assert.is(finding.code, 'schema/unknown-option')
  assert.equal(finding.start, { offset: 0, line: 1, column: 1 })
  assert.equal(finding.end, { offset: 9, line: 1, column: 10 })
  assert.equal(report.summary, { errors: 1, warnings: 0, infos: 0, suppressed: 0 })
})

test('an included file: only its own findings, in the scope that includes it', () => {
  const folder = scratch()
  writeFileSync(
    join(folder, 'ecelerity.conf'),
    'Bad_One = 1\nDomain "x" {\n  include "part.conf"\n}\n',
  )
  writeFileSync(join(folder, 'part.conf'), 'Max_Retries = 3\nBad_Two = 2\n')
  const { stdout } = ecconf(['lint', '--format', 'json', 'part.conf'], { cwd: folder })
  const report = json(stdout)
  assert.equal(report.files, ['part.conf'])
  assert.equal(
    report.diagnostics.map((each: { summary: string }) => each.summary),
    ['Unknown option "Bad_Two" in scope Domain'],
  )
})

test('a file that nothing includes is a fragment: any scope may be around it', () => {
  const folder = scratch()
  writeFileSync(join(folder, 'part.conf'), 'Idle_Time = 3\nListen ":25" { }\n')
  const { status, stdout } = ecconf(['lint', 'part.conf'], { cwd: folder })
  assert.is(status, 0)
  assert.match(stdout, '1 file')
})

test('a folder: each main file, then the files that none of them reads', () => {
  const folder = scratch()
  mkdirSync(join(folder, 'a'))
  writeFileSync(join(folder, 'a/ecelerity.conf'), 'include "part.conf"\n')
  writeFileSync(join(folder, 'a/part.conf'), 'Max_Retries = 3\n')
  writeFileSync(join(folder, 'a/alone.conf'), 'Max_Retries = 4\n')
  writeFileSync(join(folder, 'a/.hidden.conf'), '{')
  const { status, stdout } = ecconf(['lint', '--format', 'json', '.'], { cwd: folder })
  assert.is(status, 0)
  assert.equal(json(stdout).files, ['a/ecelerity.conf', 'a/part.conf', 'a/alone.conf'])
})

test('a folder without configuration files', () => {
  const { status, stdout, stderr } = ecconf(['lint', '.'], { cwd: scratch() })
  assert.is(status, 2)
  assert.is(stdout, '')
  assert.is(stderr, 'ecconf: .: no configuration files (*.conf) in this folder\n')
})

test('a file that cannot be read: exit 2, and the others are reported', () => {
  const folder = scratch()
  writeFileSync(join(folder, 'ecelerity.conf'), 'x = \n')
  const { status, stdout, stderr } = ecconf(['lint', 'none.conf', 'ecelerity.conf'], {
    cwd: folder,
  })
  assert.is(status, 2)
  assert.match(stdout, 'The value of "x" is missing')
  assert.is(stderr, 'ecconf: none.conf: no such file or directory\n')
})

test('an empty file is fine', () => {
  const folder = scratch()
  writeFileSync(join(folder, 'ecelerity.conf'), '')
  const { status, stdout } = ecconf(['lint', 'ecelerity.conf'], { cwd: folder })
  assert.is(status, 0)
  assert.is(stdout, 'ecelerity.conf\n1 file, 1 configuration (node): no findings.\n')
})

const one: Record<string, [string | Uint8Array, string]> = {
  'a binary file': [
    readFileSync(process.execPath).subarray(0, 2000),
    'This is a binary file, not a configuration',
  ],
  '300 levels of nesting': [
    `${'Domain "x" { '.repeat(300)}${'} '.repeat(300)}`,
    'Nested deeper than 256 levels',
  ],
  'UTF-16': [Buffer.from('\ufeffa = 1\n', 'utf16le'), 'The file is encoded in UTF-16'],
}

for (const [what, [bytes, summary]] of Object.entries(one)) {
  test(`${what}: one clear line, exit 1`, () => {
    const folder = scratch()
    writeFileSync(join(folder, 'ecelerity.conf'), bytes)
    const { status, stdout, stderr } = ecconf(['lint', '--format', 'json', 'ecelerity.conf'], {
      cwd: folder,
    })
    assert.is(status, 1)
    assert.is(stderr, '')
    assert.equal(
      json(stdout).diagnostics.map((each: { summary: string }) => each.summary),
      [summary],
    )
  })
}

test('a folder as main file: one clear line, exit 2', () => {
  const { status, stdout, stderr } = ecconf(['lint', '-c', '.'], { cwd: scratch() })
  assert.equal([status, stdout, stderr], [2, '', 'ecconf: .: is a directory\n'])
})

test('an include outside of the sysroot: the hint', () => {
  const folder = scratch()
  writeFileSync(join(folder, 'ecelerity.conf'), 'include "/nowhere/x.conf"\n')
  const { status, stderr } = ecconf(['lint', 'ecelerity.conf'], { cwd: folder })
  assert.is(status, 1)
  assert.match(stderr, '--sysroot DIR says which folder stands for the root')
})

test('no permission: one clear line, exit 2', () => {
  const folder = scratch()
  chmodSync(folder, 0o755)
  // Root may read everything: there, the program runs as somebody who may not.
  const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
  cpSync(join(ROOT, 'dist/bin'), folder, { recursive: true })
  const program = join(folder, 'ecconf.cjs')
  writeFileSync(join(folder, 'ecelerity.conf'), '', { mode: 0 })
  const { status, stderr } = spawnSync(process.execPath, [program, 'lint', 'ecelerity.conf'], {
    cwd: folder,
    encoding: 'utf8',
    ...user,
  })
  assert.equal([status, stderr], [2, 'ecconf: ecelerity.conf: permission denied\n'])
})

test('secrets are masked in what is shown of a file', () => {
  const folder = scratch()
  writeFileSync(
    join(folder, 'ecelerity.conf'),
    'Datasource "d" { uri = ( "pgsql:password=hunter2" ) uri_ = 1 }\n',
  )
  const args = ['lint', 'ecelerity.conf']
  assert.not.match(ecconf(args, { cwd: folder }).stdout, 'hunter2')
  assert.match(ecconf([...args, '--show-secrets'], { cwd: folder }).stdout, 'hunter2')
})

test('no colour in a pipe', () => {
  const folder = scratch()
  writeFileSync(join(folder, 'ecelerity.conf'), 'x =\n')
  assert.not.match(ecconf(['lint', 'ecelerity.conf'], { cwd: folder }).stdout, /\x1b/)
})

test.run()
