import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { nodeEnvironment } from '../../../src/node/index.js'
import { load } from '../../../src/node.js'
import { openProject } from '../../../src/project/recovery/open-project.js'
import { PLANTED_ID, plant, plantedRecord, plantState } from '../../tools/planted.js'
import { folderOf, NOBODY } from '../../tools/second-user.js'
import { listener } from '../host.js'

const test = suite('opening a project')

const MAIN = 'Max_Retries = 1\ninclude "b.conf"\n'
const JOURNAL = '.ecconf/journal'
const OPTIONS = { environment: nodeEnvironment() }
const SELF = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }

/** A folder whose main file was half written by a process of a user that is no more. */
function interrupted(owner = SELF): { readonly folder: string; readonly main: string } {
  const folder = folderOf(owner)
  const main = join(folder, 'ecelerity.conf')
  plant(main, MAIN, owner)
  plant(join(folder, 'b.conf'), '# old\n', owner)
  const record = plantedRecord(folder, [
    { path: 'ecelerity.conf', before: MAIN.replace('1', '0'), after: MAIN },
    { path: 'b.conf', before: '# old\n', after: '# new\n' },
  ])
  plantState(folder, owner, { [`journal/${PLANTED_ID}.json`]: record })
  return { folder, main }
}

const textsOf = (folder: string) =>
  ['ecelerity.conf', 'b.conf'].map((name) => readFileSync(join(folder, name), 'utf8'))

const HALF = [MAIN, '# old\n']
const WHOLE = [MAIN, '# new\n']

test('load writes nothing; openProject ends the write first, and says so', async () => {
  const { folder, main } = interrupted()
  await load(main)
  assert.equal(textsOf(folder), HALF)
  assert.equal(readdirSync(join(folder, JOURNAL)), [`${PLANTED_ID}.json`])

  const { host, told } = listener()
  const { files } = await openProject(main, OPTIONS, host)
  assert.equal(
    files.map(({ document }) => document.source.text),
    WHOLE,
  )
  assert.equal(textsOf(folder), WHOLE)
  assert.equal(readdirSync(join(folder, JOURNAL)), [])
  assert.equal(told, [
    'warn An interrupted "set" (root, process 4194303, 2026-01-01 00:00:00 UTC) is finished: ecelerity.conf, b.conf',
  ])
  told.length = 0
  await openProject(main, OPTIONS, host)
  assert.equal(told, [])
})

test('root leaves what another user has left to that user, where the host names no program', async () => {
  const { folder, main } = interrupted(NOBODY)
  const { host, told } = listener()
  await openProject(main, OPTIONS, host)
  assert.equal(textsOf(folder), HALF)
  const record = join(folder, JOURNAL, `${PLANTED_ID}.json`)
  assert.equal(told, [
    `warn ${record} belongs to user 65534: ecconf run by user 65534 ends the change that was interrupted`,
  ])
})

test.run()
