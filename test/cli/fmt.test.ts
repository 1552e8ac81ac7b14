import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf, ecconfOnTerminal, ROOT } from '../tools/program.js'
import { cluster, MAIN, OVERLAY, WEBUI } from './cluster.js'
import { folderWith } from './folders.js'

const test = suite('ecconf fmt')

const UGLY = 'Blackhole=true   # for the test\n'
const GOOD = 'Blackhole = true # for the test\n'
const DIFF = `@@ -1,1 +1,1 @@\n-${UGLY}+${GOOD}`

/** Runs `fmt` in a folder. */
const fmt = (cwd: string, words: readonly string[], input?: string | Uint8Array) => {
  const { status, stdout, stderr } = ecconf(
    ['fmt', ...words],
    input === undefined ? { cwd } : { cwd, input },
  )
  return [status, stdout, stderr]
}

const DRY = 'Nothing was written: --write writes.\n'

test('one file: its text', () => {
  const cwd = folderWith({ 'a.conf': UGLY, 'b.conf': GOOD, 'empty.conf': '' })
  assert.equal(fmt(cwd, ['a.conf']), [0, GOOD, ''])
  assert.equal(fmt(cwd, ['b.conf']), [0, GOOD, ''])
  assert.equal(fmt(cwd, ['empty.conf']), [0, '', ''])
  assert.is(readFileSync(join(cwd, 'a.conf'), 'utf8'), UGLY)
})

test('several files, or a folder: the diff', () => {
  const cwd = folderWith({ 'a.conf': UGLY, 'b.conf': GOOD, 'c.conf': UGLY })
  const diffs = `--- a.conf\n+++ a.conf\n${DIFF}--- c.conf\n+++ c.conf\n${DIFF}`
  assert.equal(fmt(cwd, ['a.conf', 'b.conf', 'c.conf']), [0, diffs, DRY])
  assert.equal(fmt(cwd, ['.']), [0, diffs, DRY])
  assert.equal(fmt(cwd, ['--dry-run', '--write', '.']), [0, diffs, ''])
  assert.is(readFileSync(join(cwd, 'a.conf'), 'utf8'), UGLY)
})

test('--check: the names of those that are not formatted', () => {
  const cwd = folderWith({ 'a.conf': UGLY, 'b.conf': GOOD })
  assert.equal(fmt(cwd, ['--check', '.']), [1, 'a.conf\n', ''])
  assert.equal(fmt(cwd, ['--check', 'b.conf']), [0, '', ''])
})

test('--diff: what would change', () => {
  const cwd = folderWith({ 'a.conf': UGLY, 'b.conf': GOOD })
  assert.equal(fmt(cwd, ['--diff', 'a.conf']), [1, `--- a.conf\n+++ a.conf\n${DIFF}`, ''])
  assert.equal(fmt(cwd, ['--diff', '--check', '.']), [1, `--- a.conf\n+++ a.conf\n${DIFF}`, ''])
  assert.equal(fmt(cwd, ['--diff', 'b.conf']), [0, '', ''])
})

test('--write', () => {
  const cwd = folderWith({ 'a.conf': UGLY, 'b.conf': GOOD, 'c.conf': UGLY })
  chmodSync(join(cwd, 'a.conf'), 0o640)
  assert.equal(fmt(cwd, ['--write', '.']), [0, '', 'Written: a.conf\nWritten: c.conf\n'])
  assert.is(readFileSync(join(cwd, 'a.conf'), 'utf8'), GOOD)
  assert.is(readFileSync(join(cwd, 'c.conf'), 'utf8'), GOOD)
  assert.equal(fmt(cwd, ['--write', '.']), [0, '', ''])
})

test('--write --diff: what has changed', () => {
  const cwd = folderWith({ 'a.conf': UGLY })
  const written = [0, `--- a.conf\n+++ a.conf\n${DIFF}`, 'Written: a.conf\n']
  assert.equal(fmt(cwd, ['--write', '--diff', 'a.conf']), written)
  assert.is(readFileSync(join(cwd, 'a.conf'), 'utf8'), GOOD)
})

