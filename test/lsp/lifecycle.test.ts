/** How the server ends: with 0 when the editor has said so, with 1 when it has gone without a word. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { scratch } from '../tools/scratch.js'
import { EditorClient } from './client.js'

test('shutdown and exit', async () => {
  const client = await started()
  assert.is(await client.end(), 0)
  assert.is(client.stderr, '')
})

test('exit without shutdown', async () => {
  const client = await started()
  client.notify('exit', null)
  assert.is(await client.ended, 1)
  assert.is(client.stderr, '')
})

test('exit before anything else', async () => {
  const client = new EditorClient(scratch())
  client.notify('exit', null)
  assert.is(await client.ended, 1)
  assert.is(client.stderr, '')
})

test('an editor that is gone', async () => {
  const client = await started()
  client.leave()
  assert.is(await client.ended, 1)
  assert.is(client.stderr, '')
})

test('an editor that is gone in the middle of a message', async () => {
  const client = await started()
  client.raw('Content-Length: 500\r\n\r\n{"jsonrpc"')
  client.leave()
  assert.is(await client.ended, 1)
  assert.is(client.stderr, '')
})

test('an editor that is gone behind shutdown', async () => {
  const client = await started()
  await client.request('shutdown', null)
  client.leave()
  assert.is(await client.ended, 0)
  assert.is(client.stderr, '')
})

test('an editor that has died while something else keeps its streams open', async () => {
  const editor = spawn(process.execPath, ['-e', '0'])
  await once(editor, 'exit')
  const client = await started({ processId: editor.pid })
  assert.is(await client.ended, 1)
  assert.is(client.stderr, '')
})

test.run()

async function started(params: object = {}): Promise<EditorClient> {
  const client = new EditorClient(scratch())
  await client.request('initialize', {
    processId: null,
    rootUri: null,
    capabilities: {},
    ...params,
  })
  client.notify('initialized', {})
  return client
}
