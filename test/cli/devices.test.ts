import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf } from '../tools/program.js'
import { scratch } from '../tools/scratch.js'

const test = suite('devices, and files that the kernel makes up')

test('a link to a device is not opened: it would make another terminal, and wait for it', () => {
  const cwd = scratch()
  symlinkSync('/dev/ptmx', join(cwd, 'ecelerity.conf'))
  const { status, stdout, stderr } = ecconf(['get', 'max_retries', '-c', 'ecelerity.conf'], { cwd })
  assert.equal([status, stdout], [2, ''])
  assert.is(stderr, 'ecconf: ecelerity.conf: is no regular file\n')
})

test('the null device can be named', () => {
  assert.is(ecconf(['lint', '/dev/null']).status, 0)
})

test('what an include finds in /sys or /proc is not read', () => {
  const cwd = scratch()
  for (const name of ['/sys/devices/system/cpu/online', '/proc/version']) {
    writeFileSync(join(cwd, 'ecelerity.conf'), `include "${name}"\n`)
    const { status, stdout } = ecconf(['lint', '--format', 'compact', 'ecelerity.conf'], { cwd })
    assert.is(status, 1)
    assert.match(stdout, `Included file "${name}" cannot be read: is no regular file`)
  }
})

test.run()
