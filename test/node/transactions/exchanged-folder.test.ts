import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { editsBetween } from '../../../src/edit/index.js'
import {
  hashOf,
  install,
  type Machine,
  readHistory,
  recover,
  systemCalls,
  systemProcesses,
  type WriteRecord,
} from '../../../src/node/index.js'
import { invertEdits } from '../../../src/syntax/index.js'
import { plant } from '../../tools/planted.js'
import { folderOf, ROOT, SECOND_USER, type User } from '../../tools/second-user.js'
import { watchedCalls } from '../../tools/watched-calls.js'

const test = suite(
  'a folder or file of somebody else in the place of one, which holds the same text',
)

const USER = systemProcesses.self().user
const SECRET = 'Uri = "pgsql:password=Sommer-2026-xq"\n'

/** Records of dead processes, on this machine. */
const mortal = { ...systemProcesses, isAlive: () => false }

/** A folder in another one, with a file that its mode lets everybody read. */
function folderWithin(folder: string, name: string, owner: User, mode: number, text: string): void {
  const path = join(folder, name)
  mkdirSync(path)
  chownSync(path, owner.uid, owner.gid)
  plant(join(path, 'a.conf'), text, owner, 0o644)
  chmodSync(join(path, 'a.conf'), 0o644)
  chmodSync(path, mode)
}

interface Change {
  readonly name: string
  readonly text: string
}

function changeOf(folder: string, changes: readonly Change[]) {
  const files = changes.map(({ name, text }) => {
    const path = join(folder, name)
    const before = readFileSync(path, 'utf8')
    const edits = editsBetween(before, text)
    const hash = hashOf(Buffer.from(before))
    return { name, path, hash, create: false, edits, inverse: invertEdits(before, edits) }
  })
  const nothing = { changes: [], placements: [], diagnostics: [], refusals: [], notes: [] }
  return { ...nothing, base: files, edits: files }
}

function write(
  folder: string,
  changes: readonly Change[],
  more: Partial<WriteRecord> = {},
  machine?: Machine,
) {
  return install(changeOf(folder, changes), { folder, command: 'set', ...more }, machine)
}

const over = () => new Date(Date.now() - 1000)
const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8')
const steady = (text = '') => text.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/g, 'T')

const EXCHANGED = 'was exchanged by someone else meanwhile: it'
const BY_HAND = 'ecconf rollback 1 --force takes it back all the same, ecconf confirm keeps it.'

function staysArmed(folder: string, why: string): void {
  assert.equal(
    recover(folder).map(({ kind, text }) => ({ kind, text: steady(text) })),
    [
      {
        kind: 'blocked',
        text: `Change 1 (set by ${USER}) was not confirmed by T, and cannot be taken back now: ${why}; nothing was written. ${BY_HAND}`,
      },
    ],
  )
  assert.is(readHistory(folder).entries[0]?.state, 'armed')
}

/** A folder of root's, of which another user's folder holds a part. */
function siteOfAnother() {
  const folder = folderOf(ROOT)
  const sites = join(folder, 'sites')
  mkdirSync(sites)
  chownSync(sites, SECOND_USER.uid, SECOND_USER.gid)
  return { folder, sites }
}

test('a secret that only a folder kept from others is not taken back into another folder', () => {
  const { folder, sites } = siteOfAnother()
  folderWithin(sites, 'roots', ROOT, 0o700, `${SECRET}A = 1\n`)
  write(folder, [{ name: 'sites/roots/a.conf', text: 'A = 1\n' }], { confirmBy: over() })
  renameSync(join(sites, 'roots'), join(sites, 'was'))
  folderWithin(sites, 'roots', SECOND_USER, 0o755, 'A = 1\n')
  staysArmed(folder, `sites/roots/a.conf: ${EXCHANGED} lies in another folder now`)
  assert.is(read(folder, 'sites/roots/a.conf'), 'A = 1\n')
  renameSync(join(sites, 'roots'), join(sites, 'theirs'))
  renameSync(join(sites, 'was'), join(sites, 'roots'))
  assert.equal(
    recover(folder).map(({ kind }) => kind),
    ['taken-back'],
  )
  assert.is(read(folder, 'sites/roots/a.conf'), `${SECRET}A = 1\n`)
})

