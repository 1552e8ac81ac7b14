import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { commandsOf } from '../../../src/manager/commands/table.js'
import { Manager } from '../console.js'

const test = suite('commands about the program')

async function started() {
  const manager = await Manager.onCluster()
  return manager.session({ user: 'tom' })
}

test('help lists every command, and says what there is to know of one', async () => {
  const console = await started()
  const list = await console.ok('help')
  for (const { usage, description } of commandsOf('manager')) {
    assert.match(list, `${usage.join('\n')}\n\t${description}\n`)
  }
  assert.is(await console.ok('help'), await console.ok('HELP'))
  assert.is(
    await console.ok('help config  SHOWRECURSE'),
    `config showrecurse [SCOPE ...]
\tShow one scope with everything in it; without a scope all that counts.
\tTakes pipes: | match REGEX, | except REGEX, | count, | no-more, | display set, | display json, | compare.
`,
  )
  assert.match(
    await console.ok('help config commit'),
    /^config commit\n\tMake .*\nconfig commit confirmed/s,
  )
  assert.is(
    await console.ok('help authz'),
    'authz id\n\tShow the user of this session and the roles that the user has\nauthz roles list\n\tShow all roles that there are\n',
  )
  assert.is(await console.fails('help frobnicate'), `No help for 'frobnicate'\n`)
})

test('version is the banner, with our own name', async () => {
  const console = await started()
  const rule = '#'.repeat(46)
  assert.is(
    await console.ok('version'),
    `${rule}\n# eccmgr version: 0.1.0\n# A part of ecconf.\n${rule}\n`,
  )
})

test('info says that there is no message bus, and the manager is the only member', async () => {
  const console = await started()
  assert.is(
    await console.ok('info'),
    'Daemon: none (not connected to a message bus)\nControl Group: ec_console\nCluster Group: ec_cluster\nLogger Group: none\n',
  )
  assert.is(
    await console.ok('show cluster membership'),
    `Private Name: #mgr1#mgr1
Node Name: (Null)
Subcluster: (Null)
Node Type: Manager
Version: 0.1.0
Address: 0.0.0.0:0
Groups: ec_cluster
`,
  )
  assert.is(
    await console.ok('xml show cluster membership'),
    `<ClusterMembership>
  <Member private_name="#mgr1#mgr1" type="Manager" version="0.1.0" address="0.0.0.0:0">
    <Groups>
      <Group name="ec_cluster"/>
    </Groups>
  </Member>
</ClusterMembership>
`,
  )
})

test('module list has the modules of the configuration', async () => {
  const console = await started()
  const text = await console.ok('module list')
  assert.is(
    text.replace(/Description: \S.*/g, 'Description: ...'),
    `Module: ec_logger:ec_logger
  Scope_Name: ec_logger
  Instance_Name: ec_logger
  Enabled: enabled
  API: Logger
  Name: ec_logger
  Description: ...
Module: ds_core
  Scope_Name: ds_core
  Enabled: enabled
  API: Singleton
  Name: ds_core
  Description: ...
Module: auth_ds
  Scope_Name: auth_ds
  Enabled: enabled
  API: Generic
  Name: auth_ds
  Description: ...
`,
  )
  await console.ok('config set ec_logger ec_logger enabled false')
  assert.match(await console.ok('module list'), 'Enabled: disabled\n  API: Logger\n')
})

test('authz answers in XML always', async () => {
  const console = await started()
  assert.is(
    await console.ok('authz id'),
    '<AuthzInformation username="tom">\n  <Roles>\n    <Role name="admin"/>\n  </Roles>\n</AuthzInformation>\n',
  )
  assert.is(
    await console.ok('authz roles list'),
    '<Roles>\n <Role name="admin"/>\n <Role name="users"/>\n</Roles>\n',
  )
})

test('a store of roles that cannot be asked gives no reason away', async () => {
  const console = await started()
  const broken = () => Promise.reject(new Error('connect ECONNREFUSED password=x'))
  Object.assign(console.context, { roles: { own: broken, all: broken } })
  for (const line of ['authz id', 'authz roles list']) {
    assert.is(await console.fails(line), 'The roles of the user cannot be looked up now.\n')
  }
})

