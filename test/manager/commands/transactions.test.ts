import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { Manager } from '../console.js'

const test = suite('transactions of console sessions (runtime spec 3.3)')

test('a transaction is private to its session until it is committed', async () => {
  const manager = await Manager.onCluster()
  const [own, other] = [manager.session(), manager.session()]
  assert.is(await own.ok('config begin'), 'OK\n')
  assert.is(await own.ok('config set Logs dir_mode 0700'), '        dir_mode = 0700\n')
  assert.is(await own.ok('config get Logs dir_mode'), '        dir_mode = 0700\n')
  assert.is(await other.ok('config get Logs dir_mode'), '        dir_mode = "0755"\n')
  assert.not.match(await own.ok('write config'), '0700')
  assert.is(await own.ok('config commit'), 'OK\n')
  assert.is(await other.ok('config get Logs dir_mode'), '        dir_mode = 0700\n')
  assert.is(await own.fails('config commit'), 'No transaction is in progress.\n')
})

test('outside of a transaction a line is live at once', async () => {
  const manager = await Manager.onCluster()
  const [own, other] = [manager.session(), manager.session()]
  await own.ok('config set Logs dir_mode 0700')
  assert.is(await other.ok('config get Logs dir_mode'), '        dir_mode = 0700\n')
})

test('begin twice, and commit, replay and rollback outside of a transaction, are refused', async () => {
  const manager = await Manager.onCluster()
  const console = manager.session()
  for (const line of [
    'config commit',
    'config replay',
    'config rollback',
    'config commit confirmed',
  ]) {
    assert.is(await console.fails(line), 'No transaction is in progress.\n')
  }
  await console.ok('config begin')
  assert.is(await console.fails('config begin'), 'A transaction is already in progress.\n')
  assert.is(
    await console.fails('config begin from scratch'),
    'A transaction is already in progress.\n',
  )
  await console.ok('config set Logs dir_mode 0700')
  assert.is(await console.ok('config rollback'), 'OK\n')
  assert.is(await console.ok('config get Logs dir_mode'), '        dir_mode = "0755"\n')
})

test('trap 9: of two that commit, the first wins; the other stays open for replay', async () => {
  const manager = await Manager.onCluster()
  const [first, second] = [manager.session(), manager.session()]
  await first.ok('config begin')
  await second.ok('config begin')
  await first.ok('config set Logs dir_mode 0700')
  await second.ok('Config  SET  Logs   file_mode = 0600')
  await second.ok('config get Logs file_mode')
  await second.fails('config set Logs file_mode maybe')
  await second.ok('config unset Security group')
  // Both at once: neither waits for the other's answer.
  const [one, two] = await Promise.all([first.run('config commit'), second.run('config commit')])
  assert.is(one.text, 'OK\n')
  assert.is(two.text, 'Commit failed: the configuration has been changed by another session.\n')
  assert.is(two.status, 1)
  assert.is(
    await second.ok('config replay'),
    'Config  SET  Logs   file_mode = 0600\nconfig unset Security group\n',
  )
  await second.ok('config rollback')
  assert.is(await second.ok('config get Logs dir_mode'), '        dir_mode = 0700\n')
  assert.is(await second.ok('config get Logs file_mode'), '        file_mode = 0640\n')
})

test('trap 9: a single line and a reload of another session count as a commit', async () => {
  for (const line of ['config set Logs dir_mode 0700', 'config reload']) {
    const manager = await Manager.onCluster()
    const [own, other] = [manager.session(), manager.session()]
    await own.ok('config begin')
    await own.ok('config set Logs file_mode 0600')
    await other.ok(line)
    assert.is(
      await own.fails('config commit'),
      'Commit failed: the configuration has been changed by another session.\n',
    )
    assert.is(await own.ok('config replay'), 'config set Logs file_mode 0600\n')
  }
})

test('trap 9: a line that fails, and a line in a transaction of another session, count for nothing', async () => {
  const manager = await Manager.onCluster()
  const [own, other] = [manager.session(), manager.session()]
  await own.ok('config begin')
  await own.ok('config set Logs file_mode 0600')
  await other.fails('config set Logs dir_mode maybe')
  await other.ok('config begin')
  await other.ok('config set Logs dir_mode 0700')
  await other.ok('config rollback')
  assert.is(await own.ok('config commit'), 'OK\n')
})

test('trap 9: reload and writeback inside of a transaction are refused', async () => {
  const manager = await Manager.onCluster()
  const console = manager.session()
  await console.ok('config begin')
  assert.is(
    await console.fails('config reload'),
    'Cannot reload while a transaction is in progress.\n',
  )
  assert.is(
    await console.fails('config writeback'),
    'Cannot write back while a transaction is in progress.\n',
  )
})

test('a writeback changes no value: open transactions stay valid', async () => {
  const manager = await Manager.onCluster()
  const [own, other] = [manager.session(), manager.session()]
  await other.ok('config set Logs dir_mode 0700')
  await own.ok('config begin')
  await own.ok('config set Logs file_mode 0600')
  assert.match(await other.ok('config writeback'), /^Wrote /)
  assert.is(await own.ok('config commit'), 'OK\n')
  assert.is(await other.ok('config get Logs file_mode'), '        file_mode = 0600\n')
  assert.is(
    await other.ok('config diff'),
    'Running, and not in the files:\n~ Logs  file_mode   0640 → 0600\n',
  )
})

