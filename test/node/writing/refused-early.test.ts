import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  newSystemCalls,
  systemProcesses,
  WriteError,
  writeChangeSet,
} from '../../../src/node/index.js'
import { change, load } from '../../../src/node.js'
import { set } from '../../tools/changes.js'
import { plant } from '../../tools/planted.js'
import { folderOf, ROOT, SECOND_USER } from '../../tools/second-user.js'

const test = suite('what is refused before anything is made')

test('in a folder that is not to be written not even a lock is made', async () => {
  const theirs = folderOf(SECOND_USER)
  const roots = folderOf(ROOT)
  chmodSync(roots, 0o755)
  const main = join(theirs, 'ecelerity.conf')
  const text = `Local_Changes_File = "${roots}/local.conf"\nLocal_Changes_Only = true\n`
  plant(main, text, SECOND_USER, 0o644)
  const configuration = await load(main)
  const changeSet = await change(configuration, [set('Max_Retries', '4')])
  const calls = newSystemCalls()
  const made: string[] = []
  const create = (path: string, mode: number) => {
    made.push(path)
    return calls.create(path, mode)
  }
  const machine = { calls: { ...calls, create }, processes: systemProcesses }
  let error: unknown
  try {
    writeChangeSet(changeSet, machine)
  } catch (caught) {
    error = caught
  }
  assert.ok(error instanceof WriteError)
  assert.is(error.code, 'ownership')
  assert.equal(made, [])
})

test.run()
