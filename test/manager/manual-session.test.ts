import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { splitWords } from '../../src/console/index.js'
import { MAIN, OVERLAY } from '../cli/cluster.js'
import { Manager } from './console.js'

const test = suite('the session of the manual ("Using the Cluster Manager")')

const manager = await Manager.onCluster()
const console = manager.session()
const read = (path: string) => readFileSync(join(manager.root, path), 'utf8')

test('showrecurse shows all that affects the manager: its file, what it includes, the overlay', async () => {
  const all = await console.ok('config showrecurse')
  assert.match(
    all,
    'Control_Listener {\n  Listen "/tmp/2025" {\n    Enable_Authentication = "false"\n  }\n',
  )
  assert.match(all, 'auth_ds {\n  Scheme "ecauth" {\n')
  const uri = /uri = \( ?("pgsql:[^"]*")/.exec(read(OVERLAY).replace(/\s+/g, ' '))?.[1] ?? 'none'
  assert.match(all, `Datasource "ecdb" {\n  uri = (\n    ${uri}\n  )\n`)
})

test('whatever it shows can be got and evaluated', async () => {
  const lines = await setLines()
  assert.ok(lines.length > 30)
  for (const line of lines) {
    // The last word is the value.
    const words = splitWords(line.slice('config set '.length))
      .map(({ text }) => text)
      .slice(0, -1)
      .join(' ')
    assert.match(await console.ok(`config get ${words}`), / = /, line)
    assert.match(await console.ok(`config eval ${words}`), / = /, line)
  }
})

/** All that showrecurse shows, each as a line that sets it. */
async function setLines(): Promise<string[]> {
  return (await console.ok('config showrecurse | display set')).trimEnd().split(/\n(?=config set )/)
}

test('whatever it shows can be set', async () => {
  const lines = await setLines()
  await console.ok('config begin')
  for (const line of lines) await console.ok(line.trimEnd())
  assert.is(await console.ok('config commit'), 'OK\n')
  assert.equal((await setLines()).sort(), lines.sort())
  await console.ok('config reload')
})

test('show, set, get, eval, locate, unset', async () => {
  assert.is(
    await console.ok('config show Logs'),
    'dir_mode = "0755"\nlogfile = "/var/log/eccluster/%Y/%m/%d/%{l}/%{s}/%{n}"\nfile_mode = 0640\n',
  )
  assert.is(await console.ok('config set Logs file_mode 0600'), '        file_mode = 0600\n')
  assert.is(await console.ok('config get Logs file_mode'), '        file_mode = 0600\n')
  assert.is(await console.ok('config eval Logs file_mode'), 'file_mode = 0600\n')
  assert.is(
    await console.ok('config get TimeStampFormat'),
    'TimeStampFormat = "[%a %d %b %Y %H:%M:%S] "\n',
  )
  assert.is(
    await console.ok('config locate QueryGroups'),
    'QueryGroups\n  is at auth_ds::Scheme:ecauth:QueryGroups::\n',
  )
  assert.is(
    await console.ok('config locate Listen 127.0.0.1'),
    'Listen "127.0.0.1:2025"\n  is at Control_Listener::Listen:127.0.0.1\\:2025:\n',
  )
  assert.is(
    await console.ok('config unset Control_Listener Listen /tmp/2025 enable_authentication'),
    '"Enable_Authentication" has been unset. Effective value is now:\n        Enable_Authentication = "true"\n',
  )
})

test('a writeback makes it permanent', async () => {
  const before = read(MAIN)
  assert.is(await console.ok('config writeback'), `Wrote /${MAIN}\n`)
  const after = read(MAIN)
  assert.not.equal(after, before)
  assert.match(after, 'File_Mode = 0600')
  assert.not.match(after, 'Enable_Authentication = "false"')
  const again = await Manager.start(manager.root, `/${MAIN}`)
  assert.is(await again.session().ok('config get Logs file_mode'), '        file_mode = 0600\n')
})

test('what is about nodes is refused', async () => {
  assert.match(await console.fails('cluster duravip show'), /^cluster command not understood\n/)
  assert.is(await console.fails('summary'), 'summary command not understood\n')
})

test.run()
