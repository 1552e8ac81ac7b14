import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  ecConsole,
  eccmgr,
  flags,
  installation,
  pidIn,
  shipped,
} from '../../tools/manager-process.js'
import { ROOT } from '../../tools/program.js'
import { until } from '../../tools/running-manager.js'
import { scratch } from '../../tools/scratch.js'
import { readableProgram } from '../../tools/second-user.js'

const test = suite('eccmgr as a service')

const SERVICE = join(ROOT, 'docs/service')

/** A check that needs something of the machine. */
function where(isThere: boolean, without: string) {
  if (!isThere) console.log(`skipped: ${without}`)
  return isThere ? test : test.skip
}

const has = (program: string) => spawnSync('which', [program]).status === 0
const isRoot = process.getuid?.() === 0

test('the unit runs as the user of Security and may write what it has to', () => {
  const installed = installation((text) =>
    text.replace(
      'User  = "root"',
      'User  = "mail%user"\n  Supplemental_Groups = ( "adm" "log s" )',
    ),
  )
  const { status, stdout, stderr } = eccmgr(['--print-unit', ...flags(installed), '-g', 'g$ "x"'])
  assert.equal([status, stderr], [0, ''])
  const lines = stdout.split('\n')
  const program = join(dirname(shipped('eccmgr')), 'ecconf.cjs')
  const { root, main } = installed
  for (const line of [
    'Type=notify',
    'NotifyAccess=all',
    `ExecStart=${process.execPath} ${program} eccmgr -d -c ${main} -g "g$$ \\"x\\"" --sysroot ${root}`,
    'User=mail%%user',
    'Group=root',
    'SupplementaryGroups=adm log s',
    'AmbientCapabilities=CAP_NET_BIND_SERVICE',
    'CapabilityBoundingSet=CAP_NET_BIND_SERVICE',
    'ProtectSystem=strict',
    `ReadWritePaths=-${dirname(main)}`,
    `ReadWritePaths=-${join(root, 'tmp')}`,
    `ReadWritePaths=-${join(root, 'var/log/eccluster')}`,
  ]) {
    assert.ok(lines.includes(line), `${line}\n${stdout}`)
  }
  assert.is(lines.filter((line) => line.startsWith('ReadWritePaths=')).length, 3)
  assert.not.match(stdout, /^(?:PrivateTmp|PrivateUsers|MemoryDenyWriteExecute)=/m)
})

test('the unit may write where the control cache is kept', () => {
  const cached = installation(
    (text) => `${text}\nLogs { Control_Cache = "/var/cache/ec/answers" }\n`,
  )
  const { status, stdout } = eccmgr(['--print-unit', ...flags(cached)])
  assert.is(status, 0)
  assert.match(stdout, `\nReadWritePaths=-${join(cached.root, 'var/cache/ec')}\n`)
})

test('without a main file there is no unit', () => {
  const { status, stdout, stderr } = eccmgr(['--print-unit', '-c', '/nowhere/eccluster.conf'])
  assert.equal([status, stdout], [2, ''])
  assert.match(stderr, /\/nowhere\/eccluster\.conf: no such file/)
})

where(has('systemd-analyze'), 'there is no systemd-analyze on this machine')(
  'systemd knows every line of the unit, and gives it an exposure of at most 2.0',
  () => {
    const unit = join(scratch(), 'eccmgr.service')
    const installed = installation((text) => text.replaceAll('"root"', '"ecuser"'))
    writeFileSync(unit, eccmgr(['--print-unit', ...flags(installed)]).stdout)
    const security = spawnSync(
      'systemd-analyze',
      ['security', '--offline=true', '--threshold=20', '--no-pager', unit],
      { encoding: 'utf8' },
    )
    assert.is(security.status, 0, security.stdout.split('\n').slice(-3).join('\n'))
    const verified = spawnSync('systemd-analyze', ['verify', '--man=no', unit], {
      encoding: 'utf8',
    })
    assert.not.match(verified.stderr, 'eccmgr.service:')
  },
)

