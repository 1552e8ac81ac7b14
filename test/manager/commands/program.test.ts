import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { COMMANDS } from '../../../src/manager/commands/index.js'
import { Manager } from '../console.js'

const test = suite('commands about the program')

async function started() {
  const manager = await Manager.onCluster()
  return manager.session({ user: 'tom' })
}

test('help lists every command, and says what there is to know of one', async () => {
  const console = await started()
  const list = await console.ok('help')
  for (const { usage, description } of COMMANDS) {
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
