import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf } from '../../tools/program.js'
import { scratch } from '../../tools/scratch.js'
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

/** A configuration whose secret was in a file of its own, until change 1 has taken it out. */
function withoutSecret(): { readonly root: string; readonly local: string } {
  const root = scratch()
  chmodSync(root, 0o755)
  const at = (name: string) => join(root, name)
  const local = 'Local_Changes_File = "/local.conf"\nLocal_Changes_Only = true\n'
  writeFileSync(at('eccluster.conf'), `include "/secret.conf"\n${local}`, { mode: 0o644 })
  const secret =
    'Datasource "d" {\n  uri = ( "pgsql:host=a;password=hunter2" )\n  cache_life = 5\n}\n'
  writeFileSync(at('secret.conf'), secret, { mode: 0o600 })
  writeFileSync(at('editor'), '#!/bin/sh\nsed -i /uri/d "$1"\n', { mode: 0o700 })
  const words = [
    'edit',
    at('secret.conf'),
    '-c',
    at('eccluster.conf'),
    '--sysroot',
    root,
    '--write',
  ]
  const edited = ecconf(words, { cwd: root, env: { VISUAL: at('editor') } })
  assert.is(edited.status, 0, edited.stderr)
  assert.not.match(readFileSync(at('secret.conf'), 'utf8'), 'uri')
  return { root, local: at('local.conf') }
}

async function withItBack(root: string) {
  const console = (await Manager.start(root, 'eccluster.conf')).session()
  assert.is(
    await console.ok('config rollback 1'),
    'config set Datasource d uri ( "pgsql:host=a;password=hunter2" )\n',
  )
  await console.ok('config commit')
  return console
}

test('a secret that comes back goes to nobody who could not read it where it was', async () => {
  const { root, local } = withoutSecret()
  const console = await withItBack(root)
  await console.ok('config writeback')
  assert.match(readFileSync(local, 'utf8'), 'hunter2')
  assert.is(statSync(local).mode & 0o777, 0o600)
})

test('into a file that more people can read it is not written back', async () => {
  const { root, local } = withoutSecret()
  writeFileSync(local, 'Message_Expiration = 7\n', { mode: 0o644 })
  const console = await withItBack(root)
  assert.is(
    await console.fails('config writeback'),
    `${local}: takes a secret from secret.conf as it was, which fewer people can read; nothing was written\n`,
  )
  assert.is(readFileSync(local, 'utf8'), 'Message_Expiration = 7\n')
  chmodSync(local, 0o600)
  await console.ok('config writeback')
  assert.match(readFileSync(local, 'utf8'), 'hunter2')
})

test.run()
