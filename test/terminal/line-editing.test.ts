import { chmodSync, existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createConnection, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { shipped } from '../tools/manager-process.js'
import { RunningManager, stopAll, until } from '../tools/running-manager.js'
import { scratch } from '../tools/scratch.js'
import { closeScreens, Screen } from '../tools/screen.js'

const test = suite('line editing at a terminal')

const servers: Server[] = []

test.after(async () => {
  closeScreens()
  for (const server of servers) server.close()
  await stopAll()
})

const manager = await RunningManager.start(
  'Logs {\n  file_mode = 0640\n}\nDatasource "ecdb" {\n  uri = ( "pgsql:host=db;password=pw" )\n}\n',
)
const folder = scratch()
let sessions = 0

interface Options {
  readonly address?: string
  readonly history?: string
  readonly env?: Readonly<Record<string, string>>
  readonly rows?: number
}

/** A console session that is at its first prompt. */
async function session({ address = manager.socket(), history, env, rows }: Options = {}) {
  sessions++
  const screen = new Screen([process.execPath, shipped('ec_console'), address], {
    columns: 100,
    rows: rows ?? 30,
    env: { EC_CONSOLE_HISTORY: history ?? join(folder, `history-${sessions}`), ...env },
  })
  await screen.shows(/> ?$/)
  return screen
}

/** The lines behind the banner, with the socket as `S`. */
function seen(screen: Screen, address = manager.socket()): string[] {
  return screen.lines.slice(4).map((line) => line.replaceAll(address, 'S'))
}

test('? says what is possible, with its value and where that was set', async () => {
  const screen = await session()
  screen.type('config set Logs fi?')
  await screen.shows(/eccluster\.conf:3:3\n/)
  assert.equal(seen(screen), [
    'T S> config set Logs fi',
    '  file_mode  The mode of the collected log files',
    '             = 0640   eccluster.conf:3:3',
    'T S> config set Logs fi',
  ])
  screen.press('C-u')
  screen.type('config get Datasource ecdb uri?')
  await screen.shows(/password=\*\*\*\*/)
  screen.press('C-u')
  // Within quotes, behind Ctrl-V and in a regular expression it is text.
  screen.type('config locate "a?" ')
  screen.press('C-v')
  screen.type('?')
  await screen.shows(/locate "a\?" \?$/)
  screen.press('C-u')
  screen.type('config show Logs | match f?ile_')
  screen.press('Enter')
  await screen.shows(/match f\?ile_\nfile_mode = 0640\n/)
  screen.type('\\?')
  await screen.shows(/\\watch {2}Run a command again and again until Ctrl-C\n/)
})

test('TAB goes on with a word, and shows the words that fit when there are several', async () => {
  const screen = await session()
  screen.type('conf')
  screen.press('Tab')
  await screen.shows(/> config ?$/)
  screen.type('set logs fi')
  screen.press('Tab')
  await screen.shows(/logs file_mode ?$/)
  screen.type('0')
  screen.press('Tab', 'Enter')
  await screen.shows(/\n {8}file_mode = 0640\n/)
  screen.type('config be')
  screen.press('Tab', 'Tab')
  screen.type('fr')
  screen.press('Tab', 'C-u')
  screen.type('config show lo')
  screen.press('Tab')
  await screen.shows(/Logs .*\n.*show lo$/)
  assert.equal(seen(screen), [
    'T S> config set logs file_mode 0640',
    '        file_mode = 0640',
    'T S> config show lo',
    'Logs                 Local_Changes_File   Local_Changes_Only   log_hires_timestamp',
    'T S> config show lo',
  ])
})

test('the history is kept for the next session, without secrets, for its owner alone', async () => {
  const history = join(folder, 'history')
  const first = await session({ history })
  await first.enter('config get Logs file_mode')
  await first.enter('config set Datasource ecdb uri ( "pgsql:host=db;password=secret" )')
  await first.enter('pid')
  first.press('C-d')
  await first.shows(/status 0/)
  assert.is(readFileSync(history, 'utf8'), 'config get Logs file_mode\npid\n')
  assert.is(statSync(history).mode & 0o777, 0o600)
  const second = await session({ history })
  second.press('Up')
  await second.shows(/> pid$/)
  second.press('C-r')
  second.type('LOGS')
  await second.shows(/^\(search\)'LOGS': config get Logs file_mode$/m)
  second.press('Enter')
  await second.shows(/> config get Logs file_mode\n {8}file_mode = 0640\n/)
  second.press('C-r')
  second.type('nowhere')
  await second.shows(/^\(no such line\)'nowhere':/m)
  second.press('C-c')
  await second.enter('pid')
  assert.match(second.text, `> pid\n${process.pid}\n`)
})

test('a history that is a link, or open to others, is not trusted', async () => {
  const target = join(folder, 'target')
  writeFileSync(target, 'untouched\n')
  const link = join(folder, 'link')
  symlinkSync(target, link)
  const screen = await session({ history: link })
  await screen.enter('pid')
  screen.press('C-d')
  await screen.shows(/status 0/)
  assert.is(readFileSync(target, 'utf8'), 'untouched\n')
  const wide = join(folder, 'wide')
  writeFileSync(wide, 'version\n', { mode: 0o644 })
  const other = await session({ history: wide })
  await other.enter('pid')
  assert.is(readFileSync(wide, 'utf8'), 'version\npid\n')
  assert.is(statSync(wide).mode & 0o777, 0o600)
})

test('\\pager sends long answers through $PAGER, but not short ones nor those with no-more', async () => {
  const screen = await session({ env: { PAGER: 'sed "s/^/paged: /"' } })
  await screen.enter('config showrecurse | match CRITICAL')
  await screen.enter('\\pager')
  await screen.enter('config showrecurse | match CRITICAL')
  await screen.enter('config showrecurse | no-more')
  assert.not.match(screen.text, /^paged:/m)
  await screen.enter('config showrecurse')
  assert.match(screen.text, /^paged: {3}CRITICAL = \($/m)
  await screen.enter('\\pager')
  assert.equal(
    seen(screen).filter((line) => /^Pager/.test(line)),
    ['Pager is now on', 'Pager is now off'],
  )
})

test('\\watch shows an answer again and again until Ctrl-C', async () => {
  const screen = await session()
  screen.type('\\watch 0.1 config get Logs file_mode')
  screen.press('Enter')
  await screen.shows(
    /every 0\.1 s, until Ctrl-C: config get Logs file_mode\n\n {8}file_mode = 0640/,
  )
  const client = await manager.connect()
  await client.ok('config set Logs file_mode 0600')
  await screen.shows(/\n {8}file_mode = 0600/)
  screen.press('C-c')
  await screen.shows(/\^C\n.*> ?$/)
  await client.ok('config set Logs file_mode 0640')
  await screen.enter('\\watch 2')
  assert.match(screen.text, /\nUsage: \\watch SECONDS COMMAND\n/)
  await screen.enter('\\watch 1 nonsense')
  assert.match(screen.text, /: nonsense\n\nnonsense command not understood\n.*> ?$/)
})

test('\\e edits the lines of the transaction', async () => {
  const editor = join(folder, 'editor')
  const text = join(folder, 'text')
  writeFileSync(
    editor,
    `#!/bin/sh\ncp "$1" '${text}.seen'\nstat -c %a "$1" > '${text}.mode'\ncp '${text}' "$1"\n`,
  )
  chmodSync(editor, 0o755)
  const screen = await session({ env: { VISUAL: '', EDITOR: editor } })
  writeFileSync(text, 'config set Logs file_mode 0600\nconfig set Logs dir_mode 0700\n')
  await screen.enter('\\e')
  assert.match(screen.text, '\n2 lines are pending: "config commit" makes them live.\n')
  assert.match(readFileSync(`${text}.seen`, 'utf8'), /^# The lines of the transaction/)
  assert.is(readFileSync(`${text}.mode`, 'utf8'), '600\n')
  writeFileSync(text, 'config set Logs dir_mode 0711\n')
  await screen.enter('\\e')
  assert.match(
    readFileSync(`${text}.seen`, 'utf8'),
    /\nconfig set Logs file_mode 0600\nconfig set Logs dir_mode 0700\n$/,
  )
  assert.match(screen.text, '\n1 line is pending: "config commit" makes it live.\n')
  writeFileSync(text, 'config set Logs dir_mode 0722\nconfig set Logs dir_mode x\n')
  await screen.enter('\\e')
  assert.match(screen.text, '\nLine 2 was refused; those before it are in the transaction.')
  writeFileSync(text, 'config commit\n')
  await screen.enter('\\e')
  assert.is(
    readFileSync(`${text}.seen`, 'utf8'),
    'config set Logs dir_mode 0722\nconfig set Logs dir_mode x\n',
  )
  assert.match(
    screen.text,
    'Only "config set" and "config unset" can stand there, but not: config commit\n',
  )
  await screen.enter('config replay')
  assert.match(screen.text, /> config replay\nconfig set Logs dir_mode 0722\n.*> ?$/)
  writeFileSync(text, '')
  await screen.enter('\\e')
  assert.match(screen.text, /> \\e\nNothing was changed\.\n.*> ?$/)
  await screen.enter('config replay')
  assert.match(screen.text, /> config replay\nconfig set Logs dir_mode 0722\n.*> ?$/)
  writeFileSync(editor, '#!/bin/sh\nexit 3\n')
  await screen.enter('\\e')
  assert.match(screen.text, 'has failed (exit status 3): nothing was changed.\n')
  await screen.enter('config rollback')
})

test('\\e leaves a transaction alone whose secrets are not shown', async () => {
  const other = await RunningManager.start(
    'Control_Listener {\n  Listen "127.0.0.1:0" {}\n}\nDatasource "ecdb" {\n  uri = ( "pgsql:host=db" )\n}\n',
  )
  const screen = await session({ address: other.tcp(), env: { EDITOR: 'false', VISUAL: '' } })
  await screen.enter('config begin')
  await screen.enter('config set Datasource ecdb uri ( "pgsql:host=db;password=pw" )')
  await screen.enter('\\e')
  assert.match(screen.text, /> \\e\nThe transaction sets a secret that is not shown here: /)
})

test('leaving with an open transaction asks', async () => {
  const screen = await session()
  await screen.enter('config begin')
  screen.type('quit')
  screen.press('Enter')
  await screen.shows(
    /> quit\nA transaction is open, and would be lost\. Leave all the same\? \[y\/N\] ?$/,
  )
  screen.press('n')
  await screen.shows(/\[y\/N\] n\n.*> ?$/)
  screen.press('C-d')
  await screen.shows(/\n.*\[y\/N\] n\n[\s\S]*\[y\/N\] ?$/)
  screen.press('y')
  await screen.shows(/\[y\/N\] y\nstatus 0$/)
})

/** Stands between a client and the manager, and can cut connections. */
async function relay() {
  const path = join(folder, 'relay')
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    const inner = createConnection(manager.socket())
    for (const each of [socket, inner]) {
      sockets.add(each)
      each.on('error', () => undefined)
    }
    socket.pipe(inner).pipe(socket)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(path, resolve))
  const cut = () => {
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { path, cut, stop }
}

test('a lost connection is opened again at the next line, but its transaction is gone', async () => {
  const { path, cut, stop } = await relay()
  const screen = await session({ address: path })
  screen.type('pi')
  await screen.shows(/> pi$/)
  cut()
  await screen.shows(/connects again\.\n.*> pi$/)
  screen.type('d')
  screen.press('Enter')
  await screen.shows(new RegExp(`again\\.\n${process.pid}\n.*> ?$`))
  await screen.enter('config begin')
  cut()
  await screen.shows(/The transaction is gone; the next line connects again\.\n.*> ?$/)
  await screen.enter('config set Logs file_mode 0666')
  await screen.enter('config get Logs file_mode')
  assert.equal(seen(screen, path), [
    'The connection to S is lost. The next line connects again.',
    'T S> pid',
    'Connected to S again.',
    `${process.pid}`,
    'T S> config begin',
    'OK',
    'The connection to S is lost.',
    'The transaction is gone; the next line connects again.',
    'T S> config set Logs file_mode 0666',
    'Connected to S again.',
    'The line was not run, since the transaction that it was typed for is gone.',
    'T S> config get Logs file_mode',
    '        file_mode = 0640',
    'T S>',
  ])
  cut()
  await stop()
  await until(() => !existsSync(path))
  await screen.enter('pid')
  assert.match(screen.text, `Cannot connect to ${path}: there is no such socket.\n`)
  screen.press('C-d')
  await screen.shows(/status 2$/)
})

test('a question of many lines is asked before they are shown', async () => {
  const screen = await session({ rows: 12 })
  screen.type('config ?')
  await screen.shows(/All \d+ lines\? \[y\/N\] ?$/)
  screen.press('n')
  await screen.shows(/\[y\/N\] n\n.*> config ?$/)
})

test.run()
