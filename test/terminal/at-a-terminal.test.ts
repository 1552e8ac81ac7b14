import { spawn } from 'node:child_process'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { shipped } from '../tools/manager-process.js'
import type { Reply } from '../tools/program.js'
import { RunningManager, stopAll } from '../tools/running-manager.js'

const test = suite('the console at a terminal')

test.after(stopAll)

const manager = await RunningManager.start(
  `Control_Listener {
    Listen "/tmp/2025" {}
    Listen "127.0.0.1:0" { AuthDigestMD5Parameters = [ uri = "file:///etc/users" ] }
  }`,
  {},
  { 'etc/users': 'john:s3cret\n' },
)

const CURSOR = /\x1b\[[\d;?]*[a-zA-Z]/g

/** Runs `ec_console` on a terminal of its own. @returns its exit status and all that was on the screen */
function onTerminal(
  words: readonly string[],
  replies: readonly Reply[],
): Promise<{ readonly status: number | null; readonly screen: string }> {
  const line = [process.execPath, shipped('ec_console'), ...words]
    .map((word) => `'${word}'`)
    .join(' ')
  const child = spawn('script', ['-qefc', line, '/dev/null'], {
    env: { ...process.env, TERM: 'xterm', SHELL: '/bin/sh', EC_CONSOLE_HISTORY: '' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const waiting = [...replies]
  let screen = ''
  let seen = 0
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    // What moves the cursor is not looked at.
    screen += text.replace(CURSOR, '')
    for (let reply = waiting[0]; reply; reply = waiting[0]) {
      const found = reply.when.exec(screen.slice(seen))
      if (!found) return
      seen += found.index + found[0].length
      child.stdin.write(reply.type)
      waiting.shift()
    }
  })
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), 20_000)
    child.on('close', (status) => {
      clearTimeout(timer)
      const missed = waiting[0]
      if (missed || status === null) reject(new Error(`stuck before ${missed?.when}:\n${screen}`))
      else resolve({ status, screen: screen.replace(/\r+\n/g, '\n') })
    })
  })
}

test('banner, prompt, a command, quit', async () => {
  const { status, screen } = await onTerminal(
    [manager.socket()],
    [
      { when: /> /, type: 'pid\r' },
      { when: /\d+\n[^\n]*> |\d+\r\n[^\n]*> /, type: 'quit\r' },
    ],
  )
  assert.is(status, 0, screen)
  assert.match(screen, /^#{46}\n# eccmgr version: 0\.1\.0\n# A part of ecconf\.\n#{46}\n/)
  assert.match(screen, new RegExp(`\\d\\d:\\d\\d:\\d\\d ${manager.socket()}> `))
  assert.match(screen, `\n${process.pid}\n`)
})

test('Ctrl-C leaves the line, not the session; Ctrl-D leaves the session', async () => {
  const { status, screen } = await onTerminal(
    [manager.socket()],
    [
      { when: /> /, type: 'config set Blackhole' },
      { when: /Blackhole/, type: '\x03' },
      { when: /\^C[\s\S]*> /, type: 'pid\r' },
      { when: new RegExp(`${process.pid}[\\s\\S]*> `), type: '\x04' },
    ],
  )
  assert.is(status, 0, screen)
  assert.match(screen, `\n${process.pid}\n`)
  assert.not.match(screen, 'value')
})

test('a password is asked for without an echo, three times at most', async () => {
  const address = `john@${manager.tcp()}`
  const right = await onTerminal(
    [address, 'pid'],
    [
      { when: /Password: /, type: 'wrong\r' },
      { when: /again\.\r\nPassword: /, type: 's3cret\r' },
    ],
  )
  assert.equal(right, {
    status: 0,
    screen: `Authorization required for console session\nPassword: \nSorry, try again.\nPassword: \n${process.pid}\n`,
  })
  const named = await onTerminal(
    [manager.tcp(), 'pid'],
    [
      { when: /Username: /, type: 'john\r' },
      { when: /Password: /, type: 's3cret\r' },
    ],
  )
  assert.equal(named, {
    status: 0,
    screen: `Authorization required for console session\nUsername: john\nPassword: \n${process.pid}\n`,
  })
  const broken = await onTerminal([address, 'pid'], [{ when: /Password: /, type: '\x03' }])
  assert.equal(broken, {
    status: 2,
    screen:
      'Authorization required for console session\nPassword: \nec_console: No password was given.\n',
  })
})

test('who connects again is asked for the password alone', async () => {
  const other = await RunningManager.start(
    'Control_Listener { Timeout = 4 Listen "127.0.0.1:0" { AuthDigestMD5Parameters = [ uri = "file:///etc/users" ] } }',
    {},
    { 'etc/users': 'john:s3cret\n' },
  )
  const { status, screen } = await onTerminal(
    [other.tcp()],
    [
      { when: /Username: /, type: 'john\r' },
      { when: /Password: /, type: 's3cret\r' },
      { when: /connects again\./, type: 'pid\r' },
      { when: /Authorization required for console session\r\nPassword: /, type: 's3cret\r' },
      { when: new RegExp(`${process.pid}[\\s\\S]*> `), type: '\x04' },
    ],
  )
  assert.is(status, 0, screen)
})

test('shutdown ends the session, and says so', async () => {
  const other = await RunningManager.start('')
  const { status, screen } = await onTerminal(
    [other.socket()],
    [{ when: /> /, type: 'shutdown\r' }],
  )
  assert.is(status, 0, screen)
  assert.match(screen, /Shutting down\.\n(?:[^\n]*> \n)?The manager stops\.\n$/)
})

test('a session that ends while somebody types says so, and keeps what is typed', async () => {
  const other = await RunningManager.start('Control_Listener { Timeout = 3 Listen "/tmp/2025" {} }')
  const { status, screen } = await onTerminal(
    [other.socket()],
    [
      { when: /> /, type: 'config ge' },
      { when: /connects again\.[^>]*> config ge/, type: '\x15\x04' },
    ],
  )
  assert.is(status, 2, screen)
  assert.match(screen, /The session was idle for 3 seconds\. The next line connects again\.\n/)
})

test.run()
