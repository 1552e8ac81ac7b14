import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { notifySystemd } from '../../../src/manager/process/notify-systemd.js'
import { scratch } from '../../tools/scratch.js'

const test = suite('what systemd is told')

test('the program that tells it gets nothing else of the environment', async () => {
  const folder = scratch()
  const said = join(folder, 'said')
  const program = join(folder, 'systemd-notify')
  writeFileSync(program, `#!/bin/sh\necho "$@" > ${said}\nenv >> ${said}\n`)
  chmodSync(program, 0o755)
  const before = { ...process.env }
  const { PATH } = before
  Object.assign(process.env, {
    NOTIFY_SOCKET: '@nobody',
    PATH: `${folder}:${PATH}`,
    OF_ROOT: 'unlikelyword',
  })
  try {
    await notifySystemd('ready')
  } finally {
    for (const name of ['NOTIFY_SOCKET', 'OF_ROOT']) delete process.env[name]
    Object.assign(process.env, before)
  }
  const text = readFileSync(said, 'utf8')
  assert.match(text, `--ready --pid=${process.pid}\n`)
  assert.match(text, 'NOTIFY_SOCKET=@nobody\n')
  assert.not.match(text, 'unlikelyword')
})

test.run()
