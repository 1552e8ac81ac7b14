import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Configuration } from '../../../src/config/index.js'
import {
  type BoundPlan,
  bindPlan,
  change,
  isSameOutcome,
  type SavedPlan,
  savedPlan,
} from '../../../src/edit/index.js'
import { set, unset } from '../../tools/changes.js'
import { loadFiles } from '../../tools/load-files.js'

const test = suite('plans and the files that they are for')

type Files = Readonly<Record<string, string>>

const FILES: Files = {
  '/c/eccluster.conf': 'Logs {\n  File_Mode = 0640\n}\ninclude "more"\ninclude "/etc/site.conf"\n',
  '/c/more': 'Hostname = "a"\n',
  '/etc/site.conf': 'Domain "x" { Gateway = "g" }\ninclude "beside"\n',
  '/etc/beside': '',
}

async function planFor(
  configuration: Configuration,
  changes = [set('Logs', 'File_Mode', '0600'), set('Hostname', '"b"')],
): Promise<SavedPlan> {
  const changeSet = await change(configuration, changes)
  assert.equal(changeSet.refusals, [])
  return savedPlan(changeSet, configuration)
}

/** What differs, in few words. */
function stale(bound: BoundPlan): string[] {
  if (bound.kind !== 'stale') return [bound.kind]
  return bound.files.map(
    ({ file, state, isEdited }) => `${file} ${state}${isEdited ? ', edited' : ''}`,
  )
}

const fileNames = ({ files }: SavedPlan): string[] => files.map(({ file }) => file)

test('files are named from the main file; those behind an absolute include absolutely', async () => {
  const plan = await planFor(await loadFiles(FILES))
  assert.equal(fileNames(plan), ['eccluster.conf', 'more', '/etc/site.conf', '/etc/beside'])
  assert.equal(
    plan.edits.map(({ file, create }) => [file, create]),
    [
      ['eccluster.conf', false],
      ['more', false],
    ],
  )
  assert.equal(
    plan.placements.map(({ change: index, file, line }) => [index, file, line]),
    [
      [0, 'eccluster.conf', 2],
      [1, 'more', 1],
    ],
  )
})

test('a file beside the folder of the main file is named from there too', async () => {
  const files = { '/c/conf/default/eccluster.conf': 'include "x"\n', '/c/conf/global/x': 'A = 1\n' }
  const main = '/c/conf/default/eccluster.conf'
  const searchPath = '/c/conf/global'
  const plan = await planFor(await loadFiles(files, {}, { searchPath }, main), [])
  assert.equal(fileNames(plan), ['eccluster.conf', '../global/x'])
})

test('what loads the configuration again does not depend on the working directory', async () => {
  const files = { '/c/root/conf/eccluster.conf': '', '/c/root/conf/global/x': '' }
  const options = { sysroot: 'root', searchPath: 'root/conf/global:/opt/{NODENAME}', nodeName: 'n' }
  const configuration = await loadFiles(files, {}, options, 'root/conf/eccluster.conf')
  assert.equal((await planFor(configuration, [])).configuration, {
    main: '/c/root/conf/eccluster.conf',
    sysroot: '/c/root',
    searchPath: '/conf/global:/opt/{NODENAME}',
    node: 'n',
  })
})

test('a plan made below a sysroot fits the machine itself', async () => {
  const main = '/opt/msys/etc/conf/eccluster.conf'
  const files = {
    [main]: 'Logs { File_Mode = 0640 }\nreadonly_include "/opt/msys/etc/site.conf"\n',
    '/opt/msys/etc/site.conf': 'Hostname = a\n',
  }
  const below = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [`/checkout${path}`, text]),
  )
  const options = { sysroot: '/checkout' }
  const plan = await planFor(await loadFiles(below, {}, options, `/checkout${main}`), [
    set('Logs', 'File_Mode', '0600'),
  ])
  assert.equal(fileNames(plan), ['eccluster.conf', '/opt/msys/etc/site.conf'])
  const bound = await bindPlan(plan, await loadFiles(files, {}, {}, main))
  assert.is(bound.kind, 'fits')
  if (bound.kind === 'fits') {
    assert.equal(
      bound.changeSet.edits.map(({ path }) => path),
      [main],
    )
  }
})

test('a file that is to be made: beside the main file, and absolute below a sysroot', async () => {
  for (const [value, name, path] of [
    ['local', 'local', '/r/c/local'],
    ['/etc/local', '/etc/local', '/r/etc/local'],
  ] as const) {
    const files = {
      '/r/c/eccluster.conf': `Local_Changes_File = "${value}"\nLocal_Changes_Only = true\n`,
      '/r/etc/other': '',
    }
    const load = (more: Files = {}) =>
      loadFiles({ ...files, ...more }, {}, { sysroot: '/r' }, '/r/c/eccluster.conf')
    const plan = await planFor(await load(), [set('Hostname', '"b"')])
    assert.equal(
      plan.edits.map(({ file, create }) => [file, create]),
      [[name, true]],
    )
    const bound = await bindPlan(plan, await load())
    assert.is(bound.kind, 'fits')
    if (bound.kind !== 'fits') return
    assert.equal(
      bound.changeSet.edits.map((each) => [each.path, each.inverse]),
      [[path, [{ start: 0, end: 15, text: '' }]]],
    )
    const made = bound.changeSet.edits[0]?.edits[0]?.text ?? ''
    assert.equal(stale(await bindPlan(plan, await load({ [path]: made }))), ['applied'])
    assert.equal(stale(await bindPlan(plan, await load({ [path]: '#\n' }))), [
      `${name} new, edited`,
    ])
  }
})