test('begin from scratch begins with the implicit settings alone, and commits all of itself', async () => {
  const manager = await Manager.onCluster()
  const [own, other] = [manager.session(), manager.session()]
  assert.is(await own.ok('config begin from scratch'), 'OK\n')
  assert.is(
    await own.fails('config show Logs file_mode'),
    `Option 'file_mode' is not set in scope 'Logs::'.\n`,
  )
  assert.match(await own.ok('config show'), /^Debug_Flags \{ ... \}\nThreadPool "SwapOut"/)
  assert.is(
    await own.fails('config unset TimeStampFormat'),
    `'TimeStampFormat' is an implicit setting and cannot be unset.\n`,
  )
  await own.ok('config set Logs logfile "/var/log/one"')
  assert.match(await other.ok('config show'), 'Datasource "ecdb" { ... }\n')
  await own.ok('config commit')
  assert.not.match(await other.ok('config show'), 'Datasource')
  assert.is(await other.ok('config show Logs'), 'logfile = "/var/log/one"\n')
  assert.is(
    await other.fails('config writeback'),
    'The configuration was begun from scratch, so its files are not written: say "config writeback PATH".\n',
  )
  assert.match(await other.ok('config diff'), '- Datasource "ecdb"')
  await other.ok('config set Logs file_mode 0600')
  assert.is(await other.ok('config show Logs'), 'logfile = "/var/log/one"\nfile_mode = 0600\n')
  await own.ok('config begin from scratch')
  assert.is(await own.ok('config show Logs'), '')
  await own.ok('config set Logs logfile "/var/log/two"')
  await own.ok('config commit')
  assert.is(await other.ok('config show Logs'), 'logfile = "/var/log/two"\n')
  await own.ok('config reload')
  assert.match(await other.ok('config show'), 'Datasource "ecdb" { ... }\n')
})

test('a commit that would be invalid is refused with the findings, at the lines of the session', async () => {
  const manager = await Manager.onCluster()
  const console = manager.session()
  await console.ok('config begin')
  await console.ok('config set Logs file_mode 0600')
  await console.ok('config set Control_Listener Listen "nobody knows" Enable true')
  const refused = await console.fails('config commit')
  assert.match(
    refused,
    /^error {2}.*"nobody knows".* schema\/wrong-type\n {2}console, session 1, line 3\n/,
  )
  assert.match(refused, /\nCommit failed: the configuration would not be valid\.\n$/)
  assert.is(
    await console.ok('config replay'),
    'config set Logs file_mode 0600\nconfig set Control_Listener Listen "nobody knows" Enable true\n',
  )
  const checked = await console.run('config check')
  assert.is(checked.status, 1)
  assert.match(checked.text, /^error {2}.*"nobody knows"/)
  await console.ok('config unset Control_Listener Listen "nobody knows"')
  assert.is(await console.ok('config commit'), 'OK\n')
  assert.is(await console.ok('config get Logs file_mode'), '        file_mode = 0600\n')
})

test('a single line that would be invalid is refused, and nothing has changed', async () => {
  const manager = await Manager.onCluster()
  const console = manager.session()
  const refused = await console.fails(
    'config set Control_Listener Listen "nobody knows" Enable true',
  )
  assert.match(refused, /^error {2}.* schema\/wrong-type\n {2}console, session 1, line 1\n/)
  assert.match(refused, /\nNothing was changed: the configuration would not be valid\.\n$/)
  assert.is(manager.live.generation, 1)
  assert.is(await console.ok('config diff'), 'No differences.\n')
})

test('who looks after the program may have a change refused', async () => {
  const seen: string[] = []
  const manager = await Manager.onCluster({
    watcher: {
      veto: (_before, after) =>
        after.scope([{ name: 'Control_Listener' }]) === undefined
          ? 'no listener is left'
          : undefined,
      changed: ({ cause, by, changes, before, after }) => {
        const lines = changes.map(({ place }) => place)
        seen.push(`${cause} by ${by?.user}: ${lines} ${before !== after}`)
      },
    },
  })
  const console = manager.session()
  assert.is(
    await console.fails('config unset Control_Listener'),
    'Nothing was changed: no listener is left\n',
  )
  await console.ok('config begin')
  await console.ok('config unset Control_Listener')
  assert.is(await console.fails('config commit'), 'Nothing was changed: no listener is left\n')
  await console.ok('config rollback')
  await console.ok('config set Logs file_mode 0600')
  await console.ok('config reload')
  assert.equal(seen, ['line by root: console, session 1, line 6 true', 'reload by root:  true'])
})

test('what needs a restart is said by check, with the line', async () => {
  const manager = await Manager.onCluster()
  const console = manager.session()
  await console.ok('config set Security User "nobody"')
  assert.is(
    await console.ok('config check'),
    'info   console, session 1, line 1  Option User takes effect when the manager is started again  schema/needs-restart\n',
  )
})

test.run()
