import { spawn } from 'node:child_process'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ended } from '../tools/ended.js'
import { shipped } from '../tools/manager-process.js'
import { RunningManager, stopAll } from '../tools/running-manager.js'
import { scratch } from '../tools/scratch.js'

const test = suite('the console through ssh')

test.after(stopAll)

const manager = await RunningManager.start(
  'Control_Listener {\n  Listen "/tmp/2025" {}\n  Listen "127.0.0.1:0" {}\n}\n',
)
const port = manager.tcp().split(':')[1]

/** A folder with a program `ssh`, which writes down its arguments and then is a given script. */
function standIn(script: string): string {
  const folder = scratch()
  const program = join(folder, 'ssh')
  writeFileSync(
    program,
    `#!${process.execPath}\nrequire('fs').writeFileSync(${JSON.stringify(join(folder, 'words'))}, process.argv.slice(2).join(' '))\n${script}\n`,
  )
  chmodSync(program, 0o755)
  return folder
}

/** Connects as `ssh -W` does. */
const TUNNEL = `const [host, port] = process.argv[3].split(':')
const socket = require('net').connect(Number(port), host)
process.stdin.pipe(socket).pipe(process.stdout)`

/** Runs a command; the manager of this process goes on meanwhile. */
async function console(path: string, words: readonly string[]) {
  const child = spawn(process.execPath, [shipped('ec_console'), ...words], {
    env: { ...process.env, PATH: path },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { status, stdout, stderr } = await ended(child)
  return { status, stdout, stderr }
}

test('a command goes through the tunnel that ssh makes', async () => {
  const folder = standIn(TUNNEL)
  const address = `ssh://joe@gate/127.0.0.1:${port}`
  assert.equal(await console(`${folder}:${process.env.PATH}`, [address, 'pid']), {
    status: 0,
    stdout: `${process.pid}\n`,
    stderr: '',
  })
  assert.is(readFileSync(join(folder, 'words'), 'utf8'), `-W 127.0.0.1:${port} -- joe@gate`)
  assert.equal(await console(`${folder}:${process.env.PATH}`, [address, 'nonsense']), {
    status: 1,
    stdout: 'nonsense command not understood\n',
    stderr: '',
  })
})

test('an ssh that fails, or is not there, is no connection', async () => {
  const failing = standIn(
    "process.stderr.write('joe@gate: Permission denied.\\n')\nprocess.exit(255)",
  )
  const address = 'ssh://joe@gate/*:2025'
  assert.equal(await console(`${failing}:${process.env.PATH}`, [address, 'pid']), {
    status: 2,
    stdout: '',
    stderr: `joe@gate: Permission denied.\nec_console: The connection to ${address} is lost.\n`,
  })
  assert.is(readFileSync(join(failing, 'words'), 'utf8'), '-W localhost:2025 -- joe@gate')
  assert.equal(await console(scratch(), [address, 'pid']), {
    status: 2,
    stdout: '',
    stderr: `ec_console: Cannot connect to ${address}: there is no program ssh.\n`,
  })
})

test.run()