test('nor is it finished or undone there', () => {
  for (const isUndone of [false, true]) {
    const { folder, sites } = siteOfAnother()
    folderWithin(sites, 'roots', ROOT, 0o700, `${SECRET}A = 1\n`)
    for (const name of ['b.conf', 'c.conf']) plant(join(sites, name), 'A = 1\n', SECOND_USER)
    const first = isUndone ? 'sites/roots/a.conf' : 'sites/b.conf'
    const second = isUndone ? 'sites/b.conf' : 'sites/roots/a.conf'
    const changes = [
      { name: first, text: first === 'sites/b.conf' ? 'A = 2\n' : `${SECRET}A = 2\n` },
      { name: second, text: second === 'sites/b.conf' ? 'A = 2\n' : `${SECRET}A = 2\n` },
      { name: 'sites/c.conf', text: 'A = 2\n' },
    ]
    let isDead = false
    const calls = watchedCalls(({ name, args }) => {
      isDead ||= name === 'rename' && args[1] === join(folder, second)
      if (isDead) throw new Error('killed')
    })
    assert.throws(() => write(folder, changes, {}, { calls, processes: mortal }), /killed/)
    if (isUndone) writeFileSync(join(folder, 'sites/c.conf'), 'A = 9\n')
    renameSync(join(sites, 'roots'), join(sites, 'was'))
    const text = isUndone ? `${SECRET}A = 2\n` : `${SECRET}A = 1\n`
    folderWithin(sites, 'roots', SECOND_USER, 0o755, text)
    const machine = { calls: systemCalls, processes: mortal }
    const [recovery] = recover(folder, machine)
    assert.is(recovery?.kind, 'blocked')
    assert.match(
      recovery?.text ?? '',
      `sites/roots/a.conf: ${EXCHANGED} lies in another folder now; look`,
    )
    assert.is(read(folder, 'sites/roots/a.conf'), text)
    renameSync(join(sites, 'roots'), join(sites, 'theirs'))
    renameSync(join(sites, 'was'), join(sites, 'roots'))
    assert.equal(
      recover(folder, machine).map(({ kind }) => kind),
      [isUndone ? 'undone' : 'finished'],
    )
  }
})

test('who could read a text is not asked again when it is written', () => {
  const folder = folderOf(SECOND_USER)
  folderWithin(folder, 'roots', ROOT, 0o700, SECRET)
  folderWithin(folder, 'open', SECOND_USER, 0o755, '')
  const local = join(folder, 'local.conf')
  plant(local, '# mine\n', SECOND_USER, 0o644)
  chmodSync(local, 0o644)
  const swap = (one: string, other: string) => {
    if (!existsSync(join(folder, one))) return
    renameSync(join(folder, 'roots'), join(folder, other))
    renameSync(join(folder, one), join(folder, 'roots'))
  }
  const calls = watchedCalls(({ name, args }) => {
    if (name === 'create' && args[0] === `${folder}/.local.conf.ecconf-lock`) swap('open', 'aside')
    if (name === 'create' && String(args[0]).endsWith('.tmp')) swap('aside', 'open')
  })
  const from = join(folder, 'roots/a.conf')
  const { base: read, ...written } = changeOf(folder, [{ name: 'local.conf', text: SECRET }])
  const source = { name: 'roots/a.conf', path: from, hash: hashOf(Buffer.from(SECRET)) }
  const carried = [{ into: local, from, name: source.name, hasSecret: true }]
  const changeSet = { ...written, base: [...read, source], carried }
  assert.throws(
    () => install(changeSet, { folder, command: 'set' }, { calls, processes: systemProcesses }),
    /^local.conf: takes a secret from roots\/a.conf, which fewer people can read; nothing was written$/,
  )
  assert.is(readFileSync(local, 'utf8'), '# mine\n')
})

