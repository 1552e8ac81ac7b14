import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { Manager } from '../console.js'

const test = suite('the running configuration')

test('3,000 changes of one option leave one definition in memory', async () => {
  const manager = await Manager.onCluster()
  const console = manager.session()
  for (let count = 0; count < 3000; count++) {
    await console.ok(`config set Logs file_mode ${count % 2 === 0 ? '0600' : '0640'}`)
  }
  assert.is(manager.live.changes.length, 1)
  assert.is(manager.live.current.changes.length, 1)
  assert.is(manager.live.generation, 3001)
  const path = [{ name: 'Logs' }]
  const inMemory = manager.live.current
    .definitions(path, 'file_mode')
    .filter(({ inclusion }) => inclusion.file.virtual)
  assert.is(inMemory.length, 1)
})

test('a transaction of thousands of lines comes to what differs', async () => {
  const manager = await Manager.onCluster()
  const console = manager.session()
  await console.ok('config begin')
  for (let count = 0; count < 500; count++) {
    await console.ok(`config set Logs file_mode ${count % 2 === 0 ? '0600' : '0640'}`)
  }
  assert.is((await console.ok('config replay')).split('\n').length, 501)
  assert.is(console.context.transaction?.changes.length, 1)
  await console.ok('config commit')
  assert.is(manager.live.changes.length, 1)
})

test('a change that comes while the files are written stays in memory', async () => {
  const manager = await Manager.onCluster({
    between: (work) => ({
      install: async (plan, write) => {
        await other.ok('config set Logs dir_mode 0700')
        return work.install(plan, write)
      },
    }),
  })
  const [own, other] = [manager.session(), manager.session()]
  await own.ok('config set Logs file_mode 0600')
  assert.match(await own.ok('config writeback'), /^Wrote /)
  assert.is(await other.ok('config get Logs file_mode'), '        file_mode = 0600\n')
  assert.is(await other.ok('config get Logs dir_mode'), '        dir_mode = 0700\n')
  assert.is(
    await other.ok('config diff'),
    'Running, and not in the files:\n~ Logs  dir_mode   "0755" → 0700\n',
  )
})

test('a line that comes while a commit is looked at makes the commit fail', async () => {
  const manager = await Manager.onCluster({
    between: (work) => ({
      check: async (state, before) => {
        await other.ok('config set Logs dir_mode 0700')
        return work.check(state, before)
      },
    }),
  })
  const [own, other] = [manager.session(), manager.session()]
  await own.ok('config begin')
  await own.ok('config set Logs file_mode 0600')
  assert.is(
    await own.fails('config commit'),
    'Commit failed: the configuration has been changed by another session.\n',
  )
  assert.is(await other.ok('config get Logs file_mode'), '        file_mode = 0640\n')
})

test('look-ups are answered while something takes long', async () => {
  const manager = await Manager.onCluster()
  const [own, other] = [manager.session(), manager.session()]
  let isDone = false
  const reload = own.ok('config reload').then(() => {
    isDone = true
  })
  await other.ok('config get Logs dir_mode')
  assert.is(isDone, false)
  await reload
})

test.run()
