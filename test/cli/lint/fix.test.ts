import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf, ecconfOnTerminal } from '../../tools/program.js'
import { folderWith } from '../folders.js'

const test = suite('ecconf lint --fix')

const BEFORE = 'Blackhole = true;\r\nIdle_Tiem = 3\r\nDomain "x" {\r\n  Gateway = a.b.c\r\n}'
const AFTER = 'Blackhole = true\r\nIdle_Tiem = 3\r\nDomain "x" {\r\n  Gateway = "a.b.c"\r\n}'

/** Line ends are those of the file. */
const DIFF = `--- ecelerity.conf
+++ ecelerity.conf
@@ -1,5 +1,5 @@
-Blackhole = true;\r
+Blackhole = true\r
 Idle_Tiem = 3\r
 Domain "x" {\r
-  Gateway = a.b.c\r
+  Gateway = "a.b.c"\r
 }
\\ No newline at end of file
`

test('--write: the file is written, and what is left is reported', () => {
  const cwd = folderWith({ 'ecelerity.conf': BEFORE })
  const { status, stdout, stderr } = ecconf(['lint', '--fix', '--write', 'ecelerity.conf'], { cwd })
  assert.is(status, 1)
  assert.is(readFileSync(join(cwd, 'ecelerity.conf'), 'utf8'), AFTER)
  assert.is(stderr, 'Written: ecelerity.conf\n')
  assert.ok(stdout.startsWith(DIFF), stdout)
  assert.match(stdout, /\n1 file, 1 configuration \(node\): 1 error\.\n$/)
})

test('without a terminal and --write, and with --fix-dry-run or --dry-run, nothing is written', () => {
  const text = BEFORE.replace('Idle_Tiem = 3\r\n', '')
  const cwd = folderWith({ 'ecelerity.conf': text })
  const runs = [
    [['--fix'], 'Nothing was written: --write writes.\n'],
    [['--fix', '--yes'], 'Nothing was written: --write writes.\n'],
    [['--fix-dry-run'], ''],
    [['--fix-dry-run', '--write'], ''],
    [['--fix', '--dry-run'], ''],
  ] as const
  for (const [flags, said] of runs) {
    const { status, stdout, stderr } = ecconf(['lint', ...flags, 'ecelerity.conf'], { cwd })
    // What lies on the disk still has the error.
    assert.equal([status, stderr], [1, said], flags.join(' '))
    assert.match(stdout, '\n-Blackhole = true;\r\n+Blackhole = true\r\n')
    assert.ok(stdout.endsWith('(node): 1 error, 1 info, which --fix --write would mend.\n'), stdout)
    assert.is(readFileSync(join(cwd, 'ecelerity.conf'), 'utf8'), text)
  }
})

test('what was not written is not green, and what would be left is counted', () => {
  const cwd = folderWith({ 'ecelerity.conf': BEFORE, 'info/ecelerity.conf': 'Gateway = a.b\n' })
  const some = ecconf(['lint', '--fix', 'ecelerity.conf'], { cwd })
  assert.is(some.status, 1)
  assert.ok(some.stdout.endsWith(': 2 errors, 1 info, of which --fix --write would mend 2.\n'))
  const unsafe = ecconf(['lint', '--fix', '--unsafe-fixes', 'ecelerity.conf'], { cwd })
  assert.match(unsafe.stdout, '--fix --unsafe-fixes --write would mend')
  // What comes to light behind a fix takes nothing from what it mends.
  const hidden = folderWith({ 'a.conf': 'Max_Retries\u00a0= 3\nBanner\u00a0=\u00a0"x"\n' })
  const found = ecconf(['lint', '--fix', 'a.conf'], { cwd: hidden })
  assert.ok(found.stdout.endsWith(': 3 errors, which --fix --write would mend.\n'), found.stdout)
  const info = ecconf(['lint', '--fix', 'info/ecelerity.conf'], { cwd })
  assert.is(info.status, 1)
  assert.ok(info.stdout.endsWith(': 1 info, which --fix --write would mend.\n'), info.stdout)
  assert.is(ecconf(['lint', 'info/ecelerity.conf'], { cwd }).status, 0)
  const json = ecconf(['lint', '--fix', '--format', 'json', 'ecelerity.conf'], { cwd })
  assert.is(json.status, 1)
  assert.is(JSON.parse(json.stdout).summary.errors, 2)
  const file = ecconf(['lint', '--fix', '-o', 'report', 'ecelerity.conf'], { cwd })
  assert.match(file.stderr, ', of which --fix --write would mend 2.\n')
  assert.is(readFileSync(join(cwd, 'ecelerity.conf'), 'utf8'), BEFORE)
})

