import { spawnSync } from 'node:child_process'
import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { installation, ManagerProcess } from '../../tools/manager-process.js'
import { Client } from '../../tools/running-manager.js'

const test = suite('a manager whose disk is full')

const installed = installation()
const folder = dirname(installed.main)
const texts = new Map(
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => [name, readFileSync(join(folder, name))]),
)
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder]).status === 0
const unmount = () => spawnSync('umount', ['-l', folder])
process.on('exit', unmount)
if (!mounted) console.log('skipped: only root can make a small disk')
const check = mounted ? test : test.skip

check(
  'writeback says so in one line; memory keeps the change, the files are as they were',
  async () => {
    for (const [name, text] of texts) writeFileSync(join(folder, name), text)
    const manager = await ManagerProcess.start(installed)
    const client = await Client.connect(installed.socket)
    try {
      await client.ok('config set Blackhole true')
      const full = join(folder, 'full')
      fill(full)
      const { text, status } = await client.run('config writeback')
      assert.is(status, 'failed')
      assert.match(text, /^[^\n]*(?:ENOSPC|no space)[^\n]*\n$/i)
      assert.is(await client.ok('config get Blackhole'), 'Blackhole = true\n')
      for (const [name, before] of texts) assert.equal(readFileSync(join(folder, name)), before)
      rmSync(full)
      assert.match(await client.ok('config writeback'), /^Wrote \S*\/eccluster\.conf\n$/)
      assert.match(readFileSync(installed.main, 'utf8'), /^Blackhole = true$/m)
      assert.is(await client.ok('config diff'), 'No differences.\n')
    } finally {
      client.connection.close()
      await manager.end()
      unmount()
    }
  },
)

/** Leaves no room at all. */
function fill(path: string): void {
  for (const size of [4096, 1]) {
    try {
      for (;;) appendFileSync(path, Buffer.alloc(size))
    } catch {
      // The disk is full by now.
    }
  }
}

test.run()
