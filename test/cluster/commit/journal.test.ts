import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Journal } from '../../../src/cluster/commit/journal.js'
import { JournalFiles } from '../../../src/cluster/journal/journal-files.js'
import { scratch } from '../../tools/scratch.js'

const readText = (value: unknown) => (typeof value === 'string' ? value : undefined)

test('records are found again, in a file for its owner alone', async () => {
  const disk = await JournalFiles.in(join(scratch(), 'journal'))
  const { journal } = await Journal.open(disk, readText)
  await journal.append('one')
  await journal.append('two')
  assert.equal((await Journal.open(disk, readText)).records, ['one', 'two'])
  assert.is(statSync(disk.path).mode & 0o777, 0o600)
})

test('a torn last record is dropped without a word, and others can follow', async () => {
  const disk = await JournalFiles.in(join(scratch(), 'journal'))
  const { journal } = await Journal.open(disk, readText)
  await journal.append('one')
  const whole = readFileSync(disk.path)
  writeFileSync(disk.path, Buffer.concat([whole, whole.subarray(0, 9)]))
  const opened = await Journal.open(disk, readText)
  assert.equal([opened.records, opened.said], [['one'], []])
  await opened.journal.append('two')
  assert.equal((await Journal.open(disk, readText)).records, ['one', 'two'])
})

test('a damaged record is said, and the journal kept under another name', async () => {
  const folder = join(scratch(), 'journal')
  const disk = await JournalFiles.in(folder)
  const { journal } = await Journal.open(disk, readText)
  for (const record of ['one', 'two', 'three']) await journal.append(record)
  const damaged = readFileSync(disk.path, 'utf8').replace('"two"', '"owt"')
  writeFileSync(disk.path, damaged)
  const { records, said } = await Journal.open(disk, readText)
  const aside = join(folder, 'commits.journal.damaged-1')
  assert.equal(records, ['one', 'three'])
  assert.equal(said, [
    `The journal of cluster commits has one record that cannot be read. It is kept as ${aside}.`,
  ])
  assert.is(readFileSync(aside, 'utf8'), damaged)
  assert.equal((await Journal.open(disk, readText)).said, [])
})

test('copies are for their owner alone, and go when they are not named', async () => {
  const folder = join(scratch(), 'journal')
  const disk = await JournalFiles.in(folder)
  await disk.keep('a.0.before', Buffer.from('before'))
  await disk.keep('b.0.before', Buffer.from('other'))
  assert.is(statSync(join(folder, 'copies', 'a.0.before')).mode & 0o777, 0o600)
  await disk.keepOnly(new Set(['b.0.before']))
  assert.equal(readdirSync(join(folder, 'copies')), ['b.0.before'])
  assert.equal(Buffer.from(await disk.kept('b.0.before')).toString(), 'other')
})

test.run()
