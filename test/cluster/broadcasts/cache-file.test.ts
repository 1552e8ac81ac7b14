import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { TestEnd } from '../../tools/cluster-end.js'
import { scratch } from '../../tools/scratch.js'
import { SimulatedNode } from '../../tools/simulated-node.js'
import { settled } from '../../tools/virtual-timing.js'

const test = suite('the file of the control cache')

/** A file with the answers to two commands, and what the cache holds then. */
async function written(path = join(scratch(), 'cache')) {
  const manager = await TestEnd.start({ cacheFile: path })
  const answer = { text: Uint8Array.from([0xe9, 10, 0, 0x1b]) }
  const node = new SimulatedNode(manager.bus.connect(), 'mta1', { answering: () => answer })
  await settled()
  for (const text of ['version', 'xml config show', 'summary']) {
    manager.end.broadcasts.send({ kind: 'all' }, text, { issuer: 'joe' })
    await settled()
  }
  manager.end.broadcasts.send({ kind: 'node', name: 'mta1' }, 'pid', { issuer: 'joe' })
  node.answering = () => undefined
  await settled()
  await manager.end.flush()
  return { path, manager, node, held: heldBy(manager) }
}

function heldBy({ end }: TestEnd) {
  const { cache } = end.broadcasts
  return ['version', 'xml config show', 'summary', 'pid'].map((text) => cache.answersTo(text))
}

test('what nodes have answered survives the end of the manager, and nobody else reads it', async () => {
  const { path, held } = await written()
  assert.is(statSync(path).mode & 0o777, 0o600)
  // The first manager was not closed: so it is after a kill.
  const next = await TestEnd.start({ cacheFile: path })
  assert.equal(heldBy(next), held)
  assert.equal(await next.log(), [])
  next.end.broadcasts.flush()
  await next.end.close()
  const last = await TestEnd.start({ cacheFile: path })
  assert.equal(last.end.broadcasts.cache.broadcasts, [])
})

test('a torn last line is dropped', async () => {
  const { path, held } = await written()
  appendFileSync(path, '{"v":1,"kind":"answ')
  const next = await TestEnd.start({ cacheFile: path })
  assert.equal(heldBy(next), held)
  assert.equal(await next.log(), [`${path}: the last line was torn, and is dropped`])
  await next.end.close()
  assert.not.match(readFileSync(path, 'utf8'), /"answ$/)
})

test('a damaged file is set aside whole', async () => {
  const { path } = await written()
  const text = readFileSync(path, 'utf8').replace('"kind":"answer"', '"kind":"nonsense"')
  writeFileSync(path, text)
  const next = await TestEnd.start({ cacheFile: path })
  assert.equal(next.end.broadcasts.cache.broadcasts, [])
  const aside = `${path}.damaged-2026-01-01T120001.000Z`
  assert.is(readFileSync(aside, 'utf8'), text)
  assert.equal(await next.log(), [`${path} is damaged, and is ${aside} now: line 2 is no record`])
  new SimulatedNode(next.bus.connect(), 'mta1')
  await settled()
  next.end.broadcasts.send({ kind: 'all' }, 'version', { issuer: 'joe' })
  await settled()
  await next.end.close()
  const last = await TestEnd.start({ cacheFile: path })
  assert.is(last.end.broadcasts.cache.answersTo('version')?.length, 1)
})

test('what is no file of ours is left alone, and answers are kept in memory', async () => {
  const folder = scratch()
  const target = join(folder, 'target')
  writeFileSync(target, 'precious')
  symlinkSync(target, join(folder, 'link'))
  mkdirSync(join(folder, 'folder'))
  const reasons = [
    ['link', 'it is a symbolic link'],
    ['folder', 'it is no regular file'],
    ['missing/cache', 'no such file or directory'],
  ]
  for (const [name = '', reason] of reasons) {
    const path = join(folder, name)
    const manager = await TestEnd.start({ cacheFile: path })
    assert.equal(await manager.log(), [
      `Control_Cache ${path} is not used: ${reason}. Answers are kept in memory`,
    ])
  }
  assert.is(readFileSync(target, 'utf8'), 'precious')
})

test('a file that others may read is closed to them, and answers move with the option', async () => {
  const { path, manager, held } = await written()
  const other = join(scratch(), 'other')
  writeFileSync(other, '')
  chmodSync(other, 0o644)
  await manager.follow({ cacheFile: other })
  await manager.end.flush()
  assert.is(statSync(other).mode & 0o777, 0o600)
  const next = await TestEnd.start({ cacheFile: other })
  assert.equal(heldBy(next), held)
  await next.end.close()
  assert.equal(readdirSync(join(other, '..')), ['other'])
  assert.equal(heldBy(await TestEnd.start({ cacheFile: path })), held)
})

test.run()
