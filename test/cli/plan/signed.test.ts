import { execFileSync } from 'node:child_process'
import { chmodSync, linkSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ROOT } from '../../tools/program.js'
import { installedPrograms, runScript } from '../../tools/repository.js'
import { folderWith } from '../folders.js'
import { Planned } from './forge.js'

const test = suite('signed plans')

const MAIN = 'Max_Retries = 3\n'
const LINE = 'set max_retries 4\n'

const KEYS = folderWith({})
for (const name of ['ours', 'theirs']) {
  openssl('genpkey', '-algorithm', 'ed25519', '-out', `${name}.pem`)
  openssl('pkey', '-in', `${name}.pem`, '-pubout', '-out', `${name}.pub`)
}
const key = (name: string): string => join(KEYS, name)

function openssl(...words: readonly string[]): void {
  execFileSync('openssl', words, { cwd: KEYS, stdio: 'pipe' })
}

function signed(): Planned {
  return new Planned({ 'ecelerity.conf': MAIN }, LINE, '--sign', key('ours.pem'))
}

test('a plan that is signed with the key is carried out', () => {
  const planned = signed()
  const applied = planned.run('apply', 'a.plan', '--verify', key('ours.pub'), '--write')
  assert.equal([applied.status, applied.stderr], [0, 'Written: ecelerity.conf\n'])
  assert.is(planned.text(), 'Max_Retries = 4\n')
  assert.is(statSync(planned.plan).mode & 0o777, 0o600)
})

test('a signed plan is read without a key too, and on standard streams', () => {
  const planned = signed()
  assert.is(planned.run('apply', 'a.plan', '--dry-run').status, 0)
  const made = planned.run('plan', '-c', 'ecelerity.conf', '-o', '-', '--sign', key('ours.pem'), {
    input: LINE,
  })
  const words = ['apply', '-', '--verify', key('ours.pub'), '--dry-run']
  assert.is(planned.run(...words, { input: made.stdout }).status, 0)
  const json = ['-o', 'b.plan', '--format', 'json', '--sign', key('ours.pem')]
  planned.run('plan', '-c', 'ecelerity.conf', ...json, { input: LINE })
  assert.is(planned.run('apply', 'b.plan', '--verify', key('ours.pub'), '--dry-run').status, 0)
})

test('--verify: what is unsigned, signed by another key or changed since is refused', () => {
  const check = (planned: Planned, name: string, said: string) => {
    const { status, stdout, stderr } = planned.run('apply', 'a.plan', '--verify', name, '--write')
    assert.equal([status, stdout, stderr], [1, '', `a.plan: ${said}\n`])
    assert.is(planned.text(), MAIN)
  }
  const unsigned = new Planned({ 'ecelerity.conf': MAIN }, LINE)
  check(unsigned, key('ours.pub'), 'This plan is not signed.')
  check(signed(), key('theirs.pub'), 'This plan is signed with another key.')
  const changed = 'The signature is not that of this plan: it was changed after it was signed.'
  const forgeries: readonly Parameters<Planned['forge']>[0][] = [
    (plan) => (plan.message = 'why'),
    (plan) => (plan.configuration.main = '/elsewhere'),
    (plan) => plan.effects.pop(),
    (plan) => (plan.changes[0].words = []),
    (plan) => (plan.signature.value = `A${plan.signature.value.slice(1)}`),
  ]
  for (const forgery of forgeries) {
    const planned = signed()
    planned.forge(forgery)
    check(planned, key('ours.pub'), changed)
  }
  const borrowed = new Planned({ 'ecelerity.conf': MAIN }, 'set max_retries 99\n')
  const { signature } = JSON.parse(signed().text('a.plan'))
  borrowed.forge((plan) => (plan.signature = signature))
  check(borrowed, key('ours.pub'), changed)
  const taken = signed()
  taken.forge((plan) => delete plan.signature)
  check(taken, key('ours.pub'), 'This plan is not signed.')
  const wild = signed()
  wild.forge((plan) => (plan.signature = { key: 'x', value: '' }))
  const { status, stderr } = wild.run('apply', 'a.plan', '--verify', key('ours.pub'))
  assert.is(status, 1)
  assert.match(stderr, /^a\.plan:1:\d+: This plan is damaged: this is not what belongs here\n$/)
})

test('a signature does not depend on blanks and on the order of the keys', () => {
  const planned = signed()
  planned.forge((plan) => {
    const entries = Object.entries(plan).reverse()
    for (const name of Object.keys(plan)) delete plan[name]
    for (const [name, value] of entries) plan[name] = value
  })
  assert.is(planned.run('apply', 'a.plan', '--verify', key('ours.pub'), '--dry-run').status, 0)
})

test('a plan that is made again is not what was signed', () => {
  const words = ['apply', 'a.plan', '--verify', key('ours.pub'), '--again', '--write'] as const
  const { status, stderr } = signed().run(...words)
  assert.equal(
    [status, stderr],
    [2, 'ecconf: Either --verify or --again: a plan that is made again is not what was signed\n'],
  )
})

