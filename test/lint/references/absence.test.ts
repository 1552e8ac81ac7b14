import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { mayBeMeant } from '../../../src/lint/references/absence.js'
import { configurationOf } from '../findings.js'

const test = suite('absence')

async function mayBe(files: Parameters<typeof configurationOf>[0], ...names: string[]) {
  return mayBeMeant(names, await configurationOf(files))
}

test('a name with a slip, and one in the wrong place', async () => {
  assert.ok(
    await mayBe('Control_Listener {\n  Enable_Authentcation = true\n}\n', 'enable_authentication'),
  )
  assert.ok(await mayBe('Enable_Authentication = true\n', 'enable_authentication'))
  assert.ok(await mayBe('Authorisation {\n}\n', 'authorization'))
  assert.ok(await mayBe('Logs {\n  Role "a" {\n  }\n}\n', 'role'))
})

test('another name, and one that belongs there', async () => {
  assert.not(await mayBe('Quixotic_Flag = true\nTLS = no\n', 'enable_authentication', 'role'))
  assert.not(await mayBe('TLS = no\n', 'tls'))
  assert.not(await mayBe('', 'role'))
})

test('a text that is broken, and a file that was not found', async () => {
  assert.ok(await mayBe('x y\n', 'role'))
  assert.ok(await mayBe('include "gone"\n', 'role'))
  assert.ok(await mayBe({ 'main.conf': 'include "a"\n', a: 'Logs {\n' }, 'role'))
  const twice = { 'main.conf': 'include "a"\ninclude "a"\n', a: 'TLS = no\n' }
  assert.not(await mayBe(twice, 'role'), 'that is information only')
})

test('what stands in a scope that nobody knows says nothing', async () => {
  assert.not(await mayBe('Quixotic {\n  Roles = 1\n}\n', 'role'))
})

test.run()