/** A configuration of root's, of which another user's folder holds a part, and a folder of root's. */
function partOfAnother() {
  const { folder, sites } = siteOfAnother()
  folderWithin(sites, 'd', SECOND_USER, 0o755, 'A = 1\n')
  folderWithin(sites, 'roots', ROOT, 0o700, 'A = 2\nB = 1\n')
  const exchange = () => {
    renameSync(join(sites, 'd'), join(sites, 'was'))
    renameSync(join(sites, 'roots'), join(sites, 'd'))
  }
  return { folder, name: 'sites/d/a.conf', exchange, why: 'lies in another folder now' }
}

/** A configuration of another user, beside whose file lies one of root's. */
function besideAnother() {
  const folder = folderOf(SECOND_USER)
  plant(join(folder, 'a.conf'), 'A = 1\n', SECOND_USER)
  plant(join(folder, 'roots.conf'), 'A = 2\nB = 1\n', ROOT, 0o600)
  const exchange = () => {
    renameSync(join(folder, 'a.conf'), join(folder, 'was.conf'))
    renameSync(join(folder, 'roots.conf'), join(folder, 'a.conf'))
  }
  return { folder, name: 'a.conf', exchange, why: 'is another file now' }
}

for (const site of [partOfAnother, besideAnother]) {
  test(`root's file in the place of the one that was written stays as it is: ${site.name}`, () => {
    const { folder, name, exchange, why } = site()
    write(folder, [{ name, text: 'A = 2\n' }], { confirmBy: over() })
    exchange()
    staysArmed(folder, `${name}: ${EXCHANGED} ${why}`)
    assert.is(read(folder, name), 'A = 2\nB = 1\n')
  })
}

test('what a later change of the same user has put there is taken back as ever', () => {
  const folder = folderOf(SECOND_USER)
  plant(join(folder, 'a.conf'), 'A = 1\n', SECOND_USER)
  write(folder, [{ name: 'a.conf', text: 'A = 2\n' }], { confirmBy: over() })
  write(folder, [{ name: 'a.conf', text: 'A = 2\nB = 1\n' }])
  assert.equal(
    recover(folder).map(({ kind }) => kind),
    ['taken-back'],
  )
  assert.is(read(folder, 'a.conf'), 'A = 1\nB = 1\n')
})

test('so is what an editor has replaced where nobody else can have done that', () => {
  const folder = folderOf(ROOT)
  writeFileSync(join(folder, 'a.conf'), 'A = 1\n')
  write(folder, [{ name: 'a.conf', text: 'A = 2\n' }], { confirmBy: over() })
  writeFileSync(join(folder, 'b.conf'), 'A = 2\nB = 1\n')
  renameSync(join(folder, 'b.conf'), join(folder, 'a.conf'))
  assert.equal(
    recover(folder).map(({ kind }) => kind),
    ['taken-back'],
  )
  assert.is(read(folder, 'a.conf'), 'A = 1\nB = 1\n')
})

test('an entry that does not say which file it is about is not taken back where others can exchange it', () => {
  const folder = folderOf(SECOND_USER)
  plant(join(folder, 'a.conf'), `${SECRET}A = 1\n`, ROOT)
  write(folder, [{ name: 'a.conf', text: 'A = 1\n' }], { confirmBy: over() })
  const history = join(folder, '.ecconf/history')
  const [name = ''] = readdirSync(history).filter((each) => each.endsWith('.json'))
  const entry = JSON.parse(read(history, name))
  for (const file of entry.files) for (const key of ['folder', 'was', 'made']) delete file[key]
  writeFileSync(join(history, name), `${JSON.stringify(entry)}\n`)
  staysArmed(folder, 'a.conf: the record does not say which file it is')
  assert.is(read(folder, 'a.conf'), 'A = 1\n')
})

test.run()
