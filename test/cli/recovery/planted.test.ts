import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { PLANTED_ID, plant, plantedRecord, plantState } from '../../tools/planted.js'
import { scratch } from '../../tools/scratch.js'
import {
  ecconfAs,
  ecconfAsRoot,
  ecconfStarted,
  folderOf,
  NOBODY,
  SECOND_USER,
} from '../../tools/second-user.js'

const test = suite('records of other users, as the program treats them')

const MAIN = 'Message_Expiration = 1\n'
const RECORD = `.ecconf/journal/${PLANTED_ID}.json`
const PAYLOAD = '#!/bin/sh\nid\n'

function site(owner = NOBODY): string {
  const folder = folderOf(owner)
  plant(join(folder, 'ecelerity.conf'), MAIN, owner, 0o640)
  return folder
}

/** A record that gives a tool back, since another file is neither old nor new. */
function plantTool(folder: string, tool = 'tool'): void {
  plant(join(folder, 'other.conf'), '# neither\n', NOBODY)
  const record = JSON.parse(
    plantedRecord(folder, [
      { path: tool, before: PAYLOAD },
      { path: 'other.conf', before: '# old\n', after: '# new\n' },
    ]),
  )
  record.files[0].access = { mode: 0o4755, uid: 0, gid: 0, folders: [] }
  plantState(folder, NOBODY, { [`journal/${PLANTED_ID}.json`]: JSON.stringify(record) })
}

test('what a record of a user gives back, root gives back as that user', () => {
  const folder = site()
  plantTool(folder)
  const { status, stderr } = ecconfAsRoot(['lint', join(folder, 'ecelerity.conf')])
  assert.is(status, 0)
  assert.is(
    stderr,
    'ecconf: As user 65534: An interrupted "set" (root, process 4194303, 2026-01-01 00:00:00 UTC) is undone: other.conf was changed by someone else meanwhile; tool is as before\n',
  )
  const { uid, gid, mode } = statSync(join(folder, 'tool'))
  assert.equal([uid, gid, mode & 0o7777], [NOBODY.uid, NOBODY.gid, 0o640])
})

test('a record of a user makes nothing where that user could not', () => {
  const folder = site()
  const elsewhere = folderOf({ uid: 0, gid: 0 })
  plantTool(folder, join(elsewhere, 'tool'))
  const { status, stderr } = ecconfAsRoot(['lint', join(folder, 'ecelerity.conf')])
  assert.is(status, 0)
  assert.match(stderr, /cannot be ended: .*tool: no part of this configuration/)
  assert.equal(readdirSync(elsewhere), [])
})

test('a file that the configuration includes is written with the rights of the user all the same', () => {
  const folder = site()
  const elsewhere = folderOf({ uid: 0, gid: 0 })
  const included = join(elsewhere, 'b.conf')
  writeFileSync(included, 'Max_Retries = 1\n')
  plant(join(folder, 'ecelerity.conf'), `include "${included}"\n`, NOBODY)
  const record = plantedRecord(folder, [
    { path: included, before: 'Max_Retries = 0\n', after: 'Max_Retries = 1\n' },
    { path: 'c.conf', before: 'C = 1\n' },
    { path: included.replace('b.conf', 'c.conf'), before: '', after: 'x' },
  ])
  plantState(folder, NOBODY, { [`journal/${PLANTED_ID}.json`]: record })
  const { stderr } = ecconfAsRoot(['lint', join(folder, 'ecelerity.conf')])
  assert.match(stderr, /^ecconf: As user 65534: /)
  assert.is(readFileSync(included, 'utf8'), 'Max_Retries = 1\n')
  assert.equal(readdirSync(elsewhere), ['b.conf'])
})

test("a link in a user's folder that leads to another's file is said before it is followed", () => {
  const folder = site()
  const real = join(folderOf({ uid: 0, gid: 0 }), 'real.conf')
  writeFileSync(real, 'Max_Retries = 3\n')
  const main = join(folder, 'linked.conf')
  symlinkSync(real, main)
  const { status, stdout } = ecconfAsRoot(['set', 'max_retries', '4', '-c', main, '--dry-run'])
  assert.is(status, 0)
  assert.match(stdout, `${main.slice(1)} leads to ${real}, which is not of user 65534\n`)
})

test('a user who is not known on this machine is left alone', () => {
  const folder = site(SECOND_USER)
  const record = plantedRecord(folder, [{ path: 'tool', before: PAYLOAD }])
  plantState(folder, SECOND_USER, { [`journal/${PLANTED_ID}.json`]: record })
  const { status, stderr } = ecconfAsRoot(['lint', join(folder, 'ecelerity.conf')])
  assert.is(status, 0)
  assert.is(
    stderr,
    `ecconf: What user 61234 has left in ${folder} cannot be ended: user 61234 is not known on this machine\n`,
  )
})

test('a lock that names a record of a user makes root do nothing for it', () => {
  const theirs = site()
  plantTool(theirs)
  const folder = site()
  const lock = {
    pid: 4_194_303,
    host: hostname(),
    user: 'root',
    since: '2026-01-01T00:00:00.000Z',
    token: PLANTED_ID,
    journal: join(theirs, RECORD),
  }
  plant(join(folder, '.ecelerity.conf.ecconf-lock'), JSON.stringify(lock), NOBODY)
  const main = join(folder, 'ecelerity.conf')
  const { status } = ecconfAsRoot(['set', 'message_expiration', '2', '-c', main, '--write'])
  assert.is(status, 0)
  assert.is(readFileSync(main, 'utf8'), 'Message_Expiration = 2\n')
  // The record says nothing of the file that is locked, so it is no business of this write.
  assert.is(existsSync(join(theirs, 'tool')), false)
  assert.is(existsSync(join(theirs, RECORD)), true)
})