test('pid and sysinfo tell of the process', async () => {
  const console = await started()
  assert.is(await console.ok('pid'), '4711\n')
  assert.is(
    await console.ok('sysinfo'),
    'Version: 0.1.0\nHost: mgr1\nSystem: Linux 6.1.0 (x64)\nRuntime: Node.js 20.19.0\n',
  )
})

test('module hooks: there are none', async () => {
  const console = await started()
  assert.is(await console.ok('module hooks'), 'Modules of the manager have no hooks.\n')
})

test('as_logger is accepted and listed', async () => {
  const console = await started()
  await console.ok('config set as_logger base_dir /var/log/eccluster/aggregate')
  assert.match(
    await console.ok('module list'),
    /^Module: as_logger\n {2}Scope_Name: as_logger\n {2}Enabled: enabled\n {2}API: Singleton\n/m,
  )
})

test('threads stats has the pools of the configuration and what the manager’s thread did', async () => {
  const console = await started()
  const pools = `SWAPOUT thread pool: concurrency 5
SWAPIN thread pool: concurrency 5
UNLINK thread pool: concurrency 6
BATCH_UNLINK thread pool: concurrency 4
CLOSE thread pool: concurrency 0
CPU thread pool: concurrency 4
IO thread pool: concurrency 50
SPOOLIN thread pool: concurrency 1
`
  assert.is(await console.ok('threads stats'), `${pools}MANAGER thread pool: concurrency 1\n`)
  await console.ok('config set ThreadPool accept-pool concurrency 3')
  Object.assign(console.context.upkeep, {
    threadCounts: () => ({ jobs: 8, time: 1001, threads: 1 }),
  })
  assert.is(
    (await console.ok('threads stats')).replace(pools, ''),
    `accept-pool thread pool: concurrency 3
MANAGER thread pool: concurrency 1
               Total invocations: 8
   Average wallclock time per op: 125.13ms
            Current thread count: 1
`,
  )
})

test('paniclog: level and text behind the time, as the product prints them', async () => {
  const console = await started()
  const time = new Date(2003, 10, 30, 10, 31, 37)
  Object.assign(console.context.upkeep, {
    lastReports: () => [
      { time, level: 'notice', text: 'Valid license.' },
      { time, level: 'error', text: 'two\nlines' },
    ],
  })
  assert.is(
    await console.ok('paniclog'),
    '[Sun 30 Nov 2003 10:31:37] [notice] Valid license.\n[Sun 30 Nov 2003 10:31:37] [error] two\\nlines\n',
  )
  await console.ok('config set TimeStampFormat "%H:%M "')
  assert.is(await console.ok('paniclog | match Valid'), '10:31 [notice] Valid license.\n')
})

test('ds_core stats is the table of the manual', async () => {
  const console = await started()
  const counts = { name: 'ecdb', kept: 2, hits: 241, misses: 94, pending: 0, inserts: 6 }
  const deletions = { manual: 0, old: 4, crowded: 0 }
  Object.assign(console.context.upkeep, {
    sourceCounts: () => [
      { ...counts, deletions },
      {
        ...counts,
        name: 'new',
        kept: 0,
        hits: 0,
        misses: 0,
        inserts: 0,
        deletions: { manual: 0, old: 0, crowded: 0 },
      },
    ],
  })
  assert.is(
    await console.ok('ds_core stats'),
    `cache name                      lookups %                  deletions %
                       elts  hit miss pend  total  inserts man ttl lru  total
---------------------- ----- -------------------- -------- ------------------
ecdb
                           2  72  28   0      335        6   0 100   0      4
new
                           0   0   0   0        0        0   0   0   0      0
`,
  )
})

