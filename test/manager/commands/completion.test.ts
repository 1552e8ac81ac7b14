import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { holdsSecret } from '../../../src/console/index.js'
import { complete } from '../../../src/manager/commands/index.js'
import { Manager, type Session } from '../console.js'

const test = suite('completion')

const manager = await Manager.onCluster()
const root = manager.session()

/** The words that can stand at the end of a line. */
async function words(line: string, session: Session = root): Promise<string[]> {
  const { candidates } = await complete(line, false, session.context)
  return candidates.map(({ word }) => word)
}

/** The candidates of a line, with all that is told of them. */
async function described(line: string, session: Session = root) {
  const { candidates } = await complete(line, true, session.context)
  return candidates.map(({ word, description, value, where }) => [word, description, value, where])
}

test('commands, word by word, in any case', async () => {
  assert.equal(await words('c'), ['config', 'cluster-commit'])
  assert.equal(await words('CONFIG sh'), ['show', 'showrecurse'])
  assert.equal(await words('config begin from '), ['scratch'])
  assert.equal(await words('sh'), ['show', 'shutdown'])
  assert.equal(await words('xml sho'), ['show'])
  assert.equal(await words('help config re'), ['replay', 'reload'])
  assert.equal(await words('nonsense '), [])
  assert.equal(await words('config commit confirmed '), [])
})

test('what is to be replaced is what stands at the cursor', async () => {
  assert.is((await complete('config set Logs fi', false, root.context)).replaces, 2)
  assert.is((await complete('config set Logs ', false, root.context)).replaces, 0)
  assert.is((await complete('config show Datasource "ec', false, root.context)).replaces, 3)
})

test('scopes, instances and options', async () => {
  assert.equal(await words('config get logs fi'), ['file_mode'])
  assert.equal(await words('config get Lo'), [
    'Logs',
    ...['Local_Changes_File', 'Local_Changes_Only', 'log_hires_timestamp'],
  ])
  assert.equal(await words('config show Control_Listener Listen '), [
    '"/tmp/2025"',
    '127.0.0.1:2025',
  ])
  assert.equal(await words('config show Control_Listener Listen "1'), ['"127.0.0.1:2025"'])
  assert.equal(await words('config get Control_Listener Listen /tmp/2025 file'), ['File_Mode'])
  assert.equal(await words('config showrecurse Logs fi'), [])
  assert.equal(await words('config locate List'), ['Listen'])
  // Within a list nothing can be known.
  assert.equal(await words('config set Datasource ecdb uri ( "a" '), [])
})

test('values: those of an enumeration, and the one that is there', async () => {
  assert.equal(await words('config set Logs file_mode '), ['0640'])
  assert.equal(await words('config set Logs file_mode = '), ['0640'])
  assert.equal(await words('config set Control_Listener Enable_Authentication f'), ['false'])
  assert.equal(await described('config set Logs file_mode '), [
    ['0640', 'As it is now: eccluster.conf:21:3', undefined, undefined],
    ['VALUE', 'An octal mode such as 0640', undefined, undefined],
  ])
})

test('pipes', async () => {
  assert.equal(await words('config show Logs | '), [
    ...['match', 'except', 'count', 'no-more', 'display', 'compare'],
  ])
  assert.equal(await words('config show Logs | count | d'), ['display'])
  assert.equal(await words('config why Logs file_mode | display '), ['json'])
  assert.equal(await words('pid | '), [])
  assert.equal(await words('config set Logs "a | '), [])
})

test('descriptions, values and where they were set', async () => {
  const [own, fallback] = await described('config get Datasource ecdb cache_')
  assert.equal(own, ['cache_size', 'How many results are kept', '1000', 'default'])
  assert.equal(fallback?.[0], 'cache_life')
  const [, , value] = (await described('config get Datasource ecdb uri'))[0] ?? []
  assert.match(`${value}`, 'password=****')
  assert.equal(await described('config show Datasource '), [
    ['ecdb', '', undefined, 'webui-common.conf:6:1'],
  ])
  const session = manager.session()
  await session.ok('config begin')
  await session.ok('config set Logs file_mode 0600')
  assert.equal(await described('config get Logs file_mode', session), [
    ['file_mode', 'The mode of the collected log files', '0600', 'console, session 2, line 2'],
  ])
})

test('who may not see the configuration is told what it could hold, not what it holds', async () => {
  const session = manager.session({ maySee: async () => false })
  assert.equal(await described('config get Logs file_mode', session), [
    ['file_mode', 'The mode of the collected log files', undefined, undefined],
  ])
  assert.equal(await words('config show Datasource ', session), [])
  assert.equal(await words('config locate ', session), [])
  assert.equal(await words('config set Logs file_mode ', session), [])
})

test('a line that holds a secret is known by its names and its shapes', () => {
  for (const line of [
    'config set Datasource ecdb password x',
    'config set Datasource ecdb uri ( "pgsql:host=a;password=b" )',
    'config set x "not closed;password=b',
  ]) {
    assert.is(holdsSecret(line), true, line)
  }
  for (const line of [
    'config set Logs file_mode 0600',
    'config get Datasource ecdb uri',
    'pid',
    '',
  ]) {
    assert.is(holdsSecret(line), false, line)
  }
})

test('in a line of many words it is looked for once; one of more words than anybody types is not read', () => {
  const words = (count: number) => `config set ${'a '.repeat(count - 2)}`
  // Looked for anew behind each word, this takes minutes.
  for (let time = 0; time < 30; time++) assert.is(holdsSecret(words(10_000)), false)
  assert.is(holdsSecret(`${words(9_998)} password x`), true)
  assert.is(holdsSecret(words(100_000)), true)
})

test('a line of more words than anybody types is refused', async () => {
  const line = (words: number) => `config set ${'a '.repeat(words)}`
  const session = manager.session()
  assert.match(await session.fails(line(10_000)), /^'a' is not a valid scope name/)
  assert.is(await session.fails(line(10_001)), 'A line has 10000 words at most.\n')
  assert.match(
    await session.ok(`config set Debug_Flags DEBUG ( ${'LOG1 '.repeat(10_001)})`),
    'LOG1',
  )
})

test('a command of a module, with the instances that there are', async () => {
  assert.equal(await words('ec_'), ['ec_logger:ec_logger'])
  assert.equal(await words('ec_logger:ec_logger '), ['help', 'reopen'])
  assert.equal(await words('EC_LOGGER:EC_LOGGER reopen '), ['logs'])
  assert.equal(await words('help ec_logger:ec'), ['ec_logger:ec_logger'])
  const blind = manager.session({ maySee: async () => false })
  assert.equal(await words('ec_', blind), [])
})

test.run()