test('eccmgr_ctl knows three words, the init script five', () => {
  const ctl = join(SERVICE, 'eccmgr_ctl')
  for (const words of [[], ['status']]) {
    const { status, stdout } = spawnSync(ctl, words, { encoding: 'utf8' })
    assert.equal([status, stdout], [1, 'Usage: {start|stop|restart}\n'])
  }
  const init = join(SERVICE, 'eccmgr')
  const { status, stderr } = spawnSync(init, ['begin'], { encoding: 'utf8' })
  assert.equal([status, stderr], [2, `Usage: ${init} {start|stop|restart|status|reload}\n`])
})

test('a pipe in the place of the PID file is not waited for', () => {
  const pidFile = join(scratch(), 'eccmgr.pid')
  assert.is(spawnSync('mkfifo', [pidFile]).status, 0)
  const env = { PATH: process.env.PATH, ECCMGR_ENVIRONMENT: '/nowhere', ECCMGR_PIDFILE: pidFile }
  const { status, stdout } = spawnSync(join(SERVICE, 'eccmgr'), ['status'], {
    env,
    encoding: 'utf8',
    timeout: 60_000,
  })
  assert.equal([status, stdout], [3, 'eccmgr does not run\n'])
})

where(isRoot, 'only root can give files away')(
  'the scripts do nothing that somebody else has written into the environment',
  () => {
    const folder = scratch()
    const [made, environment] = [join(folder, 'made'), join(folder, 'environment')]
    const run = (other = {}) => {
      const env = { PATH: process.env.PATH, ECCMGR_ENVIRONMENT: environment, ...other }
      const { status, stdout, stderr } = spawnSync(join(SERVICE, 'eccmgr'), ['status'], {
        env: { ...env, ECCMGR_PIDFILE: join(folder, 'none') },
        encoding: 'utf8',
      })
      return [status, stdout, stderr, existsSync(made)]
    }
    const notReadAt = ({ ECCMGR_ENVIRONMENT: file }: { readonly ECCMGR_ENVIRONMENT: string }) =>
      `${file} is not read: it is no file of root's that only root can write or exchange\n`
    const notRead = notReadAt({ ECCMGR_ENVIRONMENT: environment })
    writeFileSync(environment, `: >'${made}'\n`, { mode: 0o644 })
    chownSync(environment, 65_534, 0)
    assert.equal(run(), [3, 'eccmgr does not run\n', notRead, false])
    chownSync(environment, 0, 65_534)
    chmodSync(environment, 0o664)
    assert.equal(run(), [3, 'eccmgr does not run\n', notRead, false])
    chmodSync(environment, 0o644)
    renameSync(environment, join(folder, 'elsewhere'))
    symlinkSync('elsewhere', environment)
    assert.equal(run(), [3, 'eccmgr does not run\n', notRead, false])
    renameSync(join(folder, 'elsewhere'), environment)
    // Whoever may write a folder on the way can exchange what lies in it, also between a look and the reading.
    chmodSync(folder, 0o777)
    assert.equal(run(), [3, 'eccmgr does not run\n', notRead, false])
    chmodSync(folder, 0o1777)
    assert.equal(run(), [3, 'eccmgr does not run\n', notRead, false])
    chmodSync(folder, 0o755)
    chownSync(folder, 65_534, 0)
    assert.equal(run(), [3, 'eccmgr does not run\n', notRead, false])
    chownSync(folder, 0, 0)
    const inner = join(folder, 'inner')
    mkdirSync(inner)
    renameSync(environment, join(inner, 'environment'))
    chmodSync(folder, 0o775)
    const below = { ECCMGR_ENVIRONMENT: join(inner, 'environment') }
    assert.equal(run(below), [3, 'eccmgr does not run\n', notReadAt(below), false])
    const way = scratch()
    chmodSync(way, 0o755)
    symlinkSync(inner, join(way, 'led'))
    const linked = { ECCMGR_ENVIRONMENT: join(way, 'led/environment') }
    assert.equal(run(linked), [3, 'eccmgr does not run\n', notReadAt(linked), false])
    // In a sticky folder nobody else can exchange what is root's.
    chmodSync(folder, 0o1777)
    assert.equal(run(linked), [3, 'eccmgr does not run\n', '', true])
  },
)

