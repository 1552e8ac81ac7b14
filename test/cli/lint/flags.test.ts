import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf, ecconfOnTerminal } from '../../tools/program.js'
import { folderWith } from '../folders.js'

const test = suite('the flags of ecconf lint')

const json = (text: string) => JSON.parse(text)

/** The codes with their places. */
function found(cwd: string, words: readonly string[], input = ''): string[] {
  const { stdout } = ecconf(['lint', '--format', 'json', ...words], { cwd, input })
  return json(stdout).diagnostics.map(
    ({ file, start, code }: { file: string; start: { line: number }; code: string }) =>
      `${file}:${start.line} ${code}`,
  )
}

test('--rule: what is wrong with it', () => {
  const cases: readonly (readonly [rule: string, message: string])[] = [
    ['schema/x', 'write CODE=off|info|warning|error, for example --rule style/*=off'],
    [
      'schema/unknown-option=no',
      'write CODE=off|info|warning|error, for example --rule style/*=off',
    ],
    [
      'schema/unknown-optoin=off',
      'Unknown code "schema/unknown-optoin". Did you mean "schema/unknown-option"?',
    ],
    ['syntax/*=off', '"syntax/*" is always an error: what follows it is read by guess'],
  ]
  for (const [rule, message] of cases) {
    const { status, stdout, stderr } = ecconf(['lint', '--rule', rule, '.'])
    assert.equal([status, stdout, stderr], [2, '', `ecconf: --rule ${rule}: ${message}\n`])
  }
})

test('--max-warnings: exit 1 when there are more', () => {
  const cwd = folderWith({ 'ecelerity.conf': 'Bad = 1\nWorse = 2\n' })
  const run = (most: string) =>
    ecconf(['lint', '--rule=schema/*=warning', `--max-warnings=${most}`, 'ecelerity.conf'], { cwd })
  assert.equal([run('2').status, run('2').stderr], [0, ''])
  assert.equal(
    [run('1').status, run('1').stderr],
    [1, '2 warnings, where --max-warnings allows 1\n'],
  )
  assert.equal(
    [run('x').status, run('x').stderr],
    [2, 'ecconf: --max-warnings x: this is no number\n'],
  )
})

test('--target: a version of the product', () => {
  const { status, stderr } = ecconf(['lint', '--target', 'new', '.'])
  assert.equal(
    [status, stderr],
    [2, 'ecconf: --target: "new" is no version of the product, such as 4.2.28\n'],
  )
})

test('-o: the findings are in the file, the closing line on standard error', () => {
  const cwd = folderWith({ 'ecelerity.conf': 'Bad = 1\n' })
  const file = join(cwd, 'report.json')
  const run = () =>
    ecconf(['lint', '--format', 'json', '-o', 'report.json', 'ecelerity.conf'], { cwd })
  for (const { status, stdout, stderr } of [run(), run()]) {
    assert.equal([status, stdout], [1, ''])
    assert.is(stderr, 'Written: report.json\n1 file, 1 configuration (node): 1 error.\n')
    assert.is(json(readFileSync(file, 'utf8')).summary.errors, 1)
  }
  assert.is(statSync(file).mode & 0o777, 0o644)
  const { status, stderr } = ecconf(['lint', '-o', 'no/report', 'ecelerity.conf'], { cwd })
  assert.is(status, 2)
  assert.match(stderr, /^ecconf: no\/report: cannot be written: no such file or directory\n$/)
})

test('--no-includes: only the files that are named, and nothing that needs the others', () => {
  const cwd = folderWith({
    'ecelerity.conf': 'include "gone.conf"\nreadonly_include "part.conf"\nBad = 1\n',
    'part.conf': 'Gatewy = "a"\n',
  })
  assert.equal(found(cwd, ['ecelerity.conf']), [
    'ecelerity.conf:1 include/missing',
    'ecelerity.conf:3 schema/unknown-option',
    'part.conf:1 schema/unknown-option',
  ])
  assert.equal(found(cwd, ['--no-includes', 'ecelerity.conf']), [
    'ecelerity.conf:3 schema/unknown-option',
  ])
  assert.equal(found(cwd, ['--no-includes', 'part.conf']), ['part.conf:1 schema/unknown-option'])
  const { configurations } = json(
    ecconf(['lint', '--format', 'json', '--no-includes', '.'], { cwd }).stdout,
  )
  assert.equal(configurations, [
    { main: 'ecelerity.conf', role: 'node', files: ['ecelerity.conf'] },
  ])
})

