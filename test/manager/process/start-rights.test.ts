import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { load } from '../../../src/config/index.js'
import { PidFile } from '../../../src/manager/process/pid-file.js'
import {
  ASKS_NODES,
  accountThatDecides,
  openingFor,
} from '../../../src/manager/process/start-rights.js'
import { nodeEnvironment } from '../../../src/node/index.js'
import {
  eccmgr,
  flags,
  type Installation,
  installation,
  ManagerProcess,
  pidIn,
} from '../../tools/manager-process.js'
import type { Run } from '../../tools/program.js'
import { until } from '../../tools/running-manager.js'
import { scratch } from '../../tools/scratch.js'
import { folderOf, NOBODY, ROOT, readableProgram, runAs } from '../../tools/second-user.js'

const test = suite('what root does before it is the user of Security')

/** An installation whose `Security` names the account that every machine has. */
function ofNobody(edit: (text: string) => string = (text) => text, at?: string): Installation {
  const installed = installation(
    (text) =>
      edit(
        text
          .replace('User  = "root"', 'User  = "nobody"')
          .replace('GROUP = "root"', 'GROUP = "nogroup"'),
      ),
    at,
  )
  // Otherwise nobody else could come so far.
  chmodSync(installed.root, 0o755)
  chmodSync(join(installed.root, 'tmp'), 0o1777)
  return installed
}

/** Gives the whole copy away. */
function giveAway({ root }: Installation): void {
  assert.is(spawnSync('chown', ['-R', `${NOBODY.uid}:${NOBODY.gid}`, root]).status, 0)
}

/** Starts the manager in the background, as root. */
function start(installed: Installation, more: readonly string[] = []): Run {
  const program = join(dirname(readableProgram()), 'eccmgr.cjs')
  return runAs(ROOT, process.execPath, [program, ...flags(installed), ...more])
}

/** Takes a folder of the user with a link in it that leads to a folder of root. */
function linkedFolder(): { readonly folder: string; readonly ofRoot: string } {
  const folder = folderOf(NOBODY)
  const ofRoot = folderOf(ROOT)
  symlinkSync(ofRoot, join(folder, 'link'))
  return { folder, ofRoot }
}

const LOGS = '/var/log/eccluster'

test('a configuration that others can change makes no file where they could not', () => {
  const installed = ofNobody((text) => text.replaceAll(`"${LOGS}/`, '"/etc-of-root/'))
  giveAway(installed)
  const ofRoot = join(installed.root, 'etc-of-root')
  mkdirSync(ofRoot)
  assert.is(statSync(ofRoot).uid, 0)
  const { status, stderr } = start(installed)
  assert.is(status, 2)
  assert.match(stderr, 'paniclog /etc-of-root/paniclog.ec cannot be written: permission denied\n')
  assert.equal(readdirSync(ofRoot), [])
})

test('its PID file replaces no file of root', () => {
  const installed = ofNobody((text) => `pidfile = "/etc-of-root/passwd"\n${text}`)
  giveAway(installed)
  const ofRoot = join(installed.root, 'etc-of-root')
  mkdirSync(ofRoot)
  writeFileSync(join(ofRoot, 'passwd'), 'root\n')
  const { status, stderr } = start(installed)
  assert.is(status, 2)
  assert.match(stderr, /^The PID file \S*\/etc-of-root\/passwd cannot be written: /m)
  assert.equal(readdirSync(ofRoot), ['passwd'])
  assert.is(readFileSync(join(ofRoot, 'passwd'), 'utf8'), 'root\n')
})

test('it names nobody else for the manager to be, also in the foreground and in a unit', () => {
  const installed = installation()
  giveAway(installed)
  const main = `/${installed.main.slice(installed.root.length + 1)}`
  const said = `${main} can be changed by user ${NOBODY.uid}, who is neither root nor the user of Security: root starts no manager for others. Take that right away, or start it as that user\n`
  for (const more of [[], ['-d']]) {
    assert.equal(start(installed, more), { status: 2, stdout: '', stderr: said })
  }
  const unit = start(installed, ['--print-unit'])
  assert.equal(unit, { status: 2, stdout: '', stderr: `ecconf: ${said}` })
})

