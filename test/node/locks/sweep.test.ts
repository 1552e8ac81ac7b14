import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { recover, systemProcesses } from '../../../src/node/index.js'
import { plantState } from '../../tools/planted.js'
import { scratch } from '../../tools/scratch.js'
import { ROOT } from '../../tools/second-user.js'
import { watchedCalls } from '../../tools/watched-calls.js'

const test = suite('sweeping what dead processes have left')

const PARTS = ['journal', 'history', 'edit'] as const

/** A lock of a process that is no more. */
const DEAD = JSON.stringify({
  ...systemProcesses.self(),
  pid: 4_194_305,
  since: '2026-01-01T00:00:00.000Z',
  token: '0123456789abcdef',
})

/** What a run of `recover` asks the system, and how often it waits. */
function recovering(folder: string) {
  const listed: string[] = []
  let calls = 0
  let waits = 0
  const { wait } = Atomics
  Atomics.wait = ((..._words: unknown[]) => {
    waits++
    return 'timed-out'
  }) as typeof Atomics.wait
  try {
    const watched = watchedCalls(({ name, args }) => {
      calls++
      if (name === 'list') listed.push(String(args[0]))
    })
    const said = recover(folder, { calls: watched, processes: systemProcesses })
    return { said, listed, calls, waits }
  } finally {
    Atomics.wait = wait
  }
}

test('locks that are not whole are left; a run waits for that of the state folder alone, and takes it away', () => {
  const folder = scratch()
  const state = plantState(folder, ROOT, { 'journal/0123456789abcdef.json': '' })
  for (let count = 0; count < 2000; count++) {
    for (const part of PARTS) writeFileSync(join(state, part, `.a${count}.ecconf-lock`), '')
  }
  const own = join(folder, '..ecconf.ecconf-lock')
  writeFileSync(own, '')
  const few = recovering(folder)
  assert.match(few.said[0]?.text ?? '', /0123456789abcdef\.json is damaged/)
  assert.is(few.waits, 10)
  for (const part of PARTS) {
    assert.is(readdirSync(join(state, part)).filter((name) => name.endsWith('-lock')).length, 2000)
  }
  assert.is(existsSync(own), false)
  writeFileSync(own, '')
  for (let count = 2000; count < 4000; count++) {
    for (const part of PARTS) writeFileSync(join(state, part, `.a${count}.ecconf-lock`), '')
  }
  const many = recovering(folder)
  assert.is(many.calls, few.calls)
  assert.is(many.waits, 10)
  assert.equal(many.listed, few.listed)
  assert.ok(many.listed.filter((path) => path === join(state, 'edit')).length <= 1)
})

test('locks of the dead, and what they have left, go: a bounded number in each run', () => {
  const folder = scratch()
  const state = plantState(folder, ROOT, {})
  const { host } = systemProcesses.self()
  const left = () => readdirSync(join(state, 'history')).length
  for (let count = 0; count < 150; count++) {
    writeFileSync(join(state, `history/.a${count}.ecconf-lock`), DEAD)
    writeFileSync(join(state, `history/.${'f'.repeat(13)}${100 + count}-4194305@${host}.tmp`), '')
  }
  writeFileSync(join(state, 'journal/.b.ecconf-0123456789abcdef.stale'), '')
  writeFileSync(join(folder, '..ecconf.ecconf-lock'), DEAD)
  assert.equal(recovering(folder).said, [])
  assert.is(left(), 100)
  assert.equal(readdirSync(join(state, 'journal')), [])
  assert.is(existsSync(join(folder, '..ecconf.ecconf-lock')), false)
  recovering(folder)
  assert.is(left(), 0)
})

test.run()
