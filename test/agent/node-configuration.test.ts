import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { NodeFilesConfiguration } from '../../src/agent/node-configuration.js'
import { changeOptions } from '../../src/agent/runtime/change-options.js'
import { setChange, splitWords } from '../../src/console/index.js'
import { Live, type Watcher, WorkHere } from '../../src/manager/live/index.js'
import { nodeEnvironment } from '../../src/node/index.js'
import { ecconf } from '../tools/program.js'
import { scratch } from '../tools/scratch.js'
import { SECOND_USER } from '../tools/second-user.js'

const MAIN = 'opt/msys/ecelerity/etc/conf/default/ecelerity.conf'
const CHANGES = ['config set Memory_HWM 91', 'config set Memory_Goal 84']
const HOLDER = {
  txid: 'ab'.repeat(16),
  manager: 'mgr1',
  by: 'joe',
  since: '2026-01-01T12:00:00.000Z',
}

async function node(
  files: Readonly<Record<string, string>> = {},
  target?: string,
  root = scratch('corpus/node'),
) {
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(root, dirname(MAIN), name), text)
  }
  const main = join(root, MAIN)
  const work = new WorkHere({
    main,
    load: { environment: nodeEnvironment(), sysroot: root },
    judging: {},
  })
  const { configuration, refused } = await work.load()
  if (configuration === undefined) throw new Error(refused.join('\n'))
  const watcher: Watcher = { veto: (_before, _after, by) => commits.veto(by) }
  const live = new Live(configuration, work, { watcher })
  const commits: NodeFilesConfiguration = new NodeFilesConfiguration({
    ...{ live, work },
    lint: () => changeOptions(main, { target }),
  })
  return { root, main, live, commits }
}

/** Plans the changes and writes them. */
async function applied() {
  const { commits, ...rest } = await node()
  const plan = await commits.plan(CHANGES)
  if (plan.refused !== undefined) throw new Error(plan.refused.join('\n'))
  const writes = plan.files.map(({ path, before, after }) => ({
    path,
    expected: before,
    bytes: after,
  }))
  assert.equal(await commits.write(writes), {})
  assert.equal(await commits.load(), {})
  return { commits, plan, ...rest }
}

test('what runs after the changes are written is what was planned', async () => {
  const { commits, plan } = await applied()
  assert.is(await commits.running(), plan.candidate)
})

test('the saved bytes bring back what ran before, to the byte', async () => {
  const { main, commits } = await node()
  const [base, text] = [await commits.running(), readFileSync(main)]
  const plan = await commits.plan(CHANGES)
  if (plan.refused !== undefined) throw new Error(plan.refused.join('\n'))
  const forth = plan.files.map(({ path, before, after }) => ({
    path,
    expected: before,
    bytes: after,
  }))
  const back = plan.files.map(({ path, before, after }) => ({
    path,
    expected: after,
    bytes: before,
  }))
  await commits.write(forth)
  await commits.load()
  assert.is.not(await commits.running(), base)
  assert.equal(await commits.write(back), {})
  await commits.load()
  assert.is(await commits.running(), base)
  assert.equal(readFileSync(main), text)
})

test('a plan touches nothing', async () => {
  const { main, commits } = await node()
  const before = readFileSync(main)
  await commits.plan(CHANGES)
  assert.equal(readFileSync(main), before)
})