test('an armed entry that a user has planted is taken back as that user', () => {
  const folder = site()
  const elsewhere = folderOf({ uid: 0, gid: 0 })
  const record = plantedRecord(
    folder,
    [
      { path: join(elsewhere, 'tool'), before: PAYLOAD },
      { path: 'tool', before: PAYLOAD },
    ],
    { confirmBy: '2026-01-01T00:00:00.000Z' },
  )
  plantState(folder, NOBODY, {
    'history/000001.json': record,
    [`history/${PLANTED_ID}.armed`]: '',
  })
  const { status, stderr } = ecconfAsRoot(['lint', join(folder, 'ecelerity.conf')])
  assert.is(status, 0)
  assert.match(
    stderr,
    /^ecconf: As user 65534: Change 1 .* no part of this configuration: .*tool\. /,
  )
  assert.equal(readdirSync(elsewhere), [])
  assert.is(existsSync(join(folder, 'tool')), false)
})

test('an entry of another user is named before it is taken back, and reaches no other files', () => {
  const folder = site()
  const main = join(folder, 'ecelerity.conf')
  const secret = join(folderOf({ uid: 0, gid: 0 }), 'secret')
  writeFileSync(secret, 'x\n')
  const planted = (path: string, before: string, after: string) =>
    plantedRecord(folder, [{ path, before, after }])
  plantState(folder, NOBODY, {
    'history/000001.json': planted('ecelerity.conf', 'Max_Retries = 9\n', MAIN),
    'history/000002.json': planted(secret, 'root::0:0:::\n', 'x\n'),
  })
  const first = ecconfAsRoot(['rollback', '1', '-c', main])
  assert.is(first.status, 0)
  assert.match(first.stdout, /^Change 1 is as user 65534 has recorded it\.$/m)
  const second = ecconfAsRoot(['rollback', '2', '-c', main, '--write'])
  assert.is(second.status, 1)
  assert.is(
    second.stderr,
    `Change 2 cannot be taken back: ${secret.slice(1)}: no part of ${main.slice(1)} and not in its folder\n`,
  )
  assert.is(readFileSync(secret, 'utf8'), 'x\n')
})

test('a copy takes its own files back', () => {
  const root = scratch()
  const [live, copy] = ['live', 'copy'].map((name) => join(root, name)) as [string, string]
  mkdirSync(live)
  const [main, other] = [live, copy].map((folder) => join(folder, 'ecelerity.conf')) as [
    string,
    string,
  ]
  writeFileSync(main, MAIN)
  const set = ['set', 'message_expiration', '2', '-c', main, '--write']
  assert.is(ecconfAsRoot([...set, '--confirm', '1h']).status, 0)
  const copying = readdirSync(live)
  assert.ok(copying.includes('.ecconf'))
  copyFolder(live, copy)
  const linted = ecconfAsRoot(['lint', other])
  assert.match(linted.stderr, /waits for its confirmation in the folder that this one is a copy of/)
  assert.is(ecconfAsRoot(['lint', other]).stderr, '')
  assert.is(ecconfAsRoot(['rollback', '1', '-c', other, '--write']).status, 0)
  assert.equal(
    [main, other].map((path) => readFileSync(path, 'utf8')),
    ['Message_Expiration = 2\n', MAIN],
  )
  assert.is(ecconfAsRoot(['confirm', '-c', main]).status, 0)
})

function copyFolder(from: string, to: string): void {
  mkdirSync(to)
  for (const name of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, name.name), join(to, name.name)]
    if (name.isDirectory()) copyFolder(source, target)
    else writeFileSync(target, readFileSync(source))
    chmodSync(target, statSync(source).mode & 0o7777)
  }
}

test('each user who may write there has a history', () => {
  const folder = folderOf({ uid: 0, gid: 0 }, 0o1777)
  const main = join(folder, 'ecelerity.conf')
  plant(main, MAIN, SECOND_USER, 0o644)
  const set = (value: number) => ['set', 'message_expiration', String(value), '-c', main, '--write']
  assert.is(ecconfAs(SECOND_USER, set(2)).status, 0)
  const { uid, mode } = statSync(join(folder, `.ecconf-${SECOND_USER.uid}`))
  assert.equal([uid, mode & 0o7777], [SECOND_USER.uid, 0o700])
  assert.is(existsSync(join(folder, '.ecconf')), false)
  assert.is(ecconfAsRoot(set(3)).status, 0)
  assert.match(ecconfAsRoot(['history', '-c', main]).stdout, /^1 .* root /)
  assert.is(ecconfAs(SECOND_USER, ['rollback', '1', '-c', main]).status, 1)
})

test('two changes that are to be confirmed, at the same moment: one is written', async () => {
  const folder = scratch()
  const main = join(folder, 'ecelerity.conf')
  const part = join(folder, 'part.conf')
  for (let round = 0; round < 3; round++) {
    writeFileSync(main, 'Max_Retries = 3\ninclude "part.conf"\n')
    writeFileSync(part, 'Domain "a.com" { Gateway = "r" }\n')
    const words = [
      ['set', 'max_retries', '4'],
      ['set', 'domain', 'a.com', 'gateway', 's'],
    ]
    const runs = await Promise.all(
      words.map((each) => ecconfStarted([...each, '-c', main, '--confirm', '1h', '--write'])),
    )
    assert.equal(runs.map(({ status }) => status).sort(), [0, 1], JSON.stringify(runs))
    const isNew = [
      /Max_Retries = 4/.test(readFileSync(main, 'utf8')),
      /Gateway = "s" /.test(readFileSync(part, 'utf8')),
    ]
    assert.equal(isNew.sort(), [false, true])
    assert.is(ecconfAsRoot(['confirm', '-c', main]).status, 0)
  }
})

test.run()
