import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  ecConsole,
  eccmgr,
  flags,
  installation,
  ManagerProcess,
  pidIn,
} from '../../tools/manager-process.js'
import { until } from '../../tools/running-manager.js'

const test = suite('eccmgr')

const paniclog = (root: string) => readFileSync(join(root, 'var/log/eccluster/paniclog.ec'), 'utf8')

test('-V prints the banner', () => {
  assert.equal(eccmgr(['-V']), {
    status: 0,
    stdout:
      '##############################################\n# eccmgr version: 0.1.0\n# A part of ecconf.\n##############################################\n',
    stderr: '',
  })
})

test('an invalid configuration is refused with its lines: every error, then the two of the product', () => {
  const installed = installation((text) => `${text}\nno_such_option = 1\nEnable = "perhaps"\n`)
  const lines = readFileSync(installed.main, 'utf8').split('\n').length
  for (const more of [['-d'], []]) {
    const { status, stdout, stderr } = eccmgr([...flags(installed), ...more])
    assert.equal([status, stdout], [2, ''])
    const said = stderr.split('\n')
    assert.match(said[0] ?? '', `eccluster.conf:${lines - 2}:1: `)
    assert.equal(said.slice(-3), ['Reconfigure failed.', 'Global configuration error.', ''])
  }
  assert.not(existsSync(join(installed.root, 'var/run/eccmgr.pid')))
})

test('no main file: one line, exit 2', () => {
  const { status, stderr } = eccmgr(['-d', '-c', '/nowhere/eccluster.conf'])
  assert.is(status, 2)
  assert.is(
    stderr,
    '/nowhere/eccluster.conf: no such file or directory\nReconfigure failed.\nGlobal configuration error.\n',
  )
})

test('in the background: PID file, a second one is refused, TERM stops it cleanly', async () => {
  const installed = installation()
  const pidFile = join(installed.root, 'var/run/eccmgr.pid')
  assert.equal(eccmgr(flags(installed)), { status: 0, stdout: '', stderr: '' })
  const pid = pidIn(pidFile) ?? 0
  try {
    assert.is(ecConsole([installed.socket, 'pid']).stdout, `${pid}\n`)
    const second = eccmgr(flags(installed))
    assert.is(second.status, 2)
    assert.is(second.stderr, `The manager runs already, as process ${pid}.\n`)
    assert.is(pidIn(pidFile), pid)
  } finally {
    process.kill(pid, 'SIGTERM')
  }
  await until(() => !existsSync(pidFile))
  assert.not(existsSync(installed.socket))
  assert.match(
    paniclog(installed.root),
    /:eccmgr: stopping: the signal TERM\n\d{10}:eccmgr: stopped\n$/,
  )
})

test('after kill -9 it starts again: the socket and the PID file are replaced', async () => {
  const installed = installation()
  const pidFile = join(installed.root, 'var/run/eccmgr.pid')
  eccmgr(flags(installed))
  const first = pidIn(pidFile) ?? 0
  ecConsole([installed.socket, 'config set Blackhole true'])
  process.kill(first, 'SIGKILL')
  await until(() => {
    try {
      process.kill(first, 0)
      return readFileSync(`/proc/${first}/stat`, 'latin1').includes(') Z ')
    } catch {
      return true
    }
  })
  assert.equal(eccmgr(flags(installed)), { status: 0, stdout: '', stderr: '' })
  const second = pidIn(pidFile) ?? 0
  try {
    assert.is.not(second, first)
    assert.is(ecConsole([installed.socket, 'config get Blackhole']).status, 1)
  } finally {
    process.kill(second, 'SIGTERM')
  }
  await until(() => !existsSync(pidFile))
})

test('HUP reloads; a refused reload says why and changes nothing', async () => {
  const installed = installation()
  const manager = await ManagerProcess.start(installed)
  appendFileSync(installed.main, '\nBlackhole = true\n')
  manager.child.kill('SIGHUP')
  await manager.untilSaid('configuration reloaded by the signal HUP')
  assert.is(ecConsole([installed.socket, 'config get Blackhole']).stdout, 'Blackhole = true\n')
  appendFileSync(installed.main, 'nonsense_option = 1\n')
  manager.child.kill('SIGHUP')
  await manager.untilSaid('Reconfigure failed.')
  const refused = manager.said.at(manager.said.indexOf('Reconfigure failed.') - 1)
  assert.match(refused ?? '', /eccluster\.conf:\d+:1: .*nonsense_option.*schema\/unknown-option$/)
  assert.is(ecConsole([installed.socket, 'config get Blackhole']).stdout, 'Blackhole = true\n')
  assert.is(await manager.end(), 0)
})

test('USR1 opens no debugger', async () => {
  const installed = installation()
  const manager = await ManagerProcess.start(installed)
  manager.child.kill('SIGUSR1')
  manager.child.kill('SIGHUP')
  await manager.untilSaid('configuration reloaded by the signal HUP')
  assert.is(ecConsole([installed.socket, 'pid']).stdout, `${manager.child.pid}\n`)
  assert.equal(
    manager.said.filter((line) => /debugger|inspector/i.test(line)),
    [],
  )
  assert.is(await manager.end(), 0)
})

