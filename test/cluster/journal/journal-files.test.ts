import {
  chmodSync,
  chownSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { JournalFiles } from '../../../src/cluster/journal/journal-files.js'
import { journalPlace } from '../../../src/cluster/journal/journal-place.js'
import { scratch } from '../../tools/scratch.js'

const test = suite('the files of a journal')

/** Any user who is not this one. */
const STRANGER = 65_534
const isRoot = process.getuid?.() === 0

const bytes = (text: string) => new TextEncoder().encode(text)

test('what is added and kept is for its owner alone', async () => {
  const folder = join(scratch(), 'commits')
  const files = await JournalFiles.in(folder)
  assert.is(await files.read(), undefined)
  await files.append(bytes('a'))
  await files.append(bytes('b'))
  await files.keep('copy-1', bytes('secret'))
  assert.is(readFileSync(files.path, 'utf8'), 'ab')
  const modes = [folder, join(folder, 'copies'), files.path, join(folder, 'copies/copy-1')]
  assert.equal(
    modes.map((path) => statSync(path).mode & 0o777),
    [0o700, 0o700, 0o600, 0o600],
  )
})

test('a journal that others can write is not believed', async () => {
  const folder = join(scratch(), 'commits')
  const { path } = await JournalFiles.in(folder)
  writeFileSync(path, 'planted')
  chmodSync(path, 0o620)
  await refused(folder, `${path} can be written by others`)
  chmodSync(path, 0o600)
  chmodSync(join(folder, 'copies'), 0o777)
  await refused(folder, `${join(folder, 'copies')} can be written by others`)
})

test('what is no file or no folder is not believed, wherever it leads', async () => {
  const folder = scratch()
  const { path } = await JournalFiles.in(join(folder, 'commits'))
  writeFileSync(join(folder, 'elsewhere'), '')
  symlinkSync(join(folder, 'elsewhere'), path)
  await refused(join(folder, 'commits'), `${path} is no file`)
  symlinkSync(join(folder, 'commits'), join(folder, 'link'))
  await refused(join(folder, 'link'), `${join(folder, 'link')} is no folder`)
})

test('a journal of another user is not believed', async () => {
  if (!isRoot) return console.log('  skipped: only root can give files away')
  const folder = join(scratch(), 'commits')
  const { path } = await JournalFiles.in(folder)
  writeFileSync(path, 'planted')
  chownSync(path, STRANGER, STRANGER)
  await refused(folder, `${path} belongs to user ${STRANGER}`)
})

test('it lies beside the main file, in the state folder that is this user’s own', async () => {
  const folder = scratch()
  assert.is(
    await journalPlace(folder, 'node', 'mta1.example.net'),
    join(folder, '.ecconf/commits-node-mta1%2Eexample%2Enet'),
  )
  if (!isRoot) return console.log('  skipped in part: only root can give files away')
  mkdirSync(join(folder, '.ecconf'))
  chownSync(join(folder, '.ecconf'), STRANGER, STRANGER)
  assert.is(await journalPlace(folder, 'manager', 'm'), join(folder, '.ecconf-0/commits-manager-m'))
})

async function refused(folder: string, message: string): Promise<void> {
  const error = await JournalFiles.in(folder).then(
    () => undefined,
    (reason: Error) => reason.message,
  )
  assert.is(error, message)
}

test.run()