test('--indent', () => {
  const cwd = folderWith({ 'a.conf': 'a {\nb = 1\n}\n' })
  assert.equal(fmt(cwd, ['--indent', '4', 'a.conf']), [0, 'a {\n    b = 1\n}\n', ''])
})

test('standard input: bytes in, bytes out', () => {
  const input = Buffer.from('\ufeffa="\u00e9"\r\nb {\r\n\r\n}', 'utf8')
  assert.equal(fmt('/', ['-'], input), [0, '\ufeffa = "\u00e9"\r\nb {}\r\n', ''])
  assert.equal(fmt('/', ['-'], ''), [0, '', ''])
  assert.equal(fmt('/', ['--check', '-'], UGLY), [1, '-\n', ''])
  assert.equal(fmt('/', ['--diff', '--stdin-filename', 'x.conf', '-'], UGLY), [
    1,
    `--- x.conf\n+++ x.conf\n${DIFF}`,
    '',
  ])
})

test('a file with an error: the place, and nothing on standard output', () => {
  const cwd = folderWith({ 'a.conf': 'Logs {\n', 'b.conf': UGLY })
  const error = 'a.conf:1:6: Stanza "Logs" is not closed\n'
  assert.equal(fmt(cwd, ['a.conf']), [1, '', `ecconf: ${error}`])
  assert.equal(fmt(cwd, ['-', '--stdin-filename', 'conf/a.conf'], 'Logs {\n'), [
    1,
    '',
    `ecconf: conf/${error}`,
  ])
  assert.equal(fmt(cwd, ['--write', '.']), [1, '', `ecconf: ${error}Written: b.conf\n`])
  assert.is(readFileSync(join(cwd, 'a.conf'), 'utf8'), 'Logs {\n')
})

test('what cannot be read: exit 2, and the others are formatted', () => {
  const cwd = folderWith({ 'a.conf': UGLY })
  mkdirSync(join(cwd, 'empty'))
  assert.equal(fmt(cwd, ['no.conf', 'a.conf']), [
    2,
    GOOD,
    'ecconf: no.conf: no such file or directory\n',
  ])
  assert.equal(fmt(cwd, ['empty']), [
    2,
    '',
    'ecconf: empty: no configuration files (*.conf) in this folder\n',
  ])
})

test('files that are written in another language', () => {
  const rotate = 'rotate_days=7\n'
  const cwd = folderWith({ environment: 'TRY=10\n', 'ec_rotate.conf': rotate, 'a.conf': UGLY })
  const passed = 'passed over, because it is not written in the language of the configuration\n'
  assert.equal(fmt(cwd, ['--write', 'environment', 'ec_rotate.conf']), [
    0,
    '',
    `ecconf: environment: ${passed}ecconf: ec_rotate.conf: ${passed}`,
  ])
  assert.equal(fmt(cwd, ['--write', '.']), [0, '', 'Written: a.conf\n'])
  assert.is(readFileSync(join(cwd, 'ec_rotate.conf'), 'utf8'), rotate)
  assert.equal(fmt(cwd, ['--stdin-filename', 'environment', '-'], 'TRY=10\n'), [
    2,
    '',
    'ecconf: environment: it is not written in the language of the configuration\n',
  ])
})

for (const [words, message] of [
  [['--indent', '9', 'a.conf'], '--indent 9: it takes a number from 1 to 8'],
  [['--indent', 'tab', 'a.conf'], '--indent tab: it takes a number from 1 to 8'],
  [['--check', '--write', 'a.conf'], 'Either --check or --write'],
  [['--write', '-'], '--write changes files, and standard input is none'],
  [
    ['--stdin-filename', 'b.conf', 'a.conf'],
    '--stdin-filename says what "-" stands for: ecconf fmt --stdin-filename F -',
  ],
] as const) {
  test(`${words.join(' ')}: one line, exit 2`, () => {
    const cwd = folderWith({ 'a.conf': UGLY })
    assert.equal(fmt(cwd, words), [2, '', `ecconf: ${message}\n`])
  })
}

