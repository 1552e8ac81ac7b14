import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { displayScope } from '../../../src/config/index.js'
import { overlayStatus } from '../../../src/edit/index.js'
import { MemoryEnvironment } from '../../tools/memory-environment.js'
import { after, apply, notes, refusal, remove } from './change-sets.js'

const test = suite('an overlay that is a folder')

const STUB = 'Logs {\n  file_mode = 0640\n}\n'
const FOLDER = {
  'd/10.conf': 'Logs { file_mode = 0600 }\n',
  'd/20.conf': 'Logs { file_mode = 0660 }\nMax_Retries = 5\n',
  'd/.hidden': 'no configuration = {',
  'd/inner/30.conf': 'no configuration = {',
}
const LINE = 'readonly_include "/c/d/"'

test('one line for all of it, with a slash; again nothing; and back', async () => {
  for (const given of ['d', 'd/', './d', '/c/d/', 'e/../d']) {
    const files = { ...FOLDER, 'base.conf': STUB, 'e/x': '' }
    assert.is(await after(files, apply(files, given)), `${STUB}${LINE}\n`, given)
    const applied = { ...files, 'base.conf': `${STUB}${LINE}\n` }
    const [note] = await notes(apply(applied, given))
    assert.match(note ?? '', /^base\.conf:4 takes \S+\/ in already, as the last line$/)
    assert.is(await after(applied, remove(applied, given)), STUB, given)
  }
})

test('every spelling of the line is known', async () => {
  for (const operand of ['/c/d', '/c/d/', 'd', './d/', '/c/link', 'file:///c/d/']) {
    const base = `${STUB}readonly_include "${operand}"\n`
    const files = { ...FOLDER, 'base.conf': base }
    const options = { links: { '/c/link': 'd' } }
    assert.equal(await notes(apply(files, 'd/', options)), [
      'base.conf:4 takes d/ in already, as the last line',
    ])
    assert.is(await after(files, remove(files, 'd/', options)), STUB, operand)
  }
})

test('a folder that is a link keeps its name', async () => {
  const files = { ...FOLDER, 'base.conf': '' }
  const linked = apply(files, 'current', { links: { '/c/current': 'd' } })
  assert.is(await after(files, linked), 'readonly_include "/c/current/"\n')
})

test('files in it that are links', async () => {
  const files = { 'all/10.conf': 'Max_Retries = 5\n', 'base.conf': 'Max_Retries = 1\n' }
  const options = { links: { '/c/d/10.conf': '../all/10.conf' }, folders: ['/c/d'] }
  const applied = { ...files, 'base.conf': `Max_Retries = 1\n${LINE}\n` }
  assert.is(await after(files, apply(files, 'd/', options)), applied['base.conf'])
  assert.equal(await notes(apply(applied, 'd/', options)), [
    'base.conf:2 takes d/ in already, as the last line',
  ])
})

test('an empty folder is fine: files may come', async () => {
  const files = { 'base.conf': STUB }
  const options = { folders: ['/c/d'] }
  assert.is(await after(files, apply(files, 'd', options)), `${STUB}${LINE}\n`)
  const applied = { 'base.conf': `${STUB}${LINE}\n` }
  assert.equal(await notes(apply(applied, 'd', options)), [
    'base.conf:4 takes d/ in already, as the last line',
  ])
  assert.is(await after(applied, remove(applied, 'd', options)), STUB)
})

test('a folder that is gone can still be taken out', async () => {
  const files = { 'base.conf': `${STUB}${LINE}\n` }
  assert.is(await after(files, remove(files, 'd/')), STUB)
})

test('the path is the one that the running product sees', async () => {
  const files = { '/srv/opt/base.conf': '', '/srv/opt/d/10.conf': 'Max_Retries = 5\n' }
  const changeSet = await apply(files, '/srv/opt/d', {
    sysroot: '/srv',
    base: '/srv/opt/base.conf',
  })
  assert.equal(changeSet.refusals, [])
  assert.is(changeSet.edits[0]?.edits[0]?.text, 'readonly_include "/opt/d/"\n')
})

