import { spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { hashOf, writeFileDurably } from '../../../src/node/index.js'
import { ROOT } from '../../tools/program.js'
import { scratch } from '../../tools/scratch.js'

const test = suite('a write that is killed')

const OLD = 'old\n'.repeat(500)
const NEW = 'new\n'.repeat(1000)

/** The writing process as one plain file: started dozens of times, it must start fast. */
const program = join(scratch(), 'writing-process.mjs')
await build({
  entryPoints: [join(ROOT, 'test/tools/writing-process.ts')],
  outfile: program,
  bundle: true,
  platform: 'node',
  format: 'esm',
  logLevel: 'error',
})

/** Lets a process write to a file of its own folder. @returns the folder, and whether it was killed */
function run(mode: 'kill' | 'half', argument = '') {
  const folder = scratch()
  const file = join(folder, 'a.conf')
  writeFileSync(file, OLD)
  const { signal, status, stderr } = spawnSync(process.execPath, [program, mode, file, argument])
  assert.ok(signal === 'SIGKILL' || status === 0, String(stderr))
  return { folder, file, wasKilled: signal === 'SIGKILL' }
}

/** The next write must find its way, and leave nothing behind. */
function writeNext(folder: string, file: string): void {
  const before = readFileSync(file)
  writeFileDurably(file, new TextEncoder().encode('next'), { expectedHash: hashOf(before) })
  assert.is(readFileSync(file, 'utf8'), 'next')
  assert.equal(readdirSync(folder), ['a.conf'])
}

test('before any of its calls: the file is wholly old or wholly new', () => {
  const states: string[] = []
  for (let index = 0; ; index++) {
    const { folder, file, wasKilled } = run('kill', String(index))
    const text = readFileSync(file, 'utf8')
    assert.ok(text === OLD || text === NEW, `call ${index}: neither old nor new`)
    states.push(text === OLD ? 'old' : 'new')
    writeNext(folder, file)
    if (!wasKilled) break
  }
  assert.ok(states.length > 20, `${states.length} points`)
  const firstNew = states.indexOf('new')
  assert.equal(new Set(states.slice(0, firstNew)), new Set(['old']))
  assert.equal(new Set(states.slice(firstNew)), new Set(['new']))
})

test('in the middle of the new bytes', () => {
  const { folder, file, wasKilled } = run('half')
  assert.is(wasKilled, true)
  assert.is(readFileSync(file, 'utf8'), OLD)
  assert.is(readdirSync(folder).length, 3, 'the file, its lock and half of the new one')
  writeNext(folder, file)
})

test('several processes that write one file lose nothing of each other', async () => {
  const folder = scratch()
  const file = join(folder, 'counter')
  writeFileSync(file, '0')
  const ends = Array.from({ length: 3 }, () => {
    const child = spawn(process.execPath, [program, 'count', file, '40'], { stdio: 'inherit' })
    return new Promise((resolve) => child.on('close', resolve))
  })
  assert.equal(await Promise.all(ends), [0, 0, 0])
  assert.is(readFileSync(file, 'utf8'), '120')
  assert.equal(readdirSync(folder), ['counter'])
})

test.run()
