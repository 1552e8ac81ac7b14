import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  linkSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { plant } from '../../tools/planted.js'
import { installedPrograms, runScript } from '../../tools/repository.js'
import { ecconfAsRoot, folderOf, ROOT, SECOND_USER } from '../../tools/second-user.js'
import { Planned } from './forge.js'

const test = suite('what is given as a plan')

const MAIN = 'Max_Retries = 3\n'
const LINE = 'set max_retries 4\n'

const planned = new Planned({ 'ecelerity.conf': MAIN }, LINE)
const file = (name: string): string => join(planned.folder, name)

test('what may never end is not read: named pipes, devices, files of any size', () => {
  execFileSync('mkfifo', [file('pipe')])
  writeFileSync(file('large'), '')
  truncateSync(file('large'), 10 * 1024 ** 3)
  for (const [words, said] of [
    [['apply', 'pipe'], 'pipe: is no regular file'],
    [['apply', '/dev/zero'], '/dev/zero: is no regular file'],
    [['apply', '/dev/null'], '/dev/null: is no regular file'],
    [['apply', 'large'], 'large: is larger than 64 MiB'],
    [['plan', 'pipe', '-c', 'ecelerity.conf'], 'pipe: is no regular file'],
    [['plan', 'large', '-c', 'ecelerity.conf'], 'large: is larger than 64 MiB'],
  ] as const) {
    const { status, stdout, stderr } = planned.run(...words)
    assert.equal([status, stdout, stderr], [2, '', `ecconf: ${said}\n`])
  }
  const PATH = `${installedPrograms()}:${process.env.PATH}`
  const { status, stderr } = runScript('ecconf apply - < /dev/zero', planned.folder, { PATH })
  assert.equal([status, stderr], [2, 'ecconf: standard input: is larger than 64 MiB\n'])
})

test('a text with more values than a plan may have is refused, whatever else it is', () => {
  const many = '{},'.repeat(1_100_000)
  writeFileSync(file('many'), `{"format":"ecconf plan","version":1,"changes":[${many}{}]}`)
  assert.equal(planned.run('apply', 'many'), {
    status: 1,
    stdout: '',
    stderr: 'many: This is no plan: it has more than 2097152 values.\n',
  })
})

test('a plan is not written into the file of another user, where more than that user may write', () => {
  const folder = folderOf(ROOT)
  chmodSync(folder, 0o1777)
  const secret = 'Smpp_Smsc_Password = "Winter-2026-zk"\n'
  plant(join(folder, 'ecelerity.conf'), secret, ROOT, 0o600)
  plant(join(folder, 'lines'), 'set smpp_smsc_password "Sommer-2026-xq"\n', ROOT, 0o600)
  const path = join(folder, 'p.json')
  const words = ['plan', join(folder, 'lines'), '-c', join(folder, 'ecelerity.conf'), '-o', path]
  plant(path, 'theirs', SECOND_USER, 0o644)
  const { status, stderr } = ecconfAsRoot(words)
  assert.equal(
    [status, stderr],
    [2, `ecconf: ${path}: belongs to user 61234, who could read the plan: name another file\n`],
  )
  assert.equal([readFileSync(path, 'utf8'), statSync(path).mode & 0o777], ['theirs', 0o644])
  // In a folder of that user it would belong to that user, whoever makes it.
  chownSync(folder, SECOND_USER.uid, SECOND_USER.gid)
  assert.is(ecconfAsRoot(words).status, 0)
  assert.equal([statSync(path).uid, statSync(path).mode & 0o777], [SECOND_USER.uid, 0o600])
})

test('main files and settings that a plan names may be no named pipes', () => {
  const other = new Planned({ 'ecelerity.conf': MAIN }, LINE)
  for (const name of ['main', 'settings']) {
    other.forge((plan) => {
      plan.configuration = { ...plan.configuration, [name]: file('pipe') }
    })
    const { status, stdout, stderr } = other.run('apply', 'a.plan')
    assert.equal([status, stdout], [2, ''])
    assert.match(stderr, `ecconf: ${file('pipe')}: is no regular file\n`)
  }
})

test('a file that a plan edited and that went out of the configuration may be anything', () => {
  const files = { 'ecelerity.conf': 'Domain "x" {\n  include "in"\n}\n', in: 'Gateway = g\n' }
  const other = new Planned(files, 'unset domain x\n')
  assert.is(other.run('apply', 'a.plan', '--write').status, 0)
  const again = other.run('apply', 'a.plan')
  assert.equal(again.stdout, 'Nothing to do: every file is as the plan leaves it.\n')
  execFileSync('rm', [join(other.folder, 'in')])
  execFileSync('mkfifo', [join(other.folder, 'in')])
  const { status, stderr } = other.run('apply', 'a.plan')
  assert.is(status, 1)
  assert.match(stderr, '  in is not part of the configuration any more')
})

