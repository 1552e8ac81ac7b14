import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { Failure } from '../../../src/project/failure.js'
import { settingsFinder } from '../../../src/project/settings/find.js'
import { folderWith } from '../../cli/folders.js'
import { listener } from '../host.js'

const test = suite('finding settings')

test('the nearest file upwards, read once, and the host is told', async () => {
  const folder = folderWith({
    'ecconf.json': '{ "target": "4.2.28", "main": ["conf/*.conf"], "baseline": "known.json" }',
    'conf/a/b/x.conf': '',
  })
  const { host, told } = listener()
  const settingsAt = settingsFinder(undefined, host)
  const found = await settingsAt(join(folder, 'conf/a/b'))
  assert.is(await settingsAt(join(folder, 'conf')), found)
  assert.is(found?.folder, folder)
  assert.is(found?.target, '4.2.28')
  assert.is(found?.baseline, join(folder, 'known.json'))
  assert.is(found?.isMain(join(folder, 'conf/x.conf')), true)
  assert.is(found?.isMain(join(folder, 'conf/a/x.conf')), false)
  assert.equal(told, [`${join(folder, 'ecconf.json')} holds the settings`])
})

test('settings that are named hold for every folder', async () => {
  const folder = folderWith({ 'ecconf.json': '{}', 'other.json': '{ "role": "node" }' })
  const settingsAt = settingsFinder(join(folder, 'other.json'), listener().host)
  assert.is((await settingsAt(folder))?.role, 'node')
  assert.is((await settingsAt('/'))?.role, 'node')
})

test('what is wrong is a failure with its place', async () => {
  const folder = folderWith({ 'ecconf.json': '{\n  "target": "0.0.0.0.0"\n}' })
  const path = join(folder, 'ecconf.json')
  try {
    await settingsFinder(undefined, listener().host)(folder)
    assert.unreachable()
  } catch (error) {
    assert.instance(error, Failure)
    const message = `${path}:2:13: "target" is no such value as it takes, for example "4.2.28"`
    assert.is((error as Failure).message, message)
  }
})

test.run()