test('stale: changed, gone and new files', async () => {
  const plan = await planFor(await loadFiles(FILES))
  const main = FILES['/c/eccluster.conf'] as string
  for (const [files, expected] of [
    [FILES, ['fits']],
    [{ ...FILES, '/c/more': '# x\n' }, ['more changed, edited']],
    [{ ...FILES, '/etc/beside': '# x\n' }, ['/etc/beside changed']],
    [
      { ...FILES, '/etc/site.conf': 'include "other"\n', '/etc/other': '' },
      ['/etc/site.conf changed', '/etc/beside gone', '/etc/other new'],
    ],
    [
      { ...FILES, '/c/eccluster.conf': main.replace('include "more"\n', '') },
      ['eccluster.conf changed, edited', 'more gone, edited'],
    ],
  ] as const) {
    assert.equal(stale(await bindPlan(plan, await loadFiles(files))), expected)
  }
})

test('half of a plan is not all of it', async () => {
  const plan = await planFor(await loadFiles(FILES))
  const half = { ...FILES, '/c/more': 'Hostname = "b"\n' }
  assert.equal(stale(await bindPlan(plan, await loadFiles(half))), ['more changed, edited'])
  const main = (FILES['/c/eccluster.conf'] as string).replace('0640', '0600')
  const all = { ...half, '/c/eccluster.conf': main }
  assert.equal(stale(await bindPlan(plan, await loadFiles(all))), ['applied'])
})

test('a plan that takes an include out has been carried out when the file is as it was', async () => {
  const files = {
    '/c/eccluster.conf': 'S {\n  include "in"\n}\nHostname = a\n',
    '/c/in': 'x = 1\n',
  }
  const taken = { kind: 'unset', path: [{ name: 'S' }], words: [] } as const
  const plan = await planFor(await loadFiles(files), [taken])
  const after = { ...files, '/c/eccluster.conf': 'Hostname = a\n' }
  assert.equal(stale(await bindPlan(plan, await loadFiles(after))), ['applied'])
  const other = { ...after, '/c/in': 'x = 2\n' }
  assert.equal(stale(await bindPlan(plan, await loadFiles(other))), [
    'eccluster.conf changed, edited',
    'in gone',
  ])
  const { '/c/in': _, ...gone } = after
  assert.equal(stale(await bindPlan(plan, await loadFiles(gone))), [
    'eccluster.conf changed, edited',
    'in gone',
  ])
})

test('a plan without edits fits, and was never carried out', async () => {
  const plan = await planFor(await loadFiles(FILES), [set('Hostname', '"a"')])
  assert.equal([plan.edits, plan.notes], [[], ['Hostname is "a" already (more:1)']])
  const bound = await bindPlan(plan, await loadFiles(FILES))
  assert.equal(bound.kind === 'fits' && bound.changeSet.notes, ['Hostname is "a" already (more:1)'])
})

test('a file that must not be written here', async () => {
  const plan = await planFor(await loadFiles(FILES))
  assert.equal(await bindPlan(plan, await loadFiles(FILES, { readOnly: ['/c/more'] })), {
    kind: 'read-only',
    file: 'more',
    reason: 'no permission to write it',
  })
})

test('edits that do not make what the plan says', async () => {
  const configuration = await loadFiles(FILES)
  const plan = await planFor(configuration)
  const [first, ...others] = plan.edits
  assert.ok(first)
  const damaged = (edits: SavedPlan['edits'][number]['edits'], file = first.file) =>
    bindPlan({ ...plan, edits: [{ ...first, file, edits }, ...others] }, configuration)
  const problem = { kind: 'damaged', file: 'eccluster.conf' }
  assert.equal(await damaged([{ start: 0, end: 1, text: 'x' }]), problem)
  assert.equal(await damaged([{ start: 5, end: 9999, text: '' }]), problem)
  const none = { kind: 'damaged', file: 'nothing' }
  assert.equal(await damaged(first.edits, 'nothing'), none)
})

test('the same outcome: the same values in the same files, on whatever line', async () => {
  const changes = [set('Logs', 'File_Mode', '0600'), unset('Hostname')]
  const plan = await planFor(await loadFiles(FILES), changes)
  const again = async (files: Files) => {
    const now = await planFor(await loadFiles({ ...FILES, ...files }), changes)
    return isSameOutcome(plan, now)
  }
  const main = FILES['/c/eccluster.conf'] as string
  assert.is(await again({}), true)
  assert.is(await again({ '/c/eccluster.conf': `# more\n\n${main}` }), true)
  assert.is(await again({ '/c/eccluster.conf': main.replace('0640', '0644') }), false)
  assert.is(await again({ '/c/more': '', '/etc/beside': 'Hostname = "a"\n' }), false)
  assert.is(await again({ '/c/more': 'Hostname = "c"\n' }), false)
})

test.run()