test('standard input: a fragment, or the file that it stands for', () => {
  const cwd = folderWith({
    'ecelerity.conf': 'Domain "x" {\n  include "part.conf"\n}\n',
    'part.conf': 'Bad = 1\n',
  })
  const text = 'Gateway = "a"\nWorse = 1\n'
  assert.equal(found(cwd, ['-'], text), ['-:2 schema/unknown-option'])
  assert.equal(found(cwd, ['--stdin-filename', 'part.conf', '-'], text), [
    'part.conf:2 schema/unknown-option',
  ])
  const { stdout } = ecconf(['lint', '--format', 'json', '--stdin-filename', 'part.conf', '-'], {
    cwd,
    input: text,
  })
  assert.is(json(stdout).diagnostics[0].summary, 'Unknown option "Worse" in scope Domain')
  // Others are read as they lie there.
  assert.equal(found(cwd, ['--stdin-filename', 'ecelerity.conf', '-'], 'include "part.conf"\n'), [
    'part.conf:1 schema/unknown-option',
  ])
  // A file that is not there yet.
  assert.equal(found(cwd, ['--stdin-filename', 'new/eccluster.conf', '-'], 'Bad = 1\n'), [
    'new/eccluster.conf:1 schema/unknown-option',
  ])
  assert.is(readFileSync(join(cwd, 'part.conf'), 'utf8'), 'Bad = 1\n')
})

test('--stdin-filename goes with "-"', () => {
  const { status, stderr } = ecconf(['lint', '--stdin-filename', 'a.conf', '.'])
  assert.equal(
    [status, stderr],
    [2, 'ecconf: --stdin-filename says what "-" stands for: ecconf lint --stdin-filename F -\n'],
  )
})

test('--check-files: below the sysroot, and only when asked for', () => {
  const cwd = folderWith({
    'root/etc/a.pem': '',
    'ecelerity.conf':
      'TLS_Certificate = "/etc/a.pem"\nTLS_Key = "/etc/b.pem"\nTLS_Client_CA = "relative.pem"\nPIDFile = "/run/x"\n',
  })
  const words = ['--sysroot', 'root', 'ecelerity.conf']
  assert.equal(found(cwd, words), [])
  const { stdout } = ecconf(['lint', '--format', 'json', '--check-files', ...words], { cwd })
  const [first, ...others] = json(stdout).diagnostics
  assert.equal(others, [])
  assert.equal(
    [first.code, first.severity, first.start.line, first.start.column],
    ['reference/missing-file', 'warning', 2, 11],
  )
  assert.is(first.summary, 'TLS_Key names a file that does not exist: "/etc/b.pem"')
  assert.is(first.detail, 'It would be "root/etc/b.pem" here.')
})

test('a comment that is of use in one of two configurations is not unused', () => {
  const cwd = folderWith({
    'a/ecelerity.conf': 'Domain "x" {\n  include "../part.conf"\n}\n',
    'b/ecelerity.conf': 'ESMTP_Listener {\n  Listen ":25" {}\n  include "../part.conf"\n}\n',
    'part.conf': '# ecconf-disable-next-line schema/wrong-scope -- for both\nIdle_Time = 5\n',
  })
  assert.equal(found(cwd, ['a']), [])
  assert.equal(found(cwd, ['b']), ['part.conf:1 settings/unused-suppression'])
  assert.equal(found(cwd, ['a', 'b']), [])
})

test('the summary counts what is suppressed', () => {
  const cwd = folderWith({
    'ecelerity.conf': 'Bad = 1 # ecconf-disable-line schema/unknown-option -- our module\n',
  })
  const { status, stdout } = ecconf(['lint', 'ecelerity.conf'], { cwd })
  assert.is(status, 0)
  assert.match(stdout, /: no findings, 1 suppressed\.\n$/)
  const { summary } = json(ecconf(['lint', '--format', 'json', 'ecelerity.conf'], { cwd }).stdout)
  assert.equal(summary, { errors: 0, warnings: 0, infos: 0, suppressed: 1 })
})

test('over a second, on a terminal: one line that goes again', async () => {
  const cwd = folderWith({ 'ecelerity.conf': '', 'b/ecelerity.conf': '' })
  const slow = join(cwd, 'a')
  spawnSync('mkdir', [slow])
  spawnSync('mkfifo', [join(slow, 'ecelerity.conf')])
  // A pipe that stays silent for a while: the file behind it is read when a second is over.
  const writer = spawn('sh', ['-c', 'sleep 4; echo > a/ecelerity.conf'], { cwd, stdio: 'ignore' })
  const { status, screen } = await ecconfOnTerminal(
    ['lint', 'a/ecelerity.conf', 'b/ecelerity.conf'],
    [],
    { cwd },
  )
  writer.kill()
  assert.is(status, 0)
  assert.match(screen, '\rchecking 2 files  (b/ecelerity.conf)\x1b[K\r\x1b[K')
  assert.match(screen, /no findings\.\n$/)
})

test.run()
