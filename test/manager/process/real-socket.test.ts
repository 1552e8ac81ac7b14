import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { MAIN } from '../../cli/cluster.js'
import {
  ecConsole,
  eccmgr,
  flags,
  installation,
  pidIn,
  shipped,
} from '../../tools/manager-process.js'
import { until } from '../../tools/running-manager.js'
import { closeScreens, Screen } from '../../tools/screen.js'

const test = suite('the session of the manual, from the start of the manager on, at /tmp/2025')

/** Where the manual has it, and where `ec_console` looks without an address. */
const SOCKET = '/tmp/2025'

const installed = installation(undefined, SOCKET)
const main = () => readFileSync(join(installed.root, MAIN), 'utf8')
const pidFile = join(installed.root, 'var/run/eccmgr.pid')

test.after(() => {
  closeScreens()
  const pid = pidIn(pidFile)
  if (pid !== undefined) process.kill(pid)
})

test('the default address is the one of the manual', () => {
  assert.match(ecConsole(['--man']).stdout, `environment, or\n${SOCKET}.\n`)
})

const isTaken = lstatSync(SOCKET, { throwIfNoEntry: false }) !== undefined
if (isTaken) console.log(`skipped: somebody else has ${SOCKET}`)
const real = isTaken ? test.skip : test

real('it starts in the background, and says nothing', () => {
  assert.equal(eccmgr(flags(installed)), { status: 0, stdout: '', stderr: '' })
  assert.is(pidIn(pidFile) === undefined, false)
})

real('ec_console without an argument: banner, prompt, every command of the page', async () => {
  const screen = new Screen([process.execPath, shipped('ec_console')], {
    columns: 110,
    rows: 60,
    env: { EC_CONSOLE_HISTORY: '', CONTROL: '' },
  })
  await screen.shows(/> ?$/)
  for (const line of [
    'config showrecurse | match ^[A-Za-z]',
    'config show Logs',
    'config set Logs file_mode 0600',
    'config get Logs file_mode',
    'config get TimeStampFormat',
    'config set TimeStampFormat "%H "',
    'config eval TimeStampFormat',
    'config unset TimeStampFormat',
    'config eval Message_Expiration',
    'config locate Scheme',
    'config locate Listen 2025',
    'config set Message_Expiration 7200',
    'config unset Message_Expiration',
    'config writeback',
  ]) {
    await screen.enter(line)
  }
  assert.equal(screen.lines, [
    '##############################################',
    '# eccmgr version: 0.1.0',
    '# A part of ecconf.',
    '##############################################',
    'T /tmp/2025> config showrecurse | match ^[A-Za-z]',
    'Debug_Flags {',
    'ThreadPool "SwapOut" {',
    'ThreadPool "SwapIn" {',
    'ThreadPool "Unlink" {',
    'ThreadPool "Batch_Unlink" {',
    'ThreadPool "Close" {',
    'ThreadPool "CPU" {',
    'ThreadPool "IO" {',
    'ThreadPool "SpoolIn" {',
    'Security {',
    'Logs {',
    'Control_Listener {',
    'ec_logger "ec_logger" {',
    'Datasource "ecdb" {',
    'auth_ds {',
    'Authorization {',
    'TimeStampFormat = "[%a %d %b %Y %H:%M:%S] "',
    'T /tmp/2025> config show Logs',
    'dir_mode = "0755"',
    'logfile = "/var/log/eccluster/%Y/%m/%d/%{l}/%{s}/%{n}"',
    'file_mode = 0640',
    'T /tmp/2025> config set Logs file_mode 0600',
    '        file_mode = 0600',
    'T /tmp/2025> config get Logs file_mode',
    '        file_mode = 0600',
    'T /tmp/2025> config get TimeStampFormat',
    'TimeStampFormat = "[%a %d %b %Y %H:%M:%S] "',
    'T /tmp/2025> config set TimeStampFormat "%H "',
    'TimeStampFormat = "%H "',
    'T /tmp/2025> config eval TimeStampFormat',
    'TimeStampFormat = "%H "',
    'T /tmp/2025> config unset TimeStampFormat',
    '"TimeStampFormat" has been unset. Effective value is now:',
    'TimeStampFormat = "[%a %d %b %Y %H:%M:%S] "',
    'T /tmp/2025> config eval Message_Expiration',
    'Message_Expiration = 86400',
    'T /tmp/2025> config locate Scheme',
    'Scheme "ecauth"',
    '  is at auth_ds::Scheme:ecauth:',
    'T /tmp/2025> config locate Listen 2025',
    'Listen "/tmp/2025"',
    '  is at Control_Listener::Listen:/tmp/2025:',
    'T /tmp/2025> config set Message_Expiration 7200',
    'Message_Expiration = 7200',
    'T /tmp/2025> config unset Message_Expiration',
    '"Message_Expiration" has been unset. Effective value is now:',
    'Message_Expiration = 86400',
    'T /tmp/2025> config writeback',
    'Wrote /opt/msys/ecelerity/etc/conf/default/eccluster.conf',
    'T /tmp/2025>',
  ])
  screen.type('quit')
  screen.press('Enter')
  await screen.shows(/status 0/)
})

real('what was written back holds after a restart', async () => {
  assert.match(main(), 'File_Mode = 0600\n')
  assert.is(ecConsole([SOCKET, 'shutdown']).stdout, 'Shutting down.\n')
  await until(() => !existsSync(SOCKET) && pidIn(pidFile) === undefined)
  assert.is(eccmgr(flags(installed)).status, 0)
  assert.is(ecConsole([SOCKET, 'config get Logs file_mode']).stdout, '        file_mode = 0600\n')
  assert.is(ecConsole([SOCKET, 'shutdown']).status, 0)
  await until(() => !existsSync(SOCKET))
})

test.run()
