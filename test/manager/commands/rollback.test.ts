import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { Manager } from '../console.js'

const test = suite('config rollback N')

test('a change of the history is taken back in a transaction, begun if none is open', async () => {
  const manager = await Manager.onCluster()
  const console = manager.session()
  await console.ok('config set Logs file_mode 0600')
  await console.ok('config set Domain a.example gateway "g"')
  await console.ok('config writeback')
  assert.is(
    await console.ok('config rollback 1'),
    'config unset Domain a.example\nconfig set Logs file_mode 0640\n',
  )
  assert.is(
    await console.ok('config replay'),
    'config unset Domain a.example\nconfig set Logs file_mode 0640\n',
  )
  assert.is(await manager.session().ok('config get Logs file_mode'), '        file_mode = 0600\n')
  await console.ok('config commit')
  assert.is(await manager.session().ok('config get Logs file_mode'), '        file_mode = 0640\n')
  await console.ok('config writeback')
  await console.ok('config begin')
  await console.ok('config set Logs dir_mode 0700')
  await console.ok('config rollback 2')
  assert.is(
    await console.ok('config replay'),
    'config set Logs dir_mode 0700\nconfig set Logs file_mode 0600\nconfig set Domain a.example Gateway "g"\n',
  )
  assert.is(await console.ok('config rollback'), 'OK\n')
  assert.is(await console.fails('config rollback'), 'No transaction is in progress.\n')
})

test('what is no number, and what the history does not have, is refused', async () => {
  const manager = await Manager.onCluster()
  const console = manager.session()
  assert.is(await console.fails('config rollback x'), `'x' is not the number of a change.\n`)
  assert.is(
    await console.fails('config rollback 1'),
    'There is no change 1: no changes are recorded.\n',
  )
  await console.ok('config set Logs file_mode 0600')
  await console.ok('config writeback')
  assert.is(
    await console.fails('config rollback 7'),
    'There is no change 7: the history holds change 1 alone.\n',
  )
})

test('a change whose lines were changed since is refused, and no transaction is begun', async () => {
  const manager = await Manager.onCluster()
  const console = manager.session()
  for (const mode of ['0600', '0644']) {
    await console.ok(`config set Logs file_mode ${mode}`)
    await console.ok('config writeback')
  }
  assert.match(await console.fails('config rollback 1'), 'was changed by change 2 since')
  assert.is(await console.fails('config rollback'), 'No transaction is in progress.\n')
})

test.run()
