import {
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { systemProcesses } from '../../../src/node/index.js'
import { MAIN, OVERLAY } from '../../cli/cluster.js'
import { folderOf, NOBODY, ROOT } from '../../tools/second-user.js'
import { systemError, watchedCalls } from '../../tools/watched-calls.js'
import { Manager } from '../console.js'

const test = suite('writeback, reload and write config')

const MAIN_PATH = `/${MAIN}`

async function started() {
  const manager = await Manager.onCluster()
  const at = (path: string) => join(manager.root, path)
  return {
    manager,
    console: manager.session(),
    at,
    read: (path: string) => readFileSync(at(path), 'utf8'),
  }
}

test('trap 10: a commit touches no file, a writeback does, each value in its place', async () => {
  const { console, read } = await started()
  const before = read(MAIN)
  await console.ok('config set Logs File_Mode 0600')
  await console.ok('config set ec_logger ec_logger heartbeat "60"')
  assert.is(read(MAIN), before)
  assert.is(await console.ok('config writeback'), `Wrote ${MAIN_PATH}\n`)
  assert.is(
    read(MAIN),
    before
      .replace('File_Mode = 0640', 'File_Mode = 0600')
      .replace('HeartBeat = "0"', 'HeartBeat = "60"'),
  )
  assert.is(await console.ok('config writeback'), 'Nothing to write.\n')
  await console.ok('config reload')
  assert.is(await console.ok('config get Logs file_mode'), '        file_mode = 0600\n')
})

test('trap 10: a reload drops what was not written back, and reads what was written by hand', async () => {
  const { console, read, at } = await started()
  await console.ok('config set Logs file_mode 0600')
  writeFileSync(at(MAIN), read(MAIN).replace('"0755"', '"0711"'))
  assert.is(await console.ok('config get Logs dir_mode'), '        dir_mode = "0755"\n')
  assert.is(await console.ok('config reload'), 'OK\n')
  assert.is(await console.ok('config get Logs dir_mode'), '        dir_mode = "0711"\n')
  assert.is(await console.ok('config get Logs file_mode'), '        file_mode = 0640\n')
})

test('a reload of what is not valid is refused, and what ran runs on', async () => {
  const { console, read, at } = await started()
  await console.ok('config set Logs file_mode 0600')
  writeFileSync(at(MAIN), `${read(MAIN)}Blakchole = true\nLogs { dir_mode = }\n`)
  const text = await console.fails('config reload')
  const lines = text.split('\n')
  assert.match(
    lines[0] ?? '',
    /eccluster\.conf:\d+:\d+: Unknown option "Blakchole" in scope Global\. Did you mean "Blackhole"\? {2}schema\/unknown-option$/,
  )
  assert.match(lines[1] ?? '', /eccluster\.conf:\d+:\d+: .* {2}syntax\/missing-value$/)
  assert.equal(lines.slice(2), ['Reconfigure failed.', ''])
  assert.is(await console.ok('config get Logs file_mode'), '        file_mode = 0600\n')
})

test('another main file is read when a reload names one', async () => {
  const { console, at } = await started()
  writeFileSync(at('opt/other.conf'), 'Logs { logfile = "/other" }\n')
  assert.is(
    await console.fails('config reload opt/other.conf'),
    `'opt/other.conf' is not an absolute path.\n`,
  )
  assert.match(
    await console.fails('config reload /opt/none.conf'),
    /none\.conf: no such file or directory\nReconfigure failed\.\n$/,
  )
  assert.is(await console.ok('config reload /opt/other.conf'), 'OK\n')
  assert.is(await console.ok('config show Logs'), 'logfile = "/other"\n')
})

test('what no file can take stays in memory and is listed, everything else is written', async () => {
  const { console, read } = await started()
  const overlay = read(OVERLAY)
  await console.ok('config unset Datasource ecdb uri')
  await console.ok('config set Logs file_mode 0600')
  const text = await console.ok('config writeback')
  const [wrote, warning, why = '', line] = text.split('\n')
  assert.is(wrote, `Wrote ${MAIN_PATH}`)
  assert.is(warning, 'Warning: not all portions of the configuration could be saved.')
  assert.match(why, /^# .*ecdb\.conf.*read-only/)
  assert.is(line, '# config unset Datasource ecdb uri')
  assert.is(read(OVERLAY), overlay)
  assert.match(read(MAIN), 'File_Mode = 0600')
  assert.is(
    await console.fails('config get Datasource ecdb uri'),
    `Option 'uri' is not set in scope 'Datasource:ecdb:'.\n`,
  )
  assert.match(await console.ok('config writeback'), /^Warning: not all/)
})

test('what is set over a read-only file has no place, and is shown as a file would have it', async () => {
  const { console } = await started()
  await console.ok('config set Datasource ecdb uri ( "pgsql:host=h;password=geheim-77" )')
  const shown = await console.ok('config writeback')
  assert.match(
    shown,
    /^Warning: not all portions of the configuration could be saved\.\n# .*read-only/,
  )
  assert.match(shown, '\nDatasource "ecdb" {\n  uri = ( "pgsql:host=h;password=geheim-77" )\n}\n')
  Object.assign(console.context, { where: 'tcp' })
  const masked = await console.ok('config writeback')
  assert.not.match(masked, 'geheim')
  assert.match(masked, 'password=****')
})

test('a file that somebody has changed meanwhile is not written', async () => {
  const { console, read, at } = await started()
  await console.ok('config set Logs file_mode 0600')
  writeFileSync(at(MAIN), `${read(MAIN)}# by hand\n`)
  assert.match(
    await console.fails('config writeback'),
    /eccluster\.conf: was changed by someone else meanwhile; nothing was written\n$/,
  )
  assert.is(await console.ok('config get Logs file_mode'), '        file_mode = 0600\n')
})

test('a path gets the text of the main file, its include lines left as they are', async () => {
  const { console, read } = await started()
  await console.ok('config set Logs file_mode 0600')
  const expected = read(MAIN).replace('File_Mode = 0640', 'File_Mode = 0600')
  assert.is(await console.ok('write config'), expected)
  assert.is(await console.ok('config writeback /opt/copy.conf'), 'Wrote /opt/copy.conf\n')
  assert.is(read('opt/copy.conf'), expected)
  assert.is(await console.ok('write config /opt/second.conf'), 'OK\n')
  assert.is(read('opt/second.conf'), expected)
  assert.is(
    await console.ok(`write config ${MAIN_PATH}`),
    `Warning: ${MAIN_PATH} is a file of the running configuration.\nOK\n`,
  )
  assert.match(
    await console.fails('write config /none/at/all.conf'),
    '/none/at/all.conf: cannot be written: no such file or directory\n',
  )
})

test('a path is not followed where a link of another user leads', async () => {
  const { console, at } = await started()
  const ofRoot = folderOf(ROOT)
  const own = join(ofRoot, 'own')
  writeFileSync(own, 'root\n')
  const theirs = at('opt/theirs')
  mkdirSync(theirs)
  symlinkSync(own, join(theirs, 'file'))
  symlinkSync(ofRoot, join(theirs, 'folder'))
  chownSync(theirs, NOBODY.uid, NOBODY.gid)
  const who =
    'by a link that user 65534 can exchange, who could not write that file; nothing was written\n'
  for (const command of ['write config', 'config writeback']) {
    const name = '/opt/theirs/file'
    assert.is(await console.fails(`${command} ${name}`), `${name} leads to ${own} ${who}`)
    const made = '/opt/theirs/folder/new'
    assert.is(await console.fails(`${command} ${made}`), `${made} leads to ${ofRoot} ${who}`)
  }
  assert.is(readFileSync(own, 'utf8'), 'root\n')
  assert.equal(readdirSync(ofRoot), ['own'])
})

test('written to its main file, a configuration from scratch is that file', async () => {
  const { console, read } = await started()
  await console.ok('config begin from scratch')
  await console.ok('config set Logs logfile "/var/log/one"')
  await console.ok('config set Domain a.example gateway "g"')
  await console.ok('config commit')
  assert.is(await console.ok(`config writeback ${MAIN_PATH}`), `Wrote ${MAIN_PATH}\n`)
  assert.is(
    read(MAIN),
    'Logs {\n  logfile = "/var/log/one"\n}\n\nDomain "a.example" {\n  Gateway = "g"\n}\n',
  )
  await console.ok('config set Logs logfile "/var/log/two"')
  assert.is(await console.ok('config writeback'), `Wrote ${MAIN_PATH}\n`)
  assert.match(read(MAIN), 'logfile = "/var/log/two"')
})

test('what is set to what the file says already keeps its layout there', async () => {
  const { console, read, at } = await started()
  const text = read(MAIN).replace(
    'AuthorizationParameters = [ uri = "ecauth://" ]',
    'AuthorizationParameters = [\n    uri  = "ecauth://"  # the web console\n  ]',
  )
  writeFileSync(at(MAIN), text)
  await console.ok('config reload')
  const before = read(MAIN)
  await console.ok('config set Control_Listener AuthorizationParameters [ uri = "ecauth://" ]')
  assert.is(await console.ok('config writeback'), 'Nothing to write.\n')
  assert.is(read(MAIN), before)
  // Without its quotes it is another value, as the console shows it; in the file it keeps them.
  await console.ok('config set Control_Listener AuthorizationParameters [ uri = ecauth:// ]')
  assert.is(await console.ok('config writeback'), `Wrote ${MAIN_PATH}\n`)
  assert.match(read(MAIN), '[ uri = "ecauth://" ]')
  assert.is(await console.ok('config writeback'), 'Nothing to write.\n')
  // Taken out and set again it has to be written.
  await console.ok('config set Logs dir_mode "0755"')
  await console.ok('config unset Logs')
  await console.ok('config set Logs dir_mode "0755"')
  assert.is(await console.ok('config writeback'), `Wrote ${MAIN_PATH}\n`)
  assert.match(read(MAIN), /Logs \{\s+dir_mode {1,2}= "0755"\s+\}/)
})

test('a path at which there is no file to be written says so', async () => {
  const { console } = await started()
  assert.is(
    await console.fails('config writeback /opt/msys'),
    '/opt/msys: cannot be written: is no regular file\n',
  )
})

test('a scope that was made and emptied again is no warning', async () => {
  const { console, read } = await started()
  const before = read(MAIN)
  await console.ok('config set Logs control_cache "/x"')
  await console.ok('config unset Logs control_cache')
  assert.is(await console.ok('config writeback'), 'Nothing to write.\n')
  assert.is(read(MAIN), before)
  await console.ok('config set Domain a.example gateway "g"')
  await console.ok('config unset Domain a.example gateway')
  assert.is(await console.ok('config writeback'), `Wrote ${MAIN_PATH}\n`)
  assert.match(read(MAIN), 'Domain "a.example" {')
})

test('a disk that is full leaves the files as they were, and the changes in memory', async () => {
  let isFull = false
  const calls = watchedCalls(({ name }) => {
    if (isFull && name === 'write') throw systemError('ENOSPC')
  })
  const manager = await Manager.onCluster({ machine: { calls, processes: systemProcesses } })
  const console = manager.session()
  const file = join(manager.root, MAIN)
  const before = readFileSync(file, 'utf8')
  await console.ok('config set Logs file_mode 0600')
  isFull = true
  assert.is(
    await console.fails('config writeback'),
    `${file}: cannot be written: no space left on the device\n`,
  )
  assert.is(readFileSync(file, 'utf8'), before)
  assert.is(await console.ok('config get Logs file_mode'), '        file_mode = 0600\n')
  isFull = false
  assert.is(await console.ok('config writeback'), `Wrote ${MAIN_PATH}\n`)
})

test.run()