where(isRoot && has('useradd'), 'only root can make the user that Security names')(
  'started, asked, reloaded, restarted and stopped by the scripts, as the user that Security names',
  async () => {
    const user = `ecconf-t${process.pid}`
    const run = (program: string, words: readonly string[]) => {
      const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8', env })
      return { status, text: stderr + stdout }
    }
    const installed = installation((text) => text.replace('User  = "root"', `User  = "${user}"`))
    const { root } = installed
    const pidFile = join(root, 'var/run/eccmgr.pid')
    const env = {
      PATH: process.env.PATH,
      ECCMGR_ENVIRONMENT: join(root, 'environment'),
      ECCMGR_PIDFILE: pidFile,
    }
    writeFileSync(
      env.ECCMGR_ENVIRONMENT,
      `ECCMGR=${join(dirname(readableProgram()), 'eccmgr.cjs')}\nECCMGR_FLAGS="${flags(installed).join(' ')}"\n`,
    )
    assert.is(spawnSync('useradd', ['--system', '--no-create-home', user]).status, 0)
    try {
      const uid = Number(spawnSync('id', ['-u', user], { encoding: 'utf8' }).stdout)
      const log = join(root, 'var/log/eccluster')
      for (const path of [root, log]) chmodSync(path, 0o755)
      chownSync(log, uid, 0)
      chmodSync(join(root, 'tmp'), 0o1777)
      const [init, ctl] = [join(SERVICE, 'eccmgr'), join(SERVICE, 'eccmgr_ctl')]
      assert.equal(run(init, ['status']), { status: 3, text: 'eccmgr does not run\n' })
      assert.equal(run(init, ['reload']), { status: 7, text: 'eccmgr does not run\n' })
      const started = run(ctl, ['start'])
      const first = pidIn(pidFile) ?? 0
      assert.ok(started.text.endsWith(`eccmgr started, as process ${first}\n`), started.text)
      assert.match(started.text, /writeback cannot write \S*\/eccluster\.conf\n/)
      assert.is(statSync(`/proc/${first}`).uid, uid)
      assert.equal(run(init, ['status']), {
        status: 0,
        text: `eccmgr runs, as process ${first}\n`,
      })
      assert.equal(run(ctl, ['start']), {
        status: 0,
        text: `eccmgr runs already, as process ${first}\n`,
      })
      // What root could read at the start, the user cannot: the reload names the file.
      const more = join(root, 'etc-more.conf')
      writeFileSync(more, 'Blackhole = true\n', { mode: 0o600 })
      appendFileSync(installed.main, '\ninclude "/etc-more.conf"\n')
      assert.is(run(init, ['reload']).status, 0)
      const panics = () => readFileSync(join(log, 'paniclog.ec'), 'utf8')
      await until(() => panics().includes('Reconfigure failed.'))
      assert.match(panics(), /^\d+:config: .*eccluster\.conf:\d+:\d+: .*\/etc-more\.conf.*$/m)
      chmodSync(more, 0o644)
      assert.is(run(init, ['reload']).status, 0)
      await until(() => panics().includes('configuration reloaded by the signal HUP'))
      assert.is(ecConsole([installed.socket, 'config get Blackhole']).stdout, 'Blackhole = true\n')
      const restarted = run(ctl, ['restart'])
      const second = pidIn(pidFile) ?? 0
      assert.is.not(second, first)
      assert.match(restarted.text, /^eccmgr stopped$/m)
      assert.ok(restarted.text.endsWith(`eccmgr started, as process ${second}\n`))
      assert.equal(run(ctl, ['stop']), { status: 0, text: 'eccmgr stopped\n' })
      assert.equal(run(ctl, ['stop']), { status: 0, text: 'eccmgr does not run\n' })
      assert.not(existsSync(installed.socket))
      // Somebody has put the number of another process into the file: nobody is killed for it.
      mkdirSync(dirname(pidFile), { recursive: true })
      writeFileSync(pidFile, `${process.pid}\n`)
      assert.equal(run(ctl, ['stop']), { status: 0, text: 'eccmgr does not run\n' })
    } finally {
      const pid = pidIn(pidFile) ?? 0
      if (pid > 0 && pid !== process.pid && existsSync(`/proc/${pid}`)) process.kill(pid, 'SIGKILL')
      spawnSync('userdel', [user])
    }
  },
)

test.run()