test('who can change it gives itself no group', () => {
  const groups: readonly [string, (text: string) => string][] = [
    ['group', (text) => text.replace('GROUP = "nogroup"', 'GROUP = "root"')],
    [
      'supplemental groups',
      (text) =>
        text.replace('GROUP = "nogroup"', '$&\n  Supplemental_Groups = ( "nogroup" "root" )'),
    ],
  ]
  const said = `MAIN can be changed by user ${NOBODY.uid}, whom Security puts into group 0, of which that user is no member: root starts no manager with groups that others give themselves. Make that user a member, or take the right to change the file away\n`
  for (const [name, edit] of groups) {
    const installed = ofNobody(edit)
    giveAway(installed)
    const main = `/${installed.main.slice(installed.root.length + 1)}`
    const expected = said.replace('MAIN', main)
    for (const more of [[], ['-d']]) {
      const run = start(installed, more)
      assert.equal(run, { status: 2, stdout: '', stderr: expected }, name)
    }
    const unit = start(installed, ['--print-unit'])
    assert.equal(unit, { status: 2, stdout: '', stderr: `ecconf: ${expected}` }, name)
  }
})

test('a file that has gone from where others can make one is theirs', async () => {
  const shared = folderOf(ROOT, 0o1777)
  const main = join(shared, 'eccluster.conf')
  writeFileSync(main, 'Security { User = "nobody" Group = "nogroup" }\n')
  chownSync(main, NOBODY.uid, NOBODY.gid)
  const configuration = await load(main, { environment: nodeEnvironment() })
  // The user takes it away when it is read, before it is looked at whose it is.
  rmSync(main)
  const refused = await accountThatDecides(configuration, ASKS_NODES).catch(
    ({ message }) => message,
  )
  assert.match(refused, `${main} can be changed by others, who is neither root`)
})

test('files that a group can change are files of others too', () => {
  const installed = ofNobody()
  const { main } = installed
  chmodSync(main, 0o664)
  chownSync(main, 0, 4_321)
  const { status, stderr } = start(installed)
  assert.is(status, 2)
  assert.match(stderr, /eccluster\.conf can be changed by group 4321, who is neither root/)
})

test('the user who can change it gets nothing to see that only root can read', () => {
  const installed = ofNobody((text) => `${text}\ninclude "/of-root.conf"\n`)
  giveAway(installed)
  writeFileSync(join(installed.root, 'of-root.conf'), 'Blackhole = true\n', { mode: 0o600 })
  const { status, stderr } = start(installed)
  assert.is(status, 2)
  assert.match(stderr, /^\S*eccluster\.conf:\d+:\d+: .*\/of-root\.conf.*$/m)
  assert.ok(stderr.endsWith('Reconfigure failed.\nGlobal configuration error.\n'), stderr)
})

test('started for its own user it has the rights of that user from the beginning, and root its usual PID file', async () => {
  const installed = ofNobody()
  giveAway(installed)
  const { root } = installed
  const run = join(root, 'var/run')
  for (const folder of [root, join(root, 'var'), run]) chownSync(folder, 0, 0)
  const pidFile = join(run, 'eccmgr.pid')
  assert.equal(start(installed), { status: 0, stdout: '', stderr: '' })
  const pid = pidIn(pidFile) ?? 0
  try {
    assert.is(statSync(`/proc/${pid}`).uid, NOBODY.uid)
    assert.is(statSync(pidFile).uid, NOBODY.uid)
    assert.is(statSync(join(root, LOGS, 'paniclog.ec')).uid, NOBODY.uid)
    assert.is(statSync(installed.socket).uid, NOBODY.uid)
  } finally {
    process.kill(pid, 'SIGTERM')
  }
  await until(() => readFileSync(pidFile, 'utf8') === '')
})

test('links in folders of the user lead root nowhere: logs, the PID file and sockets', () => {
  const { folder, ofRoot } = linkedFolder()
  const installed = ofNobody((text) => text.replaceAll(`"${LOGS}/`, '"/logs/link/'))
  symlinkSync(folder, join(installed.root, 'logs'))
  const { status, stderr } = start(installed)
  assert.is(status, 2)
  assert.match(stderr, 'paniclog /logs/link/paniclog.ec cannot be written: permission denied\n')
  assert.equal(readdirSync(ofRoot), [])
  const withSocket = ofNobody((text) => text, join(folder, 'link/2025'))
  chownSync(join(withSocket.root, LOGS), NOBODY.uid, NOBODY.gid)
  const second = start(withSocket)
  const pid = pidIn(join(withSocket.root, 'var/run/eccmgr.pid')) ?? 0
  if (pid > 0) process.kill(pid, 'SIGKILL')
  assert.match(second.stderr, /\/link\/2025 cannot be opened: permission denied\n/)
  assert.equal(readdirSync(ofRoot), [])
  const withPid = ofNobody((text) => `pidfile = "/run/link/eccmgr.pid"\n${text}`)
  symlinkSync(folder, join(withPid.root, 'run'))
  const third = start(withPid)
  assert.is(third.status, 2)
  assert.match(third.stderr, /^The PID file \S+ cannot be written: .*permission denied$/m)
  assert.equal(readdirSync(ofRoot), [])
})