test('what a shell makes of a command is read', () => {
  const PATH = `${installedPrograms()}:${process.env.PATH}`
  for (const script of [
    'ecconf apply <(cat a.plan) --dry-run',
    'cat a.plan | ecconf apply /dev/stdin --dry-run',
    'ecconf apply /dev/stdin --dry-run < a.plan',
    'ecconf plan <(echo set max_retries 4) -c ecelerity.conf',
  ]) {
    const { status, stdout, stderr } = runScript(script, planned.folder, { PATH })
    assert.is(status, 0, stderr)
    assert.match(stdout, 'Max_Retries   3 → 4\n')
  }
})

test('JSON that is meant to harm is refused in one line', () => {
  const head = '"format":"ecconf plan","version":1'
  const cases: readonly (readonly [string, string])[] = [
    [
      '['.repeat(1_000_000),
      'evil:1:102: This is no plan, or not all of it: this is nested too deep',
    ],
    [
      `{${head},${head}}`,
      'evil:1:37: This is no plan, or not all of it: "format" stands here twice',
    ],
    [
      `{${head},"\\u001b[2J\\u202e${'k'.repeat(1000)}":1,"\\u001b[2J\\u202e${'k'.repeat(1000)}":2}`,
      `evil:1:1057: This is no plan, or not all of it: "\\x1b[2J<U+202E>${'k'.repeat(194)}…`,
    ],
    [
      `{${head},"notes":["${'x'.repeat(9_000_000)}"]}`,
      'evil:1:1: This plan is damaged: "configuration" is missing',
    ],
    [
      `{${head},"notes":["${'\\u0041'.repeat(1_500_000)}"]}`,
      'evil:1:1: This plan is damaged: "configuration" is missing',
    ],
    [
      `{${head},"notes":[${'1,'.repeat(300_000)}1]}`,
      'evil:1:1: This plan is damaged: "configuration" is missing',
    ],
    [
      `{"format":"ecconf plan","version":"\\u001b\\u202e"}`,
      'evil: This plan has version "\\u001b<U+202E>" of its form; this ecconf reads version 1.',
    ],
    [
      `{"format":"ecconf plan","version":${'['.repeat(90)}1e400${']'.repeat(90)}}`,
      `evil: This plan has version ${'['.repeat(90)}null${']'.repeat(90)} of its form; this ecconf reads version 1.`,
    ],
    ['{"__proto__":{"format":"ecconf plan","version":1}}', 'evil: This is no plan of ecconf.'],
  ]
  for (const [text, said] of cases) {
    writeFileSync(file('evil'), text)
    const { status, stdout, stderr } = planned.run('apply', 'evil')
    assert.equal([status, stdout, stderr], [1, '', `${said}\n`])
  }
})

test('numbers and keys that no plan has', () => {
  const wild: readonly [string, string][] = [
    ['"start":14', '"start":1e400'],
    ['"start":14', '"start":1.5'],
    ['"start":14', '"start":-1'],
    ['"create":false', '"create":false,"__proto__":{"create":true}'],
    ['"path":[]', '"path":[],"constructor":1'],
  ]
  const text = JSON.stringify(JSON.parse(planned.text('a.plan')))
  for (const [part, by] of wild) {
    assert.ok(text.includes(part), part)
    writeFileSync(file('evil'), text.replace(part, by))
    const { status, stderr } = planned.run('apply', 'evil', '--write')
    assert.is(status, 1)
    assert.match(stderr, /^evil:1:\d+: This plan is damaged: .*(?:belong here|belongs here)\n$/)
  }
  writeFileSync(file('evil'), text.replace('"start":14', '"start":9007199254740993'))
  assert.match(planned.run('apply', 'evil').stderr, /^evil: This plan is not as ecconf wrote it/)
  assert.is(planned.text(), MAIN)
})

test('a plan takes no place of a file that it is made from, whatever its name', () => {
  const other = new Planned({ 'ecelerity.conf': MAIN, lines: LINE }, LINE)
  linkSync(join(other.folder, 'ecelerity.conf'), join(other.folder, 'main'))
  linkSync(join(other.folder, 'lines'), join(other.folder, 'same'))
  const run = (...words: readonly string[]) =>
    other.run('plan', '-c', 'ecelerity.conf', ...words, { input: LINE })
  assert.equal(run('-o', 'main'), {
    status: 2,
    stdout: '',
    stderr: 'ecconf: main: is a file of the configuration, and no place for a plan\n',
  })
  assert.equal(run('lines', '-o', 'same'), {
    status: 2,
    stdout: '',
    stderr: 'ecconf: same: holds the lines, and is no place for the plan\n',
  })
  const PATH = `${installedPrograms()}:${process.env.PATH}`
  const script = 'ecconf plan -c ecelerity.conf -o same < lines'
  const { status, stderr } = runScript(script, other.folder, { PATH })
  assert.equal(
    [status, stderr],
    [2, 'ecconf: same: holds the lines, and is no place for the plan\n'],
  )
  assert.equal([other.text(), other.text('lines')], [MAIN, LINE])
})

test.run()
