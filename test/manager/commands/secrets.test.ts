import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { Manager } from '../console.js'

const test = suite('secrets on the console (runtime spec, trap 18)')

const SECRET = 'sunny-Harbour-41'

const SHOWING = [
  'config show Datasource ecdb',
  'config showrecurse',
  'config get Datasource ecdb uri',
  'config eval Datasource ecdb uri',
  'config why Datasource ecdb uri',
  'config show Datasource ecdb | display set',
  'config show Datasource ecdb | display json',
  'config showrecurse | display set',
  'config showrecurse | display json',
  'xml config show Datasource ecdb',
]

test('a secret is shown as it is on a Unix socket, and masked over TCP', async () => {
  const manager = await Manager.onCluster()
  const [local, remote] = [manager.session(), manager.session({ where: 'tcp' })]
  for (const line of SHOWING) {
    assert.match(await local.ok(line), SECRET, line)
    const masked = await remote.ok(line)
    assert.not.match(masked, 'Harbour', line)
    assert.match(masked, '****', line)
  }
})

test('what was set is masked over TCP wherever it comes up again', async () => {
  const manager = await Manager.onCluster()
  const remote = manager.session({ where: 'tcp' })
  await remote.ok('config begin')
  const line = 'config set Datasource ecdb uri ( "pgsql:host=h;password=neu-geheim-7" )'
  assert.not.match(await remote.ok(line), 'geheim')
  for (const again of [
    'config replay',
    'config diff',
    'config diff | display set',
    'config show | compare',
    'config check',
  ]) {
    assert.not.match((await remote.run(again)).text, 'geheim', again)
  }
  assert.match(
    await remote.ok('config replay'),
    /^# config set Datasource ecdb uri .*password=\*\*\*\*/,
  )
  await remote.ok('config commit')
  for (const again of ['write config', 'config writeback', 'config diff | display json']) {
    assert.not.match(await remote.ok(again), 'geheim', again)
  }
  assert.is(
    await manager.session().ok('config get Datasource ecdb uri'),
    '        uri = (\n          "pgsql:host=h;password=neu-geheim-7"\n          )\n',
  )
})

test('a secret that holds its mask is refused, from wherever it comes', async () => {
  const manager = await Manager.onCluster()
  for (const where of ['unix', 'tcp'] as const) {
    const console = manager.session({ where })
    for (const value of ['( "pgsql:host=h;password=****" )', '( "pgsql:host=h;password=x****" )']) {
      assert.is(
        await console.fails(`config set Datasource ecdb uri ${value}`),
        'The value holds **** in place of a secret, as it is shown: type the secret itself.\n',
      )
    }
  }
  assert.match(
    await manager.session().ok('config set Logs logfile "/var/log/****"'),
    '"/var/log/****"',
  )
})

test('what is refused does not repeat a secret', async () => {
  const manager = await Manager.onCluster()
  const remote = manager.session({ where: 'tcp' })
  for (const line of [
    'config set Datasource ecdb uri ( "pgsql:host=h;password=neu-geheim-7 )',
    'config set Datasource ecdb cache_life "password=neu-geheim-7"',
    'config get Datasource "pgsql:host=h;password=neu-geheim-7" nothing',
  ]) {
    assert.not.match(await remote.fails(line), 'geheim', line)
  }
})

test.run()