test('in the background files are named by their whole paths, and what is wrong is told once', async () => {
  // The second one is refused: no listener is left to it.
  const installed = installation((text) =>
    text.replace('Enable_Authorization = "true"', 'Enable = false'),
  )
  const pidFile = join(installed.root, 'var/run/eccmgr.pid')
  assert.is(eccmgr(flags(installed)).status, 0)
  try {
    const { stdout } = ecConsole([installed.socket, 'config why Logs dir_mode'])
    assert.ok(stdout.includes(`${installed.main}:22:3`), stdout)
    const second = eccmgr(['-n', ...flags(installed)])
    assert.is(
      second.stderr,
      `${installed.socket} cannot be opened: another program listens there\n`,
    )
    assert.is(second.status, 2)
    appendFileSync(installed.main, 'Blackhol = true\n')
    assert.equal(ecConsole([installed.socket, 'config reload']), {
      status: 1,
      stdout: `${installed.main}:66:1: Unknown option "Blackhol" in scope Global. Did you mean "Blackhole"?  schema/unknown-option\nReconfigure failed.\n`,
      stderr: '',
    })
  } finally {
    process.kill(pidIn(pidFile) ?? 0, 'SIGTERM')
  }
  await until(() => !existsSync(pidFile))
})

test('options that need a restart are named in the paniclog', async () => {
  const installed = installation()
  const manager = await ManagerProcess.start(installed)
  assert.is(ecConsole([installed.socket, 'config set Security User nobody']).status, 0)
  await until(() => paniclog(installed.root).includes('Security User takes effect'))
  assert.match(
    paniclog(installed.root),
    /^\d{10}:config: Option Security User takes effect when the manager is started again$/m,
  )
  assert.is(await manager.end('SIGINT'), 0)
})

test('what has no effect, and what is lost, is told at the start', async () => {
  const installed = installation((text) =>
    text
      .replace('User  =', 'Chroot = "/jail"\n  Capabilities = "none"\n  User  =')
      .replace('#as_logger {', 'as_logger {')
      .replace('#  base_dir', '  base_dir')
      .replace(/^#\}/m, '}'),
  )
  const manager = await ManagerProcess.start(installed)
  for (const text of [
    'Security.Chroot has no effect here',
    'Security.Capabilities has no effect here',
    'as_logger has nothing to collect: there is no message bus',
  ]) {
    assert.ok(manager.said.includes(text), `${text}\n${manager.said.join('\n')}`)
  }
  await manager.end()
})

test('in the background a user who does not exist is a refusal, in the foreground a warning', async () => {
  const installed = installation((text) => text.replace('User  = "root"', 'User  = "nobody-here"'))
  assert.equal(eccmgr(flags(installed)), {
    status: 2,
    stdout: '',
    stderr: 'Security.User: there is no user "nobody-here"\n',
  })
  const manager = await ManagerProcess.start(installed)
  assert.ok(
    manager.said.includes(
      'Security.User: there is no user "nobody-here": the manager goes on as it is',
    ),
  )
  await manager.end()
})

test('it becomes the user that Security names; socket, logs and PID file are that user’s', async () => {
  const installed = installation((text) =>
    text
      .replace('User  = "root"', 'User  = "nobody"')
      .replace('GROUP = "root"', 'Group = "nogroup"'),
  )
  const { chmodSync, chownSync, statSync } = await import('node:fs')
  for (const path of ['', 'var/log/eccluster']) chmodSync(join(installed.root, path), 0o755)
  chownSync(join(installed.root, 'var/log/eccluster'), 65_534, 65_534)
  const manager = await ManagerProcess.start(installed)
  const status = readFileSync(`/proc/${manager.child.pid}/status`, 'utf8')
  assert.match(status, /^Uid:\t65534\t65534\t65534\t65534$/m)
  assert.match(status, /^Gid:\t65534\t65534\t65534\t65534$/m)
  assert.match(status, /^Groups:\t65534 $/m)
  assert.is(statSync(installed.socket).uid, 65_534)
  assert.is(statSync(join(installed.root, 'var/log/eccluster/paniclog.ec')).uid, 65_534)
  const files = manager.said.filter((line) => line.startsWith('writeback cannot write '))
  assert.ok(files.some((line) => line.endsWith('/eccluster.conf')))
  await manager.end()
})

test('links in the place of a log are not followed', async () => {
  const installed = installation()
  const victim = join(installed.root, 'precious')
  writeFileSync(victim, '')
  const { symlinkSync } = await import('node:fs')
  symlinkSync(victim, join(installed.root, 'var/log/eccluster/acctlog.ec'))
  const { status, stderr } = eccmgr(flags(installed))
  assert.is(status, 2)
  assert.match(
    stderr,
    /^acctlog \/var\/log\/eccluster\/acctlog\.ec cannot be written: too many symbolic links encountered/,
  )
  assert.is(readFileSync(victim, 'utf8'), '')
})

test.run()