test('every file in it is checked', async () => {
  const broken = { ...FOLDER, 'base.conf': '', 'd/15.conf': '\nLogs {\n' }
  assert.equal(await refusal(apply(broken, 'd')), [
    'invalid',
    'Overlay d/ is not applied: d/15.conf:2: Stanza "Logs" is not closed',
    '"ecconf lint d/" shows what is wrong. Mend it and apply it again.',
  ])
  const unknown = { ...FOLDER, 'base.conf': '', 'd/15.conf': 'Logs { File_Mod = 1 }\n' }
  assert.is(
    (await refusal(apply(unknown, 'd')))[1],
    'Overlay d/ is not applied: d/15.conf:1: Unknown option "File_Mod" in scope Logs',
  )
  const unreadable = { ...FOLDER, 'base.conf': '' }
  assert.match(
    (await refusal(apply(unreadable, 'd', { unreadable: ['/c/d/20.conf'] })))[1],
    /^Overlay d\/ is not applied: .*cannot be read: permission denied$/,
  )
})

test('what an editor has left in it would be read, and win', async () => {
  for (const name of ['10.conf~', '10.conf.rpmsave', '#10.conf#', '10.conf.bak']) {
    const files = { ...FOLDER, 'base.conf': '', [`d/${name}`]: FOLDER['d/10.conf'] }
    assert.equal(await refusal(apply(files, 'd')), [
      'invalid',
      `Overlay d/ is not applied: d/${name} looks like a backup, and would be read with the folder`,
      'Move it elsewhere, or give it a name that begins with a dot.',
    ])
  }
})

test('the base lies in it', async () => {
  assert.equal(await refusal(apply({ 'd/base.conf': STUB }, 'd', { base: 'd/base.conf' })), [
    'invalid',
    'd/base.conf lies in d/ itself, and cannot be its own overlay',
    'Put the overlays into a folder of their own.',
  ])
})

test('a file of it is taken in on its own', async () => {
  const files = { ...FOLDER, 'base.conf': `${STUB}readonly_include "/c/d/10.conf"\n` }
  assert.equal(await refusal(apply(files, 'd')), [
    'unsupported',
    'd/10.conf is taken in already by base.conf:4, which is another file or names a whole folder',
    'Take it out there and apply the overlay again.',
  ])
})

test('taken in plainly, or inside of a stanza', async () => {
  const plain = { ...FOLDER, 'base.conf': 'include "d/"\n' }
  assert.equal(await refusal(apply(plain, 'd')), [
    'unsupported',
    'd/ is taken in already by base.conf:1 with a plain include',
    'Take it out there and apply the overlay again.',
  ])
  const inside = {
    'd/x': 'Max_Retries = 5\n',
    'base.conf': 'Domain "x" { readonly_include "d/" }\n',
  }
  assert.is(
    (await refusal(remove(inside, 'd')))[1],
    'd/x is taken in by base.conf:1, inside of Domain "x"',
  )
})

test('status', async () => {
  const files = Object.entries({ ...FOLDER, 'base.conf': `${STUB}${LINE}\n` })
  const environment = new MemoryEnvironment(
    Object.fromEntries(files.map(([name, text]) => [`/c/${name}`, text])),
    { workingDirectory: '/c' },
  )
  const status = await overlayStatus('base.conf', ['d'], { environment })
  assert.is(status.state, 'in effect')
  assert.equal(
    status.effects.map(({ path, option, before, own, after }) => [
      displayScope(path),
      option,
      before?.value.text,
      own.map(({ definition }) => definition.inclusion.file.name),
      after?.value.text,
    ]),
    [
      ['Logs', 'file_mode', '0640', ['d/20.conf'], '0660'],
      ['Global', 'Max_Retries', undefined, ['d/20.conf'], '5'],
    ],
  )
})

test.run()
