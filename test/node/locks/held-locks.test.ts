import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  HeldLocks,
  hashOf,
  systemCalls,
  systemProcesses,
  WriteError,
  writeFilesDurably,
} from '../../../src/node/index.js'
import { scratch } from '../../tools/scratch.js'

const test = suite('locks that are held')

const MACHINE = { calls: systemCalls, processes: systemProcesses }
const NEW = new TextEncoder().encode('new\n')

function files(): {
  folder: string
  a: string
  b: string
  requests: Parameters<typeof writeFilesDurably>[0]
} {
  const folder = scratch()
  const [a, b] = [join(folder, 'a.conf'), join(folder, 'b.conf')]
  for (const file of [a, b]) writeFileSync(file, 'old\n')
  const expectedHash = hashOf(new TextEncoder().encode('old\n'))
  return { folder, a, b, requests: [a, b].map((path) => ({ path, bytes: NEW, expectedHash })) }
}

const lockOf = (file: string) => file.replace(/([^/]*)$/, '.$1.ecconf-lock')

test('who holds the lock can write, and holds it still; the others are let go', () => {
  const { folder, a, b, requests } = files()
  const held = HeldLocks.acquire([{ realPath: a, name: 'a' }], folder)
  writeFilesDurably(requests, MACHINE, held)
  assert.equal([readFileSync(a, 'utf8'), readFileSync(b, 'utf8')], ['new\n', 'new\n'])
  assert.equal([existsSync(lockOf(a)), existsSync(lockOf(b))], [true, false])
  held.release()
  assert.is(existsSync(lockOf(a)), false)
})

test('nobody else can write', () => {
  const { folder, a, b, requests } = files()
  const held = HeldLocks.acquire([{ realPath: b, name: 'b' }], folder)
  const error = thrown(() => writeFilesDurably(requests))
  assert.equal([error.code, error.file], ['locked', b])
  assert.equal([readFileSync(a, 'utf8'), readFileSync(b, 'utf8')], ['old\n', 'old\n'])
  held.release()
  writeFilesDurably(requests)
  assert.is(readFileSync(b, 'utf8'), 'new\n')
})

test('all of the locks or none', () => {
  const { folder, a, b } = files()
  const held = HeldLocks.acquire([{ realPath: b, name: 'b' }], folder)
  const both = [a, b].map((realPath) => ({ realPath, name: realPath }))
  assert.is(thrown(() => HeldLocks.acquire(both, folder)).code, 'locked')
  assert.is(existsSync(lockOf(a)), false)
  held.release()
  HeldLocks.acquire(both, folder).release()
  assert.equal([existsSync(lockOf(a)), existsSync(lockOf(b))], [false, false])
})

test('a lock that somebody took away does not let its holder write', () => {
  const { folder, a, requests } = files()
  const held = HeldLocks.acquire([{ realPath: a, name: 'a' }], folder)
  writeFileSync(lockOf(a), '')
  assert.is(thrown(() => writeFilesDurably(requests, MACHINE, held)).code, 'lock-lost')
  held.release()
})

function thrown(action: () => unknown): WriteError {
  try {
    action()
  } catch (error) {
    if (error instanceof WriteError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

test.run()
