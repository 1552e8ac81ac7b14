import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { ChangeSet } from '../../../src/edit/index.js'
import { hashOf } from '../../../src/node/index.js'
import { writeChanges } from '../../../src/project/changes/carry-out.js'
import { scratch } from '../../tools/scratch.js'
import { listener } from '../host.js'

const test = suite('a change set is carried out')

const OLD = 'A = 1\n'

/** A change of a file in each of two folders. */
function twoConfigurations(): { changeSet: ChangeSet; paths: readonly [string, string] } {
  const folder = scratch()
  const paths = ['x', 'y'].map((name) => join(folder, name, 'a.conf')) as [string, string]
  const named = paths.map((path) => ({ name: path.slice(folder.length + 1), path }))
  for (const path of paths) {
    mkdirSync(dirname(path))
    writeFileSync(path, OLD)
  }
  const changeSet = {
    changes: [],
    base: named.map((file) => ({ ...file, hash: hashOf(Buffer.from(OLD)) })),
    placements: [],
    edits: named.map((file) => ({
      ...file,
      create: false,
      edits: [{ start: 4, end: 5, text: '2' }],
      inverse: [{ start: 4, end: 5, text: '1' }],
    })),
    diagnostics: [],
    refusals: [],
    notes: [],
  }
  return { changeSet, paths }
}

test('where one of several configurations is written, it is not said that nothing was', async () => {
  const { changeSet, paths } = twoConfigurations()
  writeFileSync(paths[1], 'A = 3\n')
  const { host, told } = listener()
  let message: string | undefined
  try {
    await writeChanges(changeSet, { command: 'fmt', folderOf: ({ path }) => dirname(path) }, host)
  } catch (error) {
    message = (error as Error).message
  }
  assert.is(message, 'y/a.conf: was changed by someone else meanwhile; nothing more was written')
  assert.equal(told, ['wrote', 'note Written: x/a.conf'])
  assert.equal(
    paths.map((path) => readFileSync(path, 'utf8')),
    ['A = 2\n', 'A = 3\n'],
  )
})

test.run()