test('--fix -: the fixed text alone, and what is left on standard error', () => {
  const cwd = folderWith({
    'ecelerity.conf': 'include "part.conf"\nGateway = a.b\n',
    'part.conf': '',
  })
  const whole = ecconf(['lint', '--fix', '-'], { cwd, input: BEFORE })
  assert.equal([whole.status, whole.stdout], [1, AFTER])
  assert.match(whole.stderr, 'Unknown option "Idle_Tiem"')
  const flags = ['lint', '--fix', '--stdin-filename', 'part.conf', '-']
  const uri = 'Datasource "d" {\n  uri = ( "pgsql:host=h;password=secret1" );\n}\n'
  const part = ecconf(flags, { cwd, input: uri })
  assert.equal([part.status, part.stdout], [0, uri.replace(';\n}', '\n}')])
  assert.not.match(part.stderr, 'secret1')
  const fine = ecconf(flags, { cwd, input: 'Blackhole = true\n' })
  assert.equal([fine.status, fine.stdout], [0, 'Blackhole = true\n'])
  const ignored = ecconf(['lint', '--fix', '--stdin-filename', 'cluster.boot', '-'], {
    cwd,
    input: 'A=b\n',
  })
  assert.equal([ignored.status, ignored.stdout], [0, 'A=b\n'])
})

test('nothing to fix: no diff, no question', async () => {
  const cwd = folderWith({ 'ecelerity.conf': 'Blackhole = true\n' })
  const { status, screen } = await ecconfOnTerminal(['lint', '--fix', 'ecelerity.conf'], [], {
    cwd,
  })
  assert.is(status, 0)
  assert.is(screen, 'ecelerity.conf\n1 file, 1 configuration (node): no findings.\n')
})

test('on a terminal it asks: no leaves the file and its findings, yes writes', async () => {
  const cwd = folderWith({ 'ecelerity.conf': BEFORE })
  const words = ['lint', '--fix', '--no-color', 'ecelerity.conf']
  const answer = (type: string) =>
    ecconfOnTerminal(words, [{ when: /Write it\? \[y\/N\]/, type }], { cwd })
  const no = await answer('\r')
  assert.is(no.status, 1)
  assert.is(readFileSync(join(cwd, 'ecelerity.conf'), 'utf8'), BEFORE)
  assert.match(no.screen, /\n1 file, 1 configuration \(node\): 2 errors, 1 info\./)
  const yes = await answer('y\r')
  assert.is(yes.status, 1)
  assert.is(readFileSync(join(cwd, 'ecelerity.conf'), 'utf8'), AFTER)
  assert.match(yes.screen, /\n1 file, 1 configuration \(node\): 1 error\.\n$/)
})

test('a file changed by someone else meanwhile is refused', async () => {
  const cwd = folderWith({ 'ecelerity.conf': BEFORE })
  const file = join(cwd, 'ecelerity.conf')
  const reply = {
    when: /Write it\?/,
    type: 'y\r',
    before: () => writeFileSync(file, `${BEFORE}\n# somebody else\n`),
  }
  const { status, screen } = await ecconfOnTerminal(['lint', '--fix', 'ecelerity.conf'], [reply], {
    cwd,
  })
  assert.is(status, 1)
  assert.match(screen, 'ecelerity.conf: was changed by someone else meanwhile; nothing was written')
  assert.is(readFileSync(file, 'utf8'), `${BEFORE}\n# somebody else\n`)
})

