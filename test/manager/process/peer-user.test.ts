import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { encodeFrame } from '../../../src/protocol/index.js'
import { installation, ManagerProcess } from '../../tools/manager-process.js'
import { scratch } from '../../tools/scratch.js'
import {
  folderOf,
  NOBODY,
  ROOT,
  readableProgram,
  runAs,
  SECOND_USER,
} from '../../tools/second-user.js'

const test = suite('who is at the other end of a Unix socket')

const installed = installation((text) =>
  text.replace('Listen "/tmp/2025" {', 'Listen "/tmp/2025" {\n File_Mode = 0666\n'),
)
for (const path of ['', 'tmp']) chmodSync(join(installed.root, path), 0o755)
const manager = await ManagerProcess.start(installed)
const console = join(dirname(readableProgram()), 'ec_console.cjs')

/** The user of the session in the acctlog that began last. */
function lastUser(): string | undefined {
  const log = readFileSync(join(installed.root, 'var/log/eccluster/acctlog.ec'), 'utf8')
  const [, user] = /@N@\/[^@]*\/tmp\/2025@@(.*)@1\n$/.exec(log) ?? []
  return user
}

test('another user is known by the kernel: by name, or by number without an account', () => {
  assert.is(runAs(NOBODY, process.execPath, [console, installed.socket, 'pid']).status, 0)
  assert.is(lastUser(), 'nobody')
  assert.is(runAs(SECOND_USER, process.execPath, [console, installed.socket, 'pid']).status, 0)
  assert.is(lastUser(), String(SECOND_USER.uid))
})

test('a client that lies about itself changes nothing', () => {
  const hello = encodeFrame({ kind: 'hello', version: 1, program: 'root', release: 'uid=0' })
  const script = `
    const socket = require('node:net').createConnection(process.argv[1])
    socket.write(Buffer.from(process.argv[2], 'base64'))
    socket.once('data', () => socket.destroy())`
  const words = ['-e', script, installed.socket, Buffer.from(hello).toString('base64')]
  const env = { USER: 'root', LOGNAME: 'root', HOME: '/root', SUDO_USER: 'root' }
  assert.is(runAs(NOBODY, process.execPath, words, { env }).status, 0)
  assert.is(lastUser(), 'nobody')
})

test('where the compiled part is not there, none is taken from the home of whoever HOME says', () => {
  const bin = scratch()
  cpSync(dirname(readableProgram()), bin, { recursive: true })
  for (const kind of ['linux', 'musl']) rmSync(join(bin, `koffi-${kind}_x64.node`))
  const home = folderOf(NOBODY)
  mkdirSync(join(home, '.node_modules/koffi'), { recursive: true })
  const mark = join(home, 'mark')
  const code = `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`
  writeFileSync(join(home, '.node_modules/koffi/index.js'), code)
  const main = join(folderOf(ROOT), 'eccluster.conf')
  const listener = 'Control_Listener { Listen "/nowhere/2025" { } }\n'
  writeFileSync(main, `Security { User = "root" Group = "root" }\n${listener}`)
  const words = [join(bin, 'eccmgr.cjs'), '-d', '-c', main]
  const { status, stderr } = runAs(ROOT, process.execPath, words, { env: { HOME: home } })
  assert.is(status, 2)
  assert.match(stderr, '/nowhere/2025')
  assert.is(existsSync(mark), false)
})

test('it ends', async () => {
  assert.is(spawnSync('id', ['-un'], { encoding: 'utf8' }).stdout, 'root\n')
  assert.is(await manager.end(), 0)
})

test.run()
