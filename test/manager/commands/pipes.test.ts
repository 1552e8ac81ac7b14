import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parsePipes } from '../../../src/manager/commands/pipes/parse.js'
import { Manager } from '../console.js'

const test = suite('pipes')

test('a pipe is a word of its own outside of quotes before one of the names', () => {
  for (const line of [
    'config show',
    'config show Domain "a | count"',
    'config show Domain "a \\" | count"',
    'config show a|count',
    'config show a |count',
    'config show a| count',
    'config show a | counter',
    'config show a | grep b',
    'config show a | display xml',
    'config show a | display',
    'config show a | compare b',
  ]) {
    assert.equal(parsePipes(line), { command: line, pipes: [] }, line)
  }
})

test('pipes are taken apart, and what is text stays where it is', () => {
  assert.equal(parsePipes('config show a | b | match x | y | Count'), {
    command: 'config show a | b',
    pipes: [
      { name: 'match', pattern: 'x | y' },
      { name: 'count', rest: '' },
    ],
  })
  assert.equal(parsePipes('show | except "a \\"b\\" \\d | count" | no-more | display  set'), {
    command: 'show',
    pipes: [
      { name: 'except', pattern: 'a "b" \\d | count' },
      { name: 'no-more', rest: '' },
      { name: 'display', form: 'set', rest: '' },
    ],
  })
  assert.equal(parsePipes('config show | compare ').pipes, [{ name: 'compare', rest: '' }])
})

async function started() {
  const manager = await Manager.onCluster()
  return manager.session()
}

test('match and except choose lines, count counts them, in any order', async () => {
  const console = await started()
  assert.is(
    await console.ok('config show Logs | match _mode'),
    'dir_mode = "0755"\nfile_mode = 0640\n',
  )
  assert.is(
    await console.ok('config show Logs | except _mode | match log'),
    'logfile = "/var/log/eccluster/%Y/%m/%d/%{l}/%{s}/%{n}"\n',
  )
  assert.is(await console.ok('config show Logs | match "_mode" | count'), '2\n')
  assert.is(await console.ok('config show Logs | match nothing | count'), '0\n')
  assert.is(await console.ok('config show Logs | match nothing'), '')
  assert.is(await console.ok('config show Logs | count | match 3'), '3\n')
  assert.is(await console.ok('authz roles list | match users'), ' <Role name="users"/>\n')
})

test('a regular expression is matched in linear time, and refused when it is none', async () => {
  const console = await started()
  assert.is(await console.ok(`config show Logs | match (a+)+$ | count`), '0\n')
  assert.is(await console.fails('config show | match ('), `'(' is not a regular expression.\n`)
  assert.is(await console.fails('config show | match'), '"| match" needs a regular expression.\n')
  assert.is(
    await console.fails('config show | match (?R)'),
    `'(?R)' is not matched: it has a recursion.\n`,
  )
  assert.is(await console.fails('config show | count 3'), '"| count" takes nothing behind it.\n')
})

test('display set gives lines that can be replayed', async () => {
  const console = await started()
  const lines = await console.ok('config showrecurse Control_Listener | display set')
  assert.is(
    lines,
    `config set Control_Listener AuthDigestMD5Parameters [ uri = "ecauth://" ]
config set Control_Listener AuthorizationParameters [ uri = "ecauth://" ]
config set Control_Listener Enable_Authentication "true"
config set Control_Listener Listen "/tmp/2025" Enable_Authentication "false"
config set Control_Listener Listen 127.0.0.1:2025 Enable_Authorization "true"
`,
  )
  await console.ok('config begin from scratch')
  for (const line of lines.trimEnd().split('\n')) await console.ok(line)
  const again = await console.ok('config showrecurse Control_Listener | display set')
  assert.is(again, lines)
})

test('display json gives data', async () => {
  const console = await started()
  assert.equal(
    JSON.parse(await console.ok('config show Logs file_mode | display json')).options.length,
    1,
  )
  const whole = JSON.parse(await console.ok('config showrecurse | display json'))
  assert.is(whole.scope, 'Global')
  assert.ok(whole.scopes.some(({ scope }: { scope: string }) => scope === 'Datasource "ecdb"'))
  assert.equal(JSON.parse(await console.ok('authz id | display json')), {
    user: 'root',
    roles: ['admin'],
  })
  await console.ok('config set Logs file_mode 0600')
  const diff = JSON.parse(await console.ok('config diff | display json'))
  assert.is(diff.pending, null)
  assert.is(diff.live.differences[0].option, 'file_mode')
  assert.is(await console.ok('config diff | display set'), 'config set Logs file_mode 0600\n')
  assert.is(
    await console.fails('config why Logs file_mode | display set'),
    '"config why Logs file_mode" cannot be shown with "| display set".\n',
  )
})

test('compare shows what the transaction changes, else what is not in the files', async () => {
  const console = await started()
  await console.ok('config set Logs file_mode 0600')
  assert.is(await console.ok('config show | compare'), '~ Logs  file_mode   0640 → 0600\n')
  await console.ok('config begin')
  assert.is(await console.ok('config show | compare'), 'No differences.\n')
  await console.ok('config set Logs dir_mode 0700')
  await console.ok('config set Security group "staff"')
  assert.is(await console.ok('config show Logs | compare'), '~ Logs  dir_mode   "0755" → 0700\n')
  assert.is(await console.ok('config show Logs file_mode | compare'), 'No differences.\n')
  assert.is(
    await console.ok('config diff'),
    `Pending in this transaction:
~ Logs  dir_mode    "0755" → 0700
~ Security  Group   "ecuser" → "staff"

Running, and not in the files:
~ Logs  file_mode   0640 → 0600
`,
  )
  assert.is(await console.fails('authz id | compare'), '"authz id" cannot be compared.\n')
})

test('no-more says that the answer is not to be paged', async () => {
  const console = await started()
  assert.is((await console.run('config show | no-more')).isUnpaged, true)
  assert.is((await console.run('config show')).isUnpaged, false)
})

test('a command that goes through more pipes than anybody types is refused', async () => {
  const console = await started()
  const pipes = (count: number) => `config show Logs${' | match .'.repeat(count)}`
  assert.is(await console.ok(pipes(100)), await console.ok('config show Logs'))
  assert.is(await console.fails(pipes(101)), 'A command goes through 100 pipes at most.\n')
})

test('for a command without pipes a bar is text', async () => {
  const console = await started()
  assert.match(await console.fails('config set Logs file_mode 0600 | count'), /^Invalid value/)
  assert.is(
    await console.ok('config set Logs logfile "a | count"'),
    '        logfile = "a | count"\n',
  )
})

test('who may what is asked about the command before the pipes', async () => {
  const console = await started()
  const asked: string[] = []
  Object.assign(console.context, {
    authorize: (command: string) => {
      asked.push(command)
      return true
    },
  })
  await console.ok('xml  config   show  Logs | match a | count')
  await console.fails('config  set Logs file_mode a | count')
  assert.equal(asked, ['config show Logs', 'config set Logs file_mode a | count'])
})

test.run()
