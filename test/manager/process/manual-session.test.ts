import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { MAIN } from '../../cli/cluster.js'
import { ecConsole, installation, ManagerProcess } from '../../tools/manager-process.js'

const test = suite('the session of the manual, with the programs as they are shipped')

const installed = installation()
const manager = await ManagerProcess.start(installed)
const main = () => readFileSync(join(installed.root, MAIN), 'utf8')

/** What a command prints, which has to succeed. */
function ok(...words: string[]): string {
  const { status, stdout, stderr } = ecConsole([installed.socket, ...words])
  assert.is(stderr, '')
  assert.is(status, 0, stdout)
  return stdout
}

test('all words behind the address are one command; no banner, no prompt', () => {
  assert.is(ok('pid'), `${manager.child.pid}\n`)
  assert.is(
    ok('config', 'show', 'Logs'),
    'dir_mode = "0755"\nlogfile = "/var/log/eccluster/%Y/%m/%d/%{l}/%{s}/%{n}"\nfile_mode = 0640\n',
  )
})

test('showrecurse shows all that affects the manager', () => {
  const all = ok('config', 'showrecurse')
  assert.match(
    all,
    `Control_Listener {\n  Listen "${installed.socket}" {\n    Enable_Authentication = "false"\n`,
  )
  assert.match(all, 'auth_ds {\n  Scheme "ecauth" {\n')
  assert.match(all, 'Datasource "ecdb" {\n  uri = (\n    "pgsql:host=')
})

test('get, eval, locate, set, unset', () => {
  assert.is(ok('config get TimeStampFormat'), 'TimeStampFormat = "[%a %d %b %Y %H:%M:%S] "\n')
  assert.is(
    ok('config locate QueryGroups'),
    'QueryGroups\n  is at auth_ds::Scheme:ecauth:QueryGroups::\n',
  )
  assert.is(ok('config set Logs file_mode 0600'), '        file_mode = 0600\n')
  assert.is(ok('config get Logs file_mode'), '        file_mode = 0600\n')
  assert.is(ok('config eval Logs file_mode'), 'file_mode = 0600\n')
  assert.is(ok('config set Message_Expiration 7200'), 'Message_Expiration = 7200\n')
  assert.is(
    ok('config unset Message_Expiration'),
    '"Message_Expiration" has been unset. Effective value is now:\nMessage_Expiration = 86400\n',
  )
  assert.match(main(), 'File_Mode = 0640')
})

test('a change is permanent by writeback, and only the value differs in the file', () => {
  const before = main()
  assert.is(ok('config writeback'), `Wrote /${MAIN}\n`)
  assert.is(main(), before.replace('File_Mode = 0640', 'File_Mode = 0600'))
  assert.is(ok('config writeback'), 'Nothing to write.\n')
})

test('standard input: goes on behind an error, exit 1 when one failed', () => {
  const input =
    'config begin\nconfig set Blackhole true\nnonsense\n\nconfig get Blackhole\nquit\npid\n'
  assert.equal(ecConsole([installed.socket], input), {
    status: 1,
    stdout: 'OK\nBlackhole = true\nnonsense command not understood\nBlackhole = true\n',
    stderr: '',
  })
  const { stdout, status } = ecConsole([installed.socket, 'config get Blackhole'])
  assert.equal([stdout, status], ["Option 'Blackhole' is not set in scope ''.\n", 1])
})

test('a string over several lines is one command', () => {
  const lines = ok('config show auth_ds Scheme ecauth Authenticate query | display set')
  assert.match(lines, /^config set auth_ds Scheme ecauth Authenticate query "SELECT password\n/)
  const { stdout, status, stderr } = ecConsole([installed.socket], lines)
  assert.equal([status, stderr], [0, ''])
  assert.match(stdout, /^ {8}query = "SELECT password\n/)
})

test('cluster commands are refused, and what stands alone says so', () => {
  const { stdout, status } = ecConsole([installed.socket, 'cluster duravip show'])
  assert.is(status, 1)
  assert.match(stdout, /^cluster command not understood\n/)
  assert.is(
    ok('info'),
    'Daemon: none (not connected to a message bus)\nControl Group: ec_console\nCluster Group: ec_cluster\nLogger Group: none\n',
  )
  assert.match(ok('show cluster membership'), 'Node Type: Manager\n')
})

test('nobody at the address: exit 2 and one line', () => {
  const nowhere = join(installed.root, 'tmp/nothing')
  assert.equal(ecConsole([nowhere, 'pid']), {
    status: 2,
    stdout: '',
    stderr: `ec_console: Cannot connect to ${nowhere}: there is no such socket.\n`,
  })
})

test('CONTROL in the environment is the default address', async () => {
  const { spawnSync } = await import('node:child_process')
  const { shipped } = await import('../../tools/manager-process.js')
  const { stdout } = spawnSync(process.execPath, [shipped('ec_console')], {
    input: 'pid\n',
    encoding: 'utf8',
    env: { ...process.env, CONTROL: installed.socket },
  })
  assert.is(stdout, `${manager.child.pid}\n`)
})

test('shutdown stops it: exit 0, and no socket stays', async () => {
  const ended = new Promise((resolve) => manager.child.once('exit', resolve))
  assert.is(ok('shutdown'), 'Shutting down.\n')
  assert.is(await ended, 0)
  assert.is(ecConsole([installed.socket, 'pid']).status, 2)
})

test.run()