test('keys that are none: exit 2, and no plan', () => {
  openssl('genpkey', '-algorithm', 'rsa', '-out', 'rsa.pem')
  openssl('pkey', '-in', 'rsa.pem', '-pubout', '-out', 'rsa.pub')
  const locked = ['-aes256', '-passout', 'pass:x', '-out', 'locked.pem']
  openssl('pkey', '-in', 'ours.pem', ...locked)
  writeFileSync(key('text'), 'hello\n')
  writeFileSync(key('large'), 'x'.repeat(100_000))
  mkdirSync(key('folder'))
  execFileSync('mkfifo', [key('pipe')])
  const noPrivate = (name: string) =>
    `${name}: holds no private Ed25519 key (PEM); "openssl genpkey -algorithm ed25519" makes one`
  const noPublic = (name: string) => `${name}: holds no public Ed25519 key (PEM)`
  const planned = signed()
  for (const [flag, name, said] of [
    ['--sign', 'missing', 'missing: no such file or directory'],
    ['--sign', 'folder', 'folder: is a directory'],
    ['--sign', 'pipe', 'pipe: is no regular file'],
    ['--sign', 'large', 'large: is larger than 64 KiB'],
    ['--sign', 'text', noPrivate('text')],
    ['--sign', 'rsa.pem', noPrivate('rsa.pem')],
    ['--sign', 'ours.pub', noPrivate('ours.pub')],
    ['--sign', 'locked.pem', 'locked.pem: is encrypted, and ecconf asks for no passphrase'],
    ['--verify', 'missing', 'missing: no such file or directory'],
    ['--verify', 'pipe', 'pipe: is no regular file'],
    ['--verify', 'text', noPublic('text')],
    ['--verify', 'rsa.pub', noPublic('rsa.pub')],
    [
      '--verify',
      'ours.pem',
      'ours.pem: is a private key, which stays with the one who signs; "openssl pkey -pubout" gives the public one',
    ],
  ] as const) {
    const words =
      flag === '--sign'
        ? ['plan', '-c', 'ecelerity.conf', '-o', 'b.plan', flag, key(name)]
        : ['apply', 'a.plan', flag, key(name), '--write']
    const { status, stdout, stderr } = planned.run(...words, { input: LINE })
    assert.equal([status, stdout, stderr], [2, '', `ecconf: ${KEYS}/${said}\n`])
  }
  assert.throws(() => planned.text('b.plan'), /ENOENT/)
})

test('a private key that others can read is warned of, and is no place for the plan', () => {
  const planned = signed()
  const name = join(planned.folder, 'key.pem')
  writeFileSync(name, readFileSync(key('ours.pem')))
  chmodSync(name, 0o640)
  const words = ['plan', '-c', 'ecelerity.conf', '--sign', 'key.pem'] as const
  const warned = planned.run(...words, '-o', 'b.plan', { input: LINE })
  assert.equal(
    [warned.status, warned.stderr],
    [
      0,
      'ecconf: warning: key.pem: others can read this private key (mode 0640); chmod 600 is what it needs\nWritten: b.plan\n',
    ],
  )
  chmodSync(name, 0o600)
  assert.is(planned.run(...words, '-o', 'b.plan', { input: LINE }).stderr, 'Written: b.plan\n')
  linkSync(name, join(planned.folder, 'other'))
  for (const output of ['key.pem', './other']) {
    const { status, stderr } = planned.run(...words, '-o', output, { input: LINE })
    const said = `ecconf: ${output}: holds the key, and is no place for the plan\n`
    assert.equal([status, stderr], [2, said])
  }
  const nowhere = planned.run(...words, { input: LINE })
  assert.equal(
    [nowhere.status, nowhere.stderr],
    [2, 'ecconf: --sign signs the plan that is written: say where, with -o PLAN\n'],
  )
})

test('the example of docs/plans.md does what the page says', () => {
  const page = readFileSync(join(ROOT, 'docs/plans.md'), 'utf8')
  const example = /^## Signed plans$[\s\S]*?^```\n([\s\S]*?)^```$/m.exec(page)?.[1] ?? ''
  const lines = example.split('\n').filter((line) => line !== '')
  assert.ok(lines.filter((line) => line.startsWith('$ ecconf ')).length >= 2)
  const folder = folderWith({ 'conf/ecelerity.conf': MAIN, 'night.txt': LINE })
  const script = lines.filter((line) => line.startsWith('$ ')).map((line) => line.slice(2))
  const PATH = `${installedPrograms()}:${process.env.PATH}`
  const { status, stderr } = runScript(script.join('\n'), folder, { PATH })
  assert.is(status, 0, stderr)
  const said = lines.filter((line) => !line.startsWith('$ ')).join('\n')
  assert.is(stderr, `${said}\n`)
  assert.is(readFileSync(join(folder, 'conf/ecelerity.conf'), 'utf8'), 'Max_Retries = 4\n')
})

test.run()
