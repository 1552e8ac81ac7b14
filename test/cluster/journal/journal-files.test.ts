import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
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

test('a journal in a state folder of others is not believed', async () => {
  const state = join(scratch(), '.ecconf')
  mkdirSync(state)
  chmodSync(state, 0o777)
  await refused(join(state, 'commits'), `${state} can be written by others`)
  assert.equal(readdirSync(state), [])
  if (!isRoot) return console.log('  skipped in part: only root can give files away')
  chmodSync(state, 0o755)
  chownSync(state, STRANGER, STRANGER)
  await refused(join(state, 'commits'), `${state} belongs to user ${STRANGER}`)
  assert.equal(readdirSync(state), [])
})

test('a folder or a link that is put in the place of the journal is not touched', async () => {
  const folder = scratch()
  const journal = join(folder, 'state/commits')
  const files = await JournalFiles.in(journal)
  await files.append(bytes('a'))
  await files.keep('copy-1', bytes('of the journal'))
  renameSync(join(folder, 'state'), join(folder, 'aside'))
  const elsewhere = join(folder, 'elsewhere')
  mkdirSync(elsewhere)
  writeFileSync(join(elsewhere, 'script'), '#!/bin/sh\n')
  writeFileSync(join(elsewhere, 'copy-1'), 'planted')
  mkdirSync(journal, { recursive: true })
  symlinkSync(join(elsewhere, 'script'), files.path)
  symlinkSync(elsewhere, join(journal, 'copies'))
  await files.append(bytes('b'))
  await files.keep('copy-2', bytes('later'))
  assert.is(new TextDecoder().decode(await files.read()), 'ab')
  assert.is(new TextDecoder().decode(await files.kept('copy-1')), 'of the journal')
  await files.keepOnly(new Set(['copy-2']))
  await files.replace(bytes('c'))
  assert.is(await files.setAside(), `${files.path}.damaged-1`)
  assert.equal(readdirSync(elsewhere).sort(), ['copy-1', 'script'])
  assert.is(readFileSync(join(elsewhere, 'script'), 'utf8'), '#!/bin/sh\n')
  const kept = join(folder, 'aside/commits')
  assert.is(readFileSync(join(kept, 'commits.journal'), 'utf8'), 'c')
  assert.equal(readdirSync(join(kept, 'copies')), ['copy-2'])
})

test('a link on the way to a journal is not followed, nor is one in its place', async () => {
  const folder = scratch()
  const own = join(folder, 'own')
  mkdirSync(own)
  symlinkSync(own, join(folder, 'state'))
  await refused(join(folder, 'state/commits'), `${join(folder, 'state')} is no folder`)
  assert.equal(readdirSync(own), [])
  const files = await JournalFiles.in(join(own, 'commits'))
  symlinkSync(join(folder, 'elsewhere'), files.path)
  const error = await files.append(bytes('a')).then(
    () => undefined,
    ({ message }: Error) => message,
  )
  assert.is(error, `ELOOP: too many symbolic links encountered, open '${files.path}'`)
  const missing = await files.kept('copy-1').then(
    () => undefined,
    ({ message }: Error) => message,
  )
  const copy = join(own, 'commits/copies/copy-1')
  assert.is(missing, `ENOENT: no such file or directory, open '${copy}'`)
  assert.not.ok(existsSync(join(folder, 'elsewhere')))
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
