import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { ChangeSet } from '../../../src/edit/index.js'
import { hashOf, systemProcesses } from '../../../src/node/index.js'
import {
  change,
  load,
  nodeEnvironment,
  planOverlayApply,
  planOverlayRemove,
  WriteError,
  writeChangeSet,
} from '../../../src/node.js'
import { set } from '../../tools/changes.js'
import { scratch } from '../../tools/scratch.js'
import { watchedCalls } from '../../tools/watched-calls.js'

const test = suite('writeChangeSet')

const MAIN = 'opt/msys/ecelerity/etc/conf/default/eccluster.conf'
const WEBUI = 'opt/msys/ecelerity/etc/conf/default/webui-common.conf'
const OVERLAY = 'opt/msys/etc/installer/eccmgr.d/ecdb.conf'

/** The cluster of the corpus in a folder of its own. */
async function cluster() {
  const sysroot = scratch('corpus/cluster')
  const main = join(sysroot, MAIN)
  return { sysroot, main, configuration: await load(main, { sysroot }) }
}

function errorOf(changeSet: ChangeSet): WriteError {
  try {
    writeChangeSet(changeSet)
  } catch (error) {
    assert.instance(error, WriteError)
    return error as WriteError
  }
  throw new Error('the write did not fail')
}

test('exactly the line that was shown changes, and the mode stays', async () => {
  const { main, configuration } = await cluster()
  const before = readFileSync(main, 'utf8')
  const { mode } = statSync(main)
  writeChangeSet(await change(configuration, [set('Logs', 'File_Mode', '0600')]))
  assert.is(readFileSync(main, 'utf8'), before.replace('File_Mode = 0640', 'File_Mode = 0600'))
  assert.is(statSync(main).mode, mode)
})

test('several files, also from a plan that was kept as JSON', async () => {
  const { sysroot, main, configuration } = await cluster()
  const changes = [set('Logs', 'File_Mode', '0600'), set('Datasource=ecdb', 'cache_life', '600')]
  const changeSet = await change(configuration, changes)
  writeChangeSet(JSON.parse(JSON.stringify(changeSet)))
  const now = await load(main, { sysroot })
  assert.is(now.get([{ name: 'Logs' }], 'file_mode')?.value.text, '0600')
  const written = now.get([{ name: 'Datasource', instance: 'ecdb' }], 'cache_life')
  assert.is(written?.inclusion.file.path, join(sysroot, WEBUI))
})

test('a change set is bound to every file that it was made from', async () => {
  const { sysroot, main, configuration } = await cluster()
  const changeSet = await change(configuration, [set('Logs', 'File_Mode', '0600')])
  const before = readFileSync(main, 'utf8')
  const overlay = join(sysroot, OVERLAY)
  writeFileSync(overlay, 'Logs { File_Mode = 0644 }\n')
  const changed = errorOf(changeSet)
  assert.is(changed.code, 'changed')
  assert.is(
    changed.message,
    `${overlay}: was changed by someone else meanwhile; nothing was written`,
  )
  rmSync(overlay)
  assert.is(errorOf(changeSet).code, 'gone')
  assert.is(readFileSync(main, 'utf8'), before)
})

test('it cannot be written twice', async () => {
  const { configuration } = await cluster()
  const changeSet = await change(configuration, [set('Logs', 'File_Mode', '0600')])
  writeChangeSet(changeSet)
  assert.is(errorOf(changeSet).code, 'changed')
})

test('a change set without edits writes nothing', async () => {
  const { main, configuration } = await cluster()
  const { mtimeMs, ino } = statSync(main)
  writeChangeSet(await change(configuration, [set('Logs', 'File_Mode', '0640')]))
  assert.equal([statSync(main).mtimeMs, statSync(main).ino], [mtimeMs, ino])
})

test('the inverse edits take it back', async () => {
  const { sysroot, main, configuration } = await cluster()
  const before = readFileSync(main)
  const changeSet = await change(configuration, [set('Blackhole', 'true')])
  writeChangeSet(changeSet)
  assert.not.equal(readFileSync(main), before)
  const { base } = await change(await load(main, { sysroot }), [])
  const edits = changeSet.edits.map((each) => ({ ...each, edits: each.inverse }))
  writeChangeSet({ ...changeSet, base, edits })
  assert.equal(readFileSync(main), before)
})

test('an overlay is put on and taken off', async () => {
  const { sysroot, main } = await cluster()
  const overlay = join(sysroot, OVERLAY)
  const options = { environment: nodeEnvironment(), sysroot }
  const applied = readFileSync(main)
  writeChangeSet(await planOverlayApply(main, [overlay], options))
  assert.equal(readFileSync(main), applied, 'it was there already')
  writeChangeSet(await planOverlayRemove(main, [overlay], options))
  const removed = readFileSync(main, 'utf8')
  const line = 'readonly_include "/opt/msys/etc/installer/eccmgr.d/ecdb.conf"\n'
  assert.is(removed, applied.toString().replace(line, ''))
  writeChangeSet(await planOverlayApply(main, [overlay], options))
  assert.equal(readFileSync(main), applied)
  assert.equal(readdirSync(join(main, '..')).sort(), ['eccluster.conf', 'webui-common.conf'])
})

test('a new file can be read by whoever could read the main file when it was looked at, not by more', () => {
  const folder = scratch()
  const [main, made] = [join(folder, 'main.conf'), join(folder, 'made.conf')]
  writeFileSync(main, 'A = 1\n', { mode: 0o640 })
  const base = [{ name: 'main.conf', path: main, hash: hashOf(readFileSync(main)), create: false }]
  const edits = [{ start: 0, end: 0, text: 'Key = "Sommer-2026-xq"\n' }]
  const file = { name: 'made.conf', path: made, create: true, edits, inverse: [] }
  const nothing = { changes: [], placements: [], diagnostics: [], refusals: [], notes: [] }
  const calls = watchedCalls(({ name, args }) => {
    // The new file is being made.
    if (name === 'write' && args[1] instanceof Uint8Array) chmodSync(main, 0o644)
  })
  const machine = { calls, processes: systemProcesses }
  writeChangeSet({ ...nothing, base, edits: [file] }, machine)
  assert.equal(
    [main, made].map((path) => statSync(path).mode & 0o777),
    [0o644, 0o640],
  )
})

test.run()
