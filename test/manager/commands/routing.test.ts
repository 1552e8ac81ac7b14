import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { COMMANDS, LONGEST_COMMAND } from '../../../src/manager/commands/index.js'
import { Manager } from '../console.js'

const test = suite('lines of the console')

async function started() {
  const manager = await Manager.onCluster()
  return manager.session()
}

test('a command that is none is not understood, by its first word', async () => {
  const console = await started()
  assert.is(await console.fails('summary'), 'summary command not understood\n')
  assert.is(
    await console.fails('cofnig show Logs'),
    'cofnig command not understood\nDid you mean "config"?\n',
  )
  assert.is(
    await console.fails('commit'),
    'commit command not understood\nDid you mean "config commit"?\n',
  )
  assert.match(
    await console.fails('config gte Blackhole'),
    /^Usage:\n[\s\S]*\nDid you mean "config get"\?\n$/,
  )
  assert.match(await console.fails('config frobnicate'), /\n {2}config writeback \[PATH\]\n$/)
  assert.is(await console.fails('Frobnicate all'), 'Frobnicate command not understood\n')
  assert.is(await console.fails('\u001b[2J x'), '\\x1b[2J command not understood\n')
})

test('commands of the cluster are refused as the product does, with a hint', async () => {
  const console = await started()
  assert.is(
    await console.fails('cluster duravip show'),
    'cluster command not understood\nCommands of the module "cluster" run on nodes, not on the manager.\n',
  )
})

test('case, blanks and leading newlines do not count; an empty line is nothing', async () => {
  const console = await started()
  const expected = '        file_mode = 0640\n'
  for (const line of [
    '\nCONFIG Get LOGS file_mode',
    '  config\tget  Logs file_mode  \n',
    '\r\nconfig get Logs file_mode',
  ]) {
    assert.is(await console.ok(line), expected, line)
  }
  for (const line of ['', ' ', '\n', '\t\r\n']) assert.is(await console.ok(line), '')
})

test('bare xml is a usage error', async () => {
  const console = await started()
  for (const line of ['xml', 'xml ', 'XML\n', ' xml\t']) {
    assert.is(await console.fails(line), 'Usage: xml COMMAND\n')
  }
})

test('xml before a command gives its answer as XML, also when it fails', async () => {
  const console = await started()
  assert.is(
    await console.ok('xml config show Logs file_mode'),
    '<Response command="config show Logs file_mode" status="0">\n  <Line>        file_mode = 0640</Line>\n</Response>\n',
  )
  assert.is(
    await console.fails('xml config get blackhole'),
    `<Response command="config get blackhole" status="1">\n  <Line>Option 'Blackhole' is not set in scope ''.</Line>\n</Response>\n`,
  )
  assert.match(
    await console.ok('xml show cluster membership'),
    /^<ClusterMembership>\n {2}<Member /,
  )
  assert.match(await console.ok('xml authz id'), /^<AuthzInformation username="root">/)
})

test('config alone, and with a word that is no command, lists what there is', async () => {
  const console = await started()
  for (const line of ['config', 'config frobnicate']) {
    const text = await console.fails(line)
    assert.match(text, /^Usage:\n {2}config get \[SCOPE \.\.\.\] OPTION\n/)
    assert.match(text, '\n  config writeback [PATH]\n')
  }
  assert.is(await console.fails('config begin nonsense'), 'Usage:\n  config begin\n')
})

test('who is not allowed a command is told so; nobody is kept from leaving', async () => {
  const console = await started()
  let left = 0
  Object.assign(console.context, { authorize: async () => false, quit: () => left++ })
  for (const line of ['help', 'version', 'authz id', 'no such thing', 'config set a b']) {
    assert.is(await console.fails(line), 'Not Authorized for this command\n')
  }
  assert.is(await console.ok('quit'), '')
  assert.is(left, 1)
})

test('a command that is too long is refused before it is looked at', async () => {
  const console = await started()
  assert.is(
    await console.fails(`config get ${'x'.repeat(LONGEST_COMMAND)}`),
    `The command is longer than ${LONGEST_COMMAND} characters.\n`,
  )
})

test('every command is described once, and answers in one place', () => {
  const names = COMMANDS.map(({ name }) => name)
  assert.is(new Set(names).size, names.length)
  for (const { name, usage, description, help = '' } of COMMANDS) {
    assert.is(name.replace(':NAME', ''), name.replace(':NAME', '').toLowerCase())
    for (const form of usage) assert.ok(form.startsWith(name), form)
    assert.not.match(description, /\.$|\n/)
    for (const line of [description, ...help.split('\n')]) assert.ok(line.length <= 100, line)
  }
})

test.run()
