import { spawnSync } from 'node:child_process'
import { appendFileSync, chownSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  ecConsole,
  eccmgr,
  flags,
  type Installation,
  installation,
  ManagerProcess,
  pidIn,
} from '../../tools/manager-process.js'
import { until } from '../../tools/running-manager.js'
import { NOBODY, ROOT, readableProgram, runAs, SECOND_USER } from '../../tools/second-user.js'

/** What only knowledge about the product is against, and the ways past it, for a running manager. */
const test = suite('eccmgr, and ways past what ecconf knows')

const running: ManagerProcess[] = []

async function inForeground(installed: Installation, more: readonly string[] = []) {
  const manager = await ManagerProcess.start(installed, more)
  running.push(manager)
  return manager
}

test.after(() => {
  for (const { child } of running) child.kill('SIGKILL')
})

const LOWERED = '{ "rules": { "schema/unknown-option": "warning" } }\n'
const SCHEMA = JSON.stringify({
  properties: { msg_gen: { properties: { our_batch: { type: 'integer' } } } },
})
const HELP =
  'Settings beside the main file can give a finding another severity, or name a schema that describes the option.'
const UNKNOWN = "'our_batch' is not a valid option name in scope 'msg_gen::'\n"

/** An installation whose main file has an option that ecconf does not know. */
function unknown(start = ''): Installation {
  return installation((text) =>
    `${start}${text}`.replace(
      /\nreadonly_include/,
      '\nmsg_gen {\n  our_batch = 10\n}\nreadonly_include',
    ),
  )
}

function beside({ main }: Installation, name: string, text: string): string {
  const path = join(dirname(main), name)
  writeFileSync(path, text)
  return path
}

/** Starts one in the background, and ends it: what it has answered. */
async function started(installed: Installation, more: readonly string[] = []) {
  const run = eccmgr([...flags(installed), ...more])
  const pid = pidIn(join(installed.root, 'var/run/eccmgr.pid')) ?? 0
  if (pid > 0) {
    process.kill(pid, 'SIGTERM')
    await until(() => pidIn(join(installed.root, 'var/run/eccmgr.pid')) === undefined)
  }
  return run
}

test('the refusal of a start names the ways past, and only where there is one', async () => {
  const refused = await started(unknown())
  assert.is(refused.status, 2)
  const [finding, ...rest] = refused.stderr.split('\n')
  assert.match(
    finding ?? '',
    /: Unknown option "our_batch" in scope msg_gen.* schema\/unknown-option$/,
  )
  assert.equal(rest, [
    `--force starts it all the same. ${HELP}`,
    'Reconfigure failed.',
    'Global configuration error.',
    '',
  ])
  const broken = unknown()
  appendFileSync(broken.main, 'Blackhole = = true\n')
  for (const more of [[], ['--force']]) {
    const { status, stderr } = await started(broken, more)
    assert.is(status, 2)
    assert.match(stderr, 'syntax/')
    assert.not.match(stderr, '--force')
  }
})

test('--force, settings, a schema and a comment each let it start', async () => {
  const done = { status: 0, stdout: '', stderr: '' }
  assert.equal(await started(unknown(), ['--force']), done)
  const lowered = unknown()
  beside(lowered, 'ecconf.json', LOWERED)
  assert.equal(await started(lowered), done)
  const taught = unknown()
  beside(taught, 'ours.json', SCHEMA)
  beside(taught, 'ecconf.json', '{ "schemas": ["ours.json"] }\n')
  assert.equal(await started(taught), done)
  const comment = '# ecconf-disable-file schema/unknown-option -- ours\n'
  assert.equal(await started(unknown(comment)), done)
})

test('settings that a flag names count instead of the nearest ones, and wrong ones are said', async () => {
  const installed = unknown()
  const named = join(installed.root, 'named.json')
  writeFileSync(named, LOWERED)
  assert.is((await started(installed, ['--settings', named])).status, 0)
  const wrong = beside(installed, 'ecconf.json', '{ "rulez": {} }\n')
  const { status, stderr } = await started(installed)
  assert.is(status, 2)
  assert.match(stderr, 'ecconf.json:1:3: ')
  assert.ok(stderr.endsWith('\nReconfigure failed.\nGlobal configuration error.\n'), stderr)
  assert.not.match(stderr, '--force')
  assert.is(readFileSync(wrong, 'utf8'), '{ "rulez": {} }\n')
})