test('--unsafe-fixes: those too', () => {
  const text = 'Blackhole = true\nDomain "x" {\n  Gateway = "a"\n'
  const cwd = folderWith({ 'ecelerity.conf': text })
  ecconf(['lint', '--fix', '--write', 'ecelerity.conf'], { cwd })
  assert.is(readFileSync(join(cwd, 'ecelerity.conf'), 'utf8'), text)
  ecconf(['lint', '--fix', '--unsafe-fixes', '--write', 'ecelerity.conf'], { cwd })
  assert.is(
    readFileSync(join(cwd, 'ecelerity.conf'), 'utf8'),
    'Blackhole = true\nDomain "x" {\n  Gateway = "a"\n}\n',
  )
})

test('only the files that are named; read-only ones are said', () => {
  const part = 'Domain "x" {\n  Gateway = a.b\n}\n'
  const cwd = folderWith({
    'ecelerity.conf': 'Gateway = c.d\ninclude "part.conf"\nreadonly_include "fixed.conf"\n',
    'part.conf': part,
    'fixed.conf': part,
  })
  const one = ecconf(['lint', '--fix', '--write', 'part.conf'], { cwd })
  assert.is(one.stderr, 'Written: part.conf\n')
  assert.is(readFileSync(join(cwd, 'part.conf'), 'utf8'), part.replace('a.b', '"a.b"'))
  assert.match(readFileSync(join(cwd, 'ecelerity.conf'), 'utf8'), 'Gateway = c.d\n')
  const fixed = ecconf(['lint', '--fix', '--write', 'fixed.conf'], { cwd })
  assert.is(
    fixed.stderr,
    'fixed.conf: 1 finding is not fixed, because the file is read-only (readonly_include in ecelerity.conf:3)\n',
  )
  assert.is(readFileSync(join(cwd, 'fixed.conf'), 'utf8'), part)
})

test('a secret in the diff is masked; programs get no diff', () => {
  const text = 'Datasource "d" {\n  uri = ( "pgsql:host=h;password=geheim", "b" )\n}\n'
  const cwd = folderWith({ 'ecelerity.conf': text })
  const { stdout } = ecconf(['lint', '--fix-dry-run', 'ecelerity.conf'], { cwd })
  assert.match(stdout, /^-.*password=\*\*\*\*/m)
  assert.not.match(stdout, 'geheim')
  const json = ecconf(['lint', '--fix-dry-run', '--format', 'json', 'ecelerity.conf'], { cwd })
  assert.is(JSON.parse(json.stdout).version, 1)
  assert.match(json.stderr, /^-.*password=\*\*\*\*/m)
})

test('suppressed findings are left alone; unused comments are taken out', () => {
  const cwd = folderWith({
    'ecelerity.conf':
      'Gateway = a.b # ecconf-disable-line style/unquoted-value -- as ever\n# ecconf-disable-next-line schema/wrong-type -- why\nBlackhole = true\n',
  })
  ecconf(['lint', '--fix', '--write', 'ecelerity.conf'], { cwd })
  assert.is(
    readFileSync(join(cwd, 'ecelerity.conf'), 'utf8'),
    'Gateway = a.b # ecconf-disable-line style/unquoted-value -- as ever\nBlackhole = true\n',
  )
})

test('flags that only go with --fix; standard input', () => {
  const cwd = folderWith({ 'ecelerity.conf': BEFORE })
  for (const flag of ['--write', '--yes', '--dry-run']) {
    const { status, stderr, stdout } = ecconf(['lint', flag, 'ecelerity.conf'], { cwd })
    assert.equal([status, stdout, stderr], [2, '', `ecconf: ${flag} goes with --fix\n`])
  }
  const write = ecconf(['lint', '--fix', '--write', '-'], { cwd, input: BEFORE })
  const said = 'ecconf: --write changes files, and standard input is none\n'
  assert.equal([write.status, write.stdout, write.stderr], [2, '', said])
  const more = ecconf(['lint', '--fix', '-', 'ecelerity.conf'], { cwd, input: BEFORE })
  const alone = 'ecconf: --fix prints the fixed text of standard input, so it has to be alone\n'
  assert.equal([more.status, more.stdout, more.stderr], [2, '', alone])
})

test.run()
