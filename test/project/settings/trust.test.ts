import {
  chmodSync,
  chownSync,
  lchownSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { pathFrom } from '../../../src/node/files/native-path.js'
import { settingsFinder } from '../../../src/project/settings/find.js'
import { FoundSettings } from '../../../src/project/settings/found.js'
import { setAccessList } from '../../tools/attributes.js'
import { plant } from '../../tools/planted.js'
import {
  ecconfAs,
  ecconfAsRoot,
  folderOf,
  ROOT,
  SECOND_USER,
  THIRD_USER,
} from '../../tools/second-user.js'
import { listener } from '../host.js'

const test = suite('whom settings that are found are believed from')

const SETTINGS = '{ "role": "node" }'

/** A folder for all, as `/tmp` is, with a folder of somebody in it. */
function shared(mode = 0o1777, owner = ROOT, inner = ROOT) {
  const folder = folderOf(owner, mode)
  chmodSync(folder, mode)
  const own = join(folder, 'own')
  for (const each of [own, join(own, 'sub')]) {
    mkdirSync(each)
    chownSync(each, inner.uid, inner.gid)
  }
  plant(join(own, 'ecelerity.conf'), 'Max_Retries = 3\n', inner, 0o644)
  return { folder, own, path: join(folder, 'ecconf.json') }
}

/** What comes of looking for settings twice as root, and what the host is told. */
async function found(folder: string) {
  const { host, told } = listener()
  const settingsAt = settingsFinder(undefined, host)
  const [settings] = [await settingsAt(folder), await settingsAt(join(folder, 'sub'))]
  return { isFound: settings !== undefined, told }
}

function warning(path: string, why: string): string {
  return `warn ${path}: these settings ${why}; they are passed over: --settings ${path} uses them`
}

const TRUSTED = [
  ['root', ROOT, ROOT],
  ['whom the folder belongs to that is looked at', SECOND_USER, SECOND_USER],
] as const

for (const [whose, owner, inner] of TRUSTED) {
  test(`settings of ${whose} are believed`, async () => {
    const { own, path } = shared(0o1777, ROOT, inner)
    plant(path, SETTINGS, owner, 0o644)
    assert.equal(await found(own), { isFound: true, told: [`${path} holds the settings`] })
  })
}

test('settings of a third user in a folder above are passed over, and said once', async () => {
  for (const inner of [ROOT, SECOND_USER]) {
    const { own, path } = shared(0o1777, ROOT, inner)
    plant(path, SETTINGS, THIRD_USER, 0o644)
    const line = warning(path, 'belong to user 61235')
    assert.equal(await found(own), { isFound: false, told: [line] })
  }
})

test('those above settings that are passed over are found', async () => {
  const { folder, own, path } = shared()
  plant(path, SETTINGS, ROOT, 0o644)
  const middle = join(folder, 'middle')
  mkdirSync(join(middle, 'own'), { recursive: true })
  plant(join(middle, 'ecconf.json'), '{ no JSON', SECOND_USER, 0o644)
  assert.equal((await found(join(middle, 'own'))).isFound, true)
  assert.equal((await found(own)).isFound, true)
})

for (const [what, mode, folderMode, owner, why] of [
  ['that others can write', 0o666, 0o755, ROOT, 'belong to root, and others can write them'],
  [
    'in a folder that others can write',
    0o644,
    0o777,
    ROOT,
    'belong to root, in a folder that others can write',
  ],
  [
    'in the folder of a third user',
    0o644,
    0o755,
    SECOND_USER,
    'belong to root, in a folder of user 61234',
  ],
  [
    'in the sticky folder of a third user',
    0o644,
    0o1777,
    SECOND_USER,
    'belong to root, in a folder of user 61234',
  ],
] as const) {
  test(`settings of root ${what} are passed over`, async () => {
    const { own, path } = shared(folderMode, owner)
    plant(path, SETTINGS, ROOT, mode)
    chmodSync(path, mode)
    assert.equal(await found(own), { isFound: false, told: [warning(path, why)] })
  })
}

test('what a group of others can write is not believed, and what the own group can is', async () => {
  for (const [gid, isFound] of [
    [61_300, false],
    [0, true],
    [SECOND_USER.gid, true],
  ] as const) {
    const { own, path } = shared(0o1777, ROOT, SECOND_USER)
    plant(path, SETTINGS, { uid: SECOND_USER.uid, gid }, 0o664)
    chmodSync(path, 0o664)
    assert.is((await found(own)).isFound, isFound, String(gid))
  }
})

test('what an access list lets others write is not believed', async () => {
  const named = `u:${THIRD_USER.uid}:rwX`
  for (const isFolder of [false, true]) {
    const folder = folderOf(ROOT)
    const own = join(folder, 'own')
    mkdirSync(own)
    const path = join(folder, 'ecconf.json')
    plant(path, SETTINGS, ROOT, 0o644)
    assert.is((await found(own)).isFound, true)
    setAccessList(isFolder ? folder : path, '-m', named)
    const why = isFolder
      ? 'belong to root, in a folder that others can write'
      : 'belong to root, and others can write them'
    assert.equal(await found(own), { isFound: false, told: [warning(path, why)] })
  }
})

test('a link of a third user to settings of root is passed over', async () => {
  const { folder, own, path } = shared()
  const elsewhere = folderOf(ROOT)
  plant(join(elsewhere, 'other.json'), SETTINGS, ROOT, 0o644)
  symlinkSync(join(elsewhere, 'other.json'), path)
  lchownSync(path, THIRD_USER.uid, THIRD_USER.gid)
  const line = warning(path, 'belong to user 61235')
  assert.equal(await found(own), { isFound: false, told: [line] })
  lchownSync(path, 0, 0)
  assert.is((await found(own)).isFound, true)
  chmodSync(elsewhere, 0o777)
  assert.is((await found(own)).isFound, false)
  assert.ok(folder)
})

test('settings that are exchanged between the looks at them are passed over', () => {
  const elsewhere = join(folderOf(ROOT), 'other.json')
  plant(elsewhere, SETTINGS, ROOT, 0o644)
  for (const isThere of [false, true]) {
    const { own, path } = shared()
    if (isThere) plant(path, SETTINGS, ROOT, 0o644)
    const { host, told } = listener()
    // Between the look at what lies there and the opening of it.
    const reads: typeof host.reads = (...of) => {
      host.reads(...of)
      rmSync(path, { force: true })
      symlinkSync(elsewhere, path)
      lchownSync(path, THIRD_USER.uid, THIRD_USER.gid)
    }
    const settings = new FoundSettings({ ...host, reads }).believed(path, own)
    assert.is(settings, undefined, String(isThere))
    assert.is(told.at(-1), warning(path, 'were exchanged while they were looked at'))
  }
})

test('settings that were read for one folder are not those of another, by their name alone', () => {
  const { folder, own, path } = shared(0o1777, ROOT, SECOND_USER)
  const found = new FoundSettings(listener().host)
  plant(path, '{ "role": "manager" }', SECOND_USER, 0o644)
  assert.is(found.believed(path, own)?.role, 'manager')
  renameSync(path, `${path}.old`)
  plant(path, SETTINGS, ROOT, 0o644)
  assert.is(found.believed(path, folder)?.role, 'node')
})

test('an access list is seen where a name is no UTF-8', async () => {
  const top = folderOf(ROOT)
  const bytes = Buffer.concat([Buffer.from(`${top}/n`), Buffer.of(0xff)])
  const own = Buffer.concat([bytes, Buffer.from('/own')])
  for (const folder of [bytes, own]) mkdirSync(folder)
  writeFileSync(Buffer.concat([bytes, Buffer.from('/ecconf.json')]), SETTINGS, { mode: 0o644 })
  assert.is((await found(pathFrom(own))).isFound, true)
  setAccessList(top, '-R', '-m', `u:${THIRD_USER.uid}:rwX`)
  const { isFound, told } = await found(pathFrom(own))
  assert.equal([isFound, told.length], [false, 1])
  assert.match(told[0] ?? '', / belong to root, and others can write them; they are passed over/)
})

test('root in a folder of root is not led astray by settings in a folder for all', () => {
  const { folder, own, path } = shared()
  plant(join(own, 'ecelerity.conf'), `include "${own}/x.conf"\n`, ROOT, 0o644)
  plant(join(own, 'x.conf'), 'Max_Retries = 77\n', ROOT, 0o644)
  mkdirSync(join(folder, 'r', own), { recursive: true })
  plant(join(folder, 'r', own, 'x.conf'), 'Max_Retries = 66\n', THIRD_USER, 0o644)
  plant(path, '{ "sysroot": "r", "main": ["r/m.conf"] }', THIRD_USER, 0o644)
  const words = ['get', '-c', join(own, 'ecelerity.conf'), 'Max_Retries']
  // The program is run in the root folder.
  const name = path.slice(1)
  const line = `ecconf: ${name}: these settings belong to user 61235; they are passed over: --settings ${name} uses them\n`
  assert.equal(ecconfAsRoot(words), { status: 0, stdout: 'Max_Retries = 77\n', stderr: line })
  const named = ecconfAsRoot([...words, '--settings', path])
  assert.equal([named.status, named.stdout], [0, 'Max_Retries = 66\n'])
  for (const command of ['lint', 'set'] as const) {
    const rest = command === 'set' ? ['max_retries', '4', '--dry-run'] : []
    const { stderr } = ecconfAsRoot([command, ...rest, '-c', join(own, 'ecelerity.conf')])
    assert.is(stderr.split(line).length, 2, command)
  }
})

test('root in a checkout of a user, and that user, believe the settings of the checkout', () => {
  for (const mode of [0o755, 0o775]) {
    const { folder, own, path } = shared(mode, SECOND_USER, SECOND_USER)
    plant(path, '{ "rules": { "schema/*": "off" } }', SECOND_USER, mode & 0o664)
    plant(join(own, 'ecelerity.conf'), 'No_Such_Option = 3\n', SECOND_USER, 0o644)
    for (const words of [
      ['lint', own],
      ['lint', folder],
      ['lint', '-c', join(own, 'ecelerity.conf')],
    ]) {
      const [asRoot, asUser] = [ecconfAsRoot(words), ecconfAs(SECOND_USER, words)]
      assert.equal([asRoot.status, asRoot.stderr], [0, ''], words.join(' '))
      assert.equal([asUser.status, asUser.stderr], [0, ''], words.join(' '))
    }
  }
})

test.run()