test('a log that could not be opened is opened with no more rights the next time', async () => {
  const { folder, ofRoot } = linkedFolder()
  const installed = ofNobody((text) => text.replaceAll(`"${LOGS}/`, '"/logs/link/'))
  symlinkSync(folder, join(installed.root, 'logs'))
  // In the foreground it goes on without the log, and has something to say in it.
  const manager = await ManagerProcess.start(installed)
  try {
    assert.match(
      manager.said.join('\n'),
      'paniclog /logs/link/paniclog.ec cannot be written: permission denied\n',
    )
    assert.equal(readdirSync(ofRoot), [])
  } finally {
    await manager.end()
  }
  assert.equal(readdirSync(ofRoot), [])
})

test('one thing at a time is opened with the rights of the user, and the rest waits as root', async () => {
  const folder = folderOf(NOBODY)
  const opening = openingFor({ user: 'nobody', ...NOBODY, supplementalGroups: [] })
  const users: (number | undefined)[] = []
  const look = async () => {
    // The second one would go on when the first one has ended.
    for (let times = 0; times < 3; times++) {
      await sleep(10 * users.length)
      users.push(process.geteuid?.())
    }
  }
  await Promise.all([opening(join(folder, 'a'), look), opening(join(folder, 'b'), look)])
  assert.equal(users, Array(6).fill(NOBODY.uid))
  assert.is(process.geteuid?.(), 0)
})

test('a PID file of somebody else stays, whatever lies in its place', () => {
  const folder = scratch()
  const path = join(folder, 'eccmgr.pid')
  const other = join(folder, 'other')
  for (const replace of [
    () => writeFileSync(path, '1\n'),
    () => symlinkSync(other, path),
    () => mkdirSync(path),
  ]) {
    writeFileSync(other, 'root\n')
    const file = PidFile.take(path, true)
    file.write(undefined)
    renameSync(path, join(folder, 'moved'))
    replace()
    const { ino } = lstatSync(path)
    file.remove()
    assert.is(lstatSync(path).ino, ino)
    assert.is(readFileSync(other, 'utf8'), 'root\n')
    rmSync(path, { recursive: true })
  }
})

test('what root makes in a folder of the user is made as that user', async () => {
  const folder = folderOf(NOBODY)
  const installed = ofNobody(
    (text) => `pidfile = "/run/eccmgr.pid"\n${text.replaceAll(`"${LOGS}/`, '"/run/')}`,
    join(folder, '2025'),
  )
  symlinkSync(folder, join(installed.root, 'run'))
  const { status, stderr } = start(installed)
  assert.is(status, 0, stderr)
  const pid = pidIn(join(folder, 'eccmgr.pid')) ?? 0
  try {
    const made = readdirSync(folder).sort()
    for (const name of ['.eccmgr.pid.ecconf-lock', '2025', 'eccmgr.pid', 'paniclog.ec']) {
      assert.ok(made.includes(name), made.join(' '))
      assert.is(statSync(join(folder, name)).uid, NOBODY.uid, name)
    }
  } finally {
    process.kill(pid, 'SIGTERM')
  }
  await until(() => !existsSync(join(folder, 'eccmgr.pid')))
})

test('a unit has no line that a name or a path has brought in', () => {
  for (const [from, to, said] of [
    ['User  = "root"', 'User  = "root\nExecStartPre=+/bin/x"', 'root\\nExecStartPre=+/bin/x'],
    [`"${LOGS}/paniclog.ec"`, '"/x\nExecStartPre=+/bin/x\n/y"', '\\nExecStartPre=+/bin/x\\n'],
    ['GROUP = "root"', 'GROUP = "root\\\\"', 'A unit cannot name "root\\\\"'],
  ] as const) {
    const installed = installation((text) => text.replace(from, to))
    assert.match(readFileSync(installed.main, 'utf8'), to)
    const { status, stdout, stderr } = eccmgr(['--print-unit', ...flags(installed)])
    assert.equal([status, stdout], [2, ''])
    assert.match(stderr, said)
  }
})

test.run()