test('ds_core flush names the cache and says how much was in it', async () => {
  const console = await started()
  Object.assign(console.context.upkeep, {
    flushSource: (_: unknown, name: string) => (name === 'sqlite' ? 2 : undefined),
  })
  assert.is(await console.ok('ds_core flush sqlite'), `flushed 2 entries from cache 'sqlite'\n`)
  assert.is(await console.fails('ds_core flush nowhere'), `There is no cache 'nowhere'.\n`)
  for (const line of ['ds_core flush', 'ds_core flush a b']) {
    assert.is(await console.fails(line), 'Usage:\n  ds_core flush NAME\n')
  }
  assert.is(await console.fails('ds_core'), 'Usage:\n  ds_core flush NAME\n  ds_core stats\n')
})

test('the commands of a logger have its name in them', async () => {
  const console = await started()
  const asked: unknown[] = []
  Object.assign(console.context.upkeep, {
    reopenLogs: async (logger?: string) => {
      asked.push(logger)
      return []
    },
  })
  assert.is(
    await console.ok('ec_logger:ec_logger help'),
    'reopen logs\n\tClose and reopen log files\n',
  )
  assert.is(await console.ok('EC_Logger:EC_LOGGER reopen  logs'), 'OK\n')
  assert.is(await console.ok('reopen logs'), 'OK\n')
  assert.equal(asked, ['ec_logger', undefined])
  assert.is(await console.fails('ec_logger:other help'), `There is no module 'ec_logger:other'.\n`)
  assert.is(
    await console.fails('ec_logger:ec_logger'),
    'Usage:\n  ec_logger:NAME help\n  ec_logger:NAME reopen logs\n',
  )
  assert.is(
    await console.ok('help ec_logger:ec_logger reopen logs'),
    'ec_logger:NAME reopen logs\n\tClose the log files of one logger and open them by their names anew.\n',
  )
  assert.is(await console.fails('ds_core:x stats'), 'ds_core:x command not understood\n')
})

test('logs that cannot be opened again are named, and the command has failed', async () => {
  const console = await started()
  const troubles = async () => ['/var/log/a cannot be written: EACCES', '/var/log/b ...']
  Object.assign(console.context.upkeep, { reopenLogs: troubles })
  assert.is(
    await console.fails('reopen logs'),
    '/var/log/a cannot be written: EACCES\n/var/log/b ...\n',
  )
})

test('what only nodes have is refused as the product does', async () => {
  const console = await started()
  const hint = 'Commands of the module "cluster" run on nodes, not on the manager.\n'
  for (const line of ['cluster', 'cluster membership', 'CLUSTER duravip show']) {
    const [word] = line.split(' ')
    assert.is(await console.fails(line), `${word} command not understood\n${hint}`)
  }
  for (const word of ['summary', 'threads:x', 'as_logger']) {
    assert.is(await console.fails(`${word} x`), `${word} command not understood\n`)
  }
})

test('xml asks any command for XML: every answer is one element', async () => {
  const console = await started()
  const plain = commandsOf('manager').filter(
    ({ operands, name }) => operands === 'none' && name !== 'quit',
  )
  for (const { name } of plain) {
    const { text } = await console.run(`xml ${name.replace('NAME', 'ec_logger')}`)
    assert.match(text, /^<(\w+)[^>]*>\n(?: .*\n)*<\/\1>\n$/, name)
  }
  assert.is(
    await console.ok('xml pid'),
    '<Response command="pid" status="0">\n  <Line>4711</Line>\n</Response>\n',
  )
  assert.is(
    await console.fails('xml cluster info'),
    'cluster command not understood\nCommands of the module "cluster" run on nodes, not on the manager.\n',
  )
})

test('quit drops the transaction, shutdown asks who runs the program', async () => {
  const manager = await Manager.onCluster()
  const done: string[] = []
  const console = manager.session({
    quit: () => done.push('quit'),
    shutdown: () => done.push('shutdown'),
  })
  await console.ok('config begin')
  await console.ok('config set Logs file_mode 0600')
  assert.is(await console.ok('quit'), '')
  assert.is(console.context.transaction, undefined)
  assert.is(await console.ok('shutdown'), 'Shutting down.\n')
  assert.equal(done, ['quit', 'shutdown'])
})

test.run()