test('a file that has changed since is not written', async () => {
  const { commits } = await node()
  const plan = await commits.plan(CHANGES)
  if (plan.refused !== undefined) throw new Error(plan.refused.join('\n'))
  for (const { path } of plan.files) writeFileSync(path, `${readFileSync(path)}# by hand\n`)
  const writes = plan.files.map(({ path, before, after }) => ({
    path,
    expected: before,
    bytes: after,
  }))
  const { failed = '' } = await commits.write(writes)
  assert.match(failed, /changed/)
  for (const { path } of plan.files) assert.match(readFileSync(path, 'utf8'), /# by hand\n$/)
})

test('an option that the node does not know is refused', async () => {
  const { commits } = await node()
  const { refused } = await commits.plan(['config set No_Such_Option 1'])
  assert.match(refused?.join('\n') ?? '', /No_Such_Option/)
})

test('changes in memory must be in the files first', async () => {
  const { live, commits } = await node()
  const change = setChange(live.current, splitWords('Memory_HWM 90'))
  live.apply({ change, place: 'console' }, { user: 'joe' })
  assert.equal(await commits.plan(CHANGES), {
    refused: ['This node runs changes that its files do not have: write them back first.'],
  })
})

test('root makes no file for a commit where who can change the configuration could not', async () => {
  const root = scratch('corpus/node')
  chmodSync(root, 0o755)
  const [theirs, ofRoot] = [join(root, 'theirs'), join(root, 'of-root')]
  for (const folder of [theirs, ofRoot]) mkdirSync(folder)
  const local = 'Local_Changes_File = "/of-root/local.conf"\nLocal_Changes_Only = true\n'
  writeFileSync(join(theirs, 'x.conf'), local)
  chownSync(theirs, SECOND_USER.uid, SECOND_USER.gid)
  appendFileSync(join(root, MAIN), 'include "/theirs/x.conf"\n')
  const { commits } = await node({}, undefined, root)
  const plan = await commits.plan(CHANGES)
  if (plan.refused !== undefined) throw new Error(plan.refused.join('\n'))
  const file = join(ofRoot, 'local.conf')
  const writes = plan.files.map(({ path, before, after }) => ({
    path,
    expected: before,
    bytes: after,
  }))
  assert.equal(
    writes.map(({ path }) => path),
    [file],
  )
  assert.equal(await commits.write(writes), {
    failed: `${file}: would be made where user ${SECOND_USER.uid}, who can change the configuration, could not make it: make the file first; nothing was written`,
  })
  assert.equal(readdirSync(ofRoot), [])
  chownSync(ofRoot, SECOND_USER.uid, SECOND_USER.gid)
  assert.equal(await commits.write(writes), {})
  assert.equal(readdirSync(ofRoot), ['local.conf'])
})

test('a pipe in the place of a file is not waited for', async () => {
  const { main, commits } = await node()
  rmSync(main)
  assert.is(spawnSync('mkfifo', [main]).status, 0)
  const error = await commits.plan(CHANGES).then(
    () => undefined,
    (reason: Error) => reason.message,
  )
  assert.is(error, `${main}: it is no regular file`)
})

test('while a commit holds the node, other changes are refused, in memory and in the files', async () => {
  const { root, live, commits } = await node()
  await commits.hold(HOLDER)
  assert.is(
    commits.veto({ user: 'somebody' }),
    `the cluster commit ${HOLDER.txid} of joe through mgr1 holds this node since 2026-01-01T12:00:00.000Z.`,
  )
  const change = setChange(live.current, splitWords('Memory_HWM 90'))
  const outcome = live.apply({ change, place: 'console' }, { user: 'joe' })
  assert.is(outcome.kind, 'vetoed')
  const flags = ['-c', MAIN, '--sysroot', '.', '--write']
  const refused = ecconf(['set', 'Memory_HWM', '90', ...flags], { cwd: root })
  assert.is(refused.status, 2)
  assert.match(refused.stderr, /is being (written|edited)|locked|holds/)
  await commits.release()
  const done = ecconf(['set', 'Memory_HWM', '90', ...flags], { cwd: root })
  assert.is(done.status, 0)
})

test('its own writes go through the locks that it holds', async () => {
  const { commits } = await node()
  const plan = await commits.plan(CHANGES)
  if (plan.refused !== undefined) throw new Error(plan.refused.join('\n'))
  await commits.hold(HOLDER)
  const writes = plan.files.map(({ path, before, after }) => ({
    path,
    expected: before,
    bytes: after,
  }))
  assert.equal(await commits.write(writes), {})
  assert.equal(await commits.load(), {})
  assert.is(await commits.running(), plan.candidate)
  await commits.release()
})

test('a comparison names options and places, and no values', async () => {
  const { commits } = await node()
  const { options, absent } = await commits.compare(['0'.repeat(16)])
  assert.ok(options.length > 0)
  assert.match(options[0] ?? '', /^\S.* \S+: \/opt\/msys\/.*:\d+$/)
  assert.equal(absent, ['0'.repeat(16)])
})

const OURS = ['config set msg_gen our_batch 10']
const WAY_PAST =
  'Settings beside the main file (ecconf.json) can give a finding another severity, or name a schema that describes the option.'
const UNKNOWN = "'our_batch' is not a valid option name in scope 'msg_gen::'"

test('a commit is judged by the severities and schemas of the node', async () => {
  const refused = async (files: Readonly<Record<string, string>>) =>
    (await (await node(files)).commits.plan(OURS)).refused
  const schema = JSON.stringify({
    properties: { msg_gen: { properties: { our_batch: { type: 'integer' } } } },
  })
  assert.equal(await refused({}), [UNKNOWN, WAY_PAST])
  const lowered = '{ "rules": { "schema/unknown-option": "warning" } }'
  assert.is(await refused({ 'ecconf.json': lowered }), undefined)
  const taught = { 'ecconf.json': '{ "schemas": ["ours.json"] }', 'ours.json': schema }
  assert.is(await refused(taught), undefined)
  const narrow = schema.replace('integer', 'boolean')
  assert.equal(await refused({ ...taught, 'ours.json': narrow }), [
    "Invalid value '10' for option 'our_batch': it must be a boolean",
    WAY_PAST,
  ])
})

test('the version is that of the flag, or else that of the settings', async () => {
  const { main } = await node({ 'ecconf.json': '{ "target": "4.2.28" }' })
  assert.is((await changeOptions(main, {})).target, '4.2.28')
  assert.is((await changeOptions(main, { target: '3.0' })).target, '3.0')
  assert.equal(await changeOptions((await node()).main, {}), {})
})

test('what the version of the node does not know refuses a commit', async () => {
  const unknown = 'config set Cluster_Scope_Max_Outbound_Connections 20'
  const old = await node({}, '3.0.15')
  // What the files have already that it does not know either refuses nothing.
  assert.equal((await old.commits.plan([unknown])).refused, [
    `${old.main}:63:1: Option "Cluster_Scope_Max_Outbound_Connections" is not in 3.0.15: it came with 3.0.16. Take it out until the upgrade.  version/not-yet`,
    WAY_PAST,
  ])
  const { commits } = await node({}, '3.0.16')
  assert.is((await commits.plan([unknown])).refused, undefined)
})

test('settings that became wrong refuse a commit, with the place', async () => {
  const { commits, main } = await node()
  writeFileSync(join(dirname(main), 'ecconf.json'), '{ "rulez": {} }')
  const [line = '', ...rest] = (await commits.plan(CHANGES)).refused ?? []
  assert.match(line, /ecconf\.json:1:3: /)
  assert.equal(rest, [])
})

test.run()