test('without names: the files of the configuration; the overlay is not ours to format', () => {
  const { root, flags, overlay, webui } = cluster()
  writeFileSync(overlay, 'Datasource "ecdb" {uri=("x")}\n')
  const reason = `read-only (readonly_include in ${MAIN}:65)`
  const passed = `ecconf: ${OVERLAY}: not formatted, because it is ${reason}\n`
  assert.equal(fmt(root, ['--check', ...flags]), [1, `${MAIN}\n${WEBUI}\n`, passed])
  assert.equal(fmt(root, ['--write', ...flags]), [
    0,
    '',
    `${passed}Written: ${MAIN}\nWritten: ${WEBUI}\n`,
  ])
  assert.equal(fmt(root, ['--check', ...flags]), [0, '', passed])
  assert.match(readFileSync(webui, 'utf8'), '\n  Role "users" {\n    allow = (\n      "^help" #')
})

test('a read-only file that is named: looked at, but not written', () => {
  const { root, overlay } = cluster()
  const text = 'Datasource "ecdb" {uri=("x")}\n'
  writeFileSync(overlay, text)
  const words = ['--sysroot', '.', OVERLAY, '-c', MAIN]
  assert.equal(fmt(root, ['--check', ...words]), [1, `${OVERLAY}\n`, ''])
  const reason = `read-only (readonly_include in ${MAIN}:65)`
  assert.equal(fmt(root, ['--write', ...words]), [
    1,
    '',
    `ecconf: ${OVERLAY}: not formatted, because it is ${reason}\n`,
  ])
  assert.is(readFileSync(overlay, 'utf8'), text)
})

test('a symbolic link is followed, and two names of one file are one', () => {
  const cwd = folderWith({ 'a.conf': UGLY })
  symlinkSync('a.conf', join(cwd, 'z.conf'))
  assert.equal(fmt(cwd, ['--write', 'a.conf', 'z.conf']), [0, '', 'Written: a.conf\n'])
  assert.is(readFileSync(join(cwd, 'z.conf'), 'utf8'), GOOD)
})

test('passwords in a diff are masked', () => {
  const uri = 'uri=( "pgsql:host=db;password=geheim" )\n'
  const cwd = folderWith({ 'ecelerity.conf': `Datasource "d" {\n${uri}}\n` })
  const { stdout } = ecconf(['fmt', '--diff', 'ecelerity.conf'], { cwd })
  const masked = 'pgsql:host=db;password=****'
  assert.match(stdout, `-uri=( "${masked}" )\n+  uri = ( "${masked}" )\n`)
  const shown = ecconf(['fmt', '--diff', '--show-secrets', 'ecelerity.conf'], { cwd })
  assert.match(shown.stdout, '+  uri = ( "pgsql:host=db;password=geheim" )\n')
})

test('on a terminal: the diff, and a question', async () => {
  const cwd = folderWith({ 'a.conf': UGLY })
  const ask = (type: string) =>
    ecconfOnTerminal(['fmt', '--no-color', 'a.conf'], [{ when: /Write it\? \[y\/N\] /, type }], {
      cwd,
    })
  const no = await ask('n\r')
  assert.is(no.status, 0)
  assert.ok(no.screen.startsWith(`--- a.conf\n+++ a.conf\n${DIFF}`), no.screen)
  assert.is(readFileSync(join(cwd, 'a.conf'), 'utf8'), UGLY)
  const yes = await ask('y\r')
  assert.is(yes.status, 0)
  assert.match(yes.screen, '\nWritten: a.conf\n')
  assert.is(readFileSync(join(cwd, 'a.conf'), 'utf8'), GOOD)
  const again = await ecconfOnTerminal(['fmt', 'a.conf'], [], { cwd })
  assert.equal(again, { status: 0, screen: 'Nothing to format.\n' })
})

test('the example in docs/fmt.md', () => {
  const page = readFileSync(join(ROOT, 'docs/fmt.md'), 'utf8')
  const [, , before, , after] = page.split(/^```\n/m).slice(1)
  assert.equal(fmt('/', ['-'], before), [0, after, ''])
})

test.run()
