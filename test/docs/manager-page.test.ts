import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { pidIn } from '../tools/manager-process.js'
import { ROOT } from '../tools/program.js'
import { until } from '../tools/running-manager.js'
import { scratch } from '../tools/scratch.js'
import { blocksOf, readerEnvironment } from './page-commands.js'

/** What `docs/manager.md` shows, run as a reader would. */
const test = suite('docs/manager.md')

const page = readFileSync(join(ROOT, 'docs/manager.md'), 'utf8')
const home = scratch()
const PASSWORDS: Readonly<Record<string, string>> = { joe: 's3cret of joe', ann: 'ann’s own' }

/** A socket of its own takes the place of the one on the page. */
const SOCKET = join(home, '2025')

const env = { ...readerEnvironment(home), EC_DIGEST_REALM: undefined }

const blocks = (kind: string) => blocksOf(page, kind)

/** The commands of sessions, and what the page shows behind each. */
const shown = blocks('sh-session').flatMap((text) =>
  text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n')
      return { command: part.slice(0, end), answer: part.slice(end + 1) }
    }),
)

/** Where the manager listens: a port that is free takes the place of the one on the page. */
let tcp = '127.0.0.1:2025'

/** Runs a command on a terminal, and types a password where one is asked for. */
function onTerminal(command: string): Promise<string> {
  const [, user = ''] = /ec_console (\w+)@/.exec(command) ?? []
  const line = command.replace('127.0.0.1:2025', tcp).replace('/tmp/2025', SOCKET)
  const child = spawn('script', ['-qefc', line, '/dev/null'], {
    cwd: home,
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let screen = ''
  let typed = false
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text
    if (typed || !screen.endsWith('Password: ')) return
    typed = true
    child.stdin.write(`${PASSWORDS[user]}\r`)
  })
  return new Promise((resolve) => child.on('close', () => resolve(screen.replace(/\r+\n/g, '\n'))))
}

test.after(async () => {
  const pid = pidIn(join(home, 'mgr/eccmgr.pid'))
  if (pid !== undefined) process.kill(pid)
})

test('five commands lead from nothing to a manager with two users', () => {
  const commands = blocks('sh')
  assert.is(commands.length, 5)
  for (const command of commands) {
    const [, user = ''] = /^ecconf passwd .* (\w+)$/m.exec(command) ?? []
    const { status, stderr, stdout } = spawnSync(
      'sh',
      ['-ec', command.replace('"127.0.0.1:2025"', '"127.0.0.1:0"').replace('/tmp/2025', SOCKET)],
      { cwd: home, env, input: user === '' ? '' : `${PASSWORDS[user]}\n`, encoding: 'utf8' },
    )
    assert.is(status, 0, `${command}${stderr}`)
    assert.is(stdout, '')
    assert.is(/^Added \w+ /.test(stderr), user !== '', stderr)
  }
  const log = readFileSync(join(home, 'mgr/log/paniclog.ec'), 'utf8')
  tcp = /listening on (127\.0\.0\.1:\d+)\n/.exec(log)?.[1] ?? ''
  assert.is.not(tcp, '')
})

test('its configuration has no findings', () => {
  const { status, stdout } = spawnSync('sh', ['-c', 'ecconf lint --sysroot mgr mgr/etc'], {
    cwd: home,
    env,
    encoding: 'utf8',
  })
  assert.match(stdout, 'no findings')
  assert.is(status, 0)
})

for (const { command, answer } of shown) {
  test(command, async () => {
    const screen = await onTerminal(command)
    if (command.startsWith('tail ')) {
      const lines = screen.replace(/^\d{10}@/gm, '').split('\n')
      assert.match(
        lines.join('\n'),
        /^Z@127\.0\.0\.1:\d+@127\.0\.0\.1:\d+@ann@0@config set Message_Expiration 60$/m,
      )
      return
    }
    const parts = answer.split('...').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    assert.match(screen, new RegExp(`^${parts.join('[^\\n]*')}$`))
  })
}

test('shutdown stops it', async () => {
  assert.is(await onTerminal('ec_console /tmp/2025 shutdown'), 'Shutting down.\n')
  await until(() => pidIn(join(home, 'mgr/eccmgr.pid')) === undefined)
})

test.run()