test('a line and a commit take what settings and schemas allow; a reload reads them anew', async () => {
  const installed = installation()
  const manager = await inForeground(installed)
  const say = (...lines: string[]) => {
    const { stdout, stderr } = ecConsole([installed.socket], `${lines.join('\n')}\n`)
    return stdout + stderr
  }
  const line = 'config set msg_gen our_batch 10'
  assert.match(say(line), UNKNOWN)
  assert.match(say('config begin', line, 'config replay', 'config rollback'), UNKNOWN)
  beside(installed, 'ecconf.json', LOWERED)
  assert.match(say('config reload'), 'OK\n')
  assert.match(say('config begin', line, 'config check'), 'schema/unknown-option')
  assert.match(
    say('config begin', line, 'config commit', 'config get msg_gen our_batch'),
    /OK\n +our_batch = 10\n$/,
  )
  assert.match(say('config writeback'), 'Wrote ')
  beside(installed, 'ours.json', SCHEMA)
  beside(installed, 'ecconf.json', '{ "schemas": ["ours.json"] }\n')
  assert.match(say('config reload'), 'OK\n')
  assert.match(say('config set msg_gen our_batch 11'), /our_batch = 11\n$/)
  const wrong = "Invalid value 'many' for option 'our_batch': it must be an integer\n"
  assert.match(say('config set msg_gen our_batch many'), wrong)
  assert.match(say('config begin', 'config set msg_gen our_batch many', 'config rollback'), wrong)
  beside(installed, 'ecconf.json', '{}\n')
  assert.match(say('config reload'), 'Reconfigure failed.\n')
  assert.match(say('config get msg_gen our_batch'), /our_batch = 11\n$/)
  assert.is(await manager.end(), 0)
})

test('what the version that the settings name does not know is refused too', async () => {
  const installed = installation()
  const settings = beside(installed, 'ecconf.json', '{ "target": "4.3" }\n')
  const manager = await inForeground(installed)
  const say = (...lines: string[]) => {
    const { stdout, stderr } = ecConsole([installed.socket], `${lines.join('\n')}\n`)
    return stdout + stderr
  }
  const line = 'config set msg_gen scheduled_send true'
  const why = 'Option "scheduled_send" is not in 4.3: it came with 4.4'
  assert.match(say(line), why)
  assert.match(say('config begin', line, 'config commit', 'config rollback'), why)
  writeFileSync(settings, '{ "target": "4.4" }\n')
  assert.match(say('config reload'), 'OK\n')
  assert.not.match(say(line), why)
  assert.match(say('config writeback'), 'Wrote ')
  // Files that the version does not know are not read again.
  writeFileSync(settings, '{ "target": "4.3" }\n')
  assert.match(say('config reload'), 'Reconfigure failed.\n')
  assert.is(await manager.end(), 0)
})

test('what was started with --force is reloaded by the same measure', async () => {
  const installed = unknown()
  const manager = await inForeground(installed, ['--force'])
  const say = (line: string) => {
    const { stdout, stderr } = ecConsole([installed.socket, line])
    return stdout + stderr
  }
  assert.is(say('config reload'), 'OK\n')
  assert.match(say('config set msg_gen our_other 10'), "'our_other' is not a valid option name")
  appendFileSync(installed.main, 'Blackhole = = true\n')
  assert.match(say('config reload'), 'Reconfigure failed.\n')
  assert.is(await manager.end(), 0)
})

/** Starts the manager as root, with a program that others can read. */
function asRoot(installed: Installation) {
  const program = join(dirname(readableProgram()), 'eccmgr.cjs')
  return runAs(ROOT, process.execPath, [program, ...flags(installed)])
}

test('root believes no settings of strangers, and no schema that they can change', () => {
  const stranger = unknown()
  chownSync(beside(stranger, 'ecconf.json', LOWERED), SECOND_USER.uid, SECOND_USER.gid)
  const { status, stderr } = asRoot(stranger)
  assert.is(status, 2)
  assert.match(
    stderr,
    /^\S*ecconf\.json: these settings belong to user 61234; they are passed over: --settings \S*ecconf\.json uses them\n\S+: Unknown option "our_batch"/,
  )
  const schema = unknown()
  const ours = beside(schema, 'ours.json', SCHEMA)
  beside(schema, 'ecconf.json', '{ "schemas": ["ours.json"] }\n')
  chownSync(ours, SECOND_USER.uid, SECOND_USER.gid)
  assert.equal(asRoot(schema), {
    status: 2,
    stdout: '',
    stderr: `${ours} can be changed by user 61234, who is neither root nor the user of Security: root starts no manager for others. Take that right away, or start it as that user\n`,
  })
})

test('the user of Security, who can change the configuration, says how it is judged', async () => {
  const installed = installation((text) =>
    text
      .replace('User  = "root"', 'User  = "nobody"')
      .replace('GROUP = "root"', 'GROUP = "nogroup"')
      .replace(/\nreadonly_include/, '\nmsg_gen {\n  our_batch = 10\n}\nreadonly_include'),
  )
  beside(installed, 'ecconf.json', LOWERED)
  const { root } = installed
  assert.is(spawnSync('chown', ['-R', `${NOBODY.uid}:${NOBODY.gid}`, root]).status, 0)
  assert.equal(asRoot(installed), { status: 0, stdout: '', stderr: '' })
  const pidFile = join(root, 'var/run/eccmgr.pid')
  process.kill(pidIn(pidFile) ?? 0, 'SIGTERM')
  await until(() => pidIn(pidFile) === undefined)
})

test.run()
