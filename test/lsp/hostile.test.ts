import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { scratch } from '../tools/scratch.js'
import { EditorClient } from './client.js'

let client: EditorClient | undefined

test.after.each(() => client?.kill())

async function opened(text: string, capabilities: object = {}) {
  const folder = scratch()
  const uri = pathToFileURL(join(folder, 'ecelerity.conf')).href
  writeFileSync(join(folder, 'ecelerity.conf'), text)
  client = new EditorClient(folder)
  await client.request('initialize', { processId: null, rootUri: null, capabilities })
  client.notify('initialized', {})
  client.notify('textDocument/didOpen', {
    textDocument: { uri, languageId: 'ecconf', version: 1, text },
  })
  return { client, uri }
}

function changed(uri: string, version: number, contentChanges: readonly object[]) {
  return { textDocument: { uri, version }, contentChanges }
}

test('places that no text has are taken for the nearest ones', async () => {
  const { client, uri } = await opened('A = 1\n')
  const far = { line: 4_000_000_000, character: 4_000_000_000 }
  client.notify(
    'textDocument/didChange',
    changed(uri, 2, [{ range: { start: far, end: far }, text: 'B = 2\n' }]),
  )
  client.notify(
    'textDocument/didChange',
    changed(uri, 3, [
      { range: { start: { line: 0, character: 900 }, end: { line: 0, character: 2 } }, text: '0' },
    ]),
  )
  const { result } = await client.request('textDocument/selectionRange', {
    textDocument: { uri },
    positions: [far],
  })
  assert.equal((result as { range: object }[])[0]?.range, {
    start: { line: 0, character: 0 },
    end: { line: 2, character: 0 },
  })
  assert.is(await client.end(), 0)
})

test('changes of a text that is not open, and of one that was closed, are passed over', async () => {
  const { client, uri } = await opened('A = 1\n')
  client.notify('textDocument/didChange', changed('file:///nowhere.conf', 2, [{ text: 'x' }]))
  client.notify('textDocument/didClose', { textDocument: { uri } })
  client.notify('textDocument/didChange', changed(uri, 2, [{ text: 'x' }]))
  const { result } = await client.request('textDocument/documentSymbol', { textDocument: { uri } })
  assert.is(result, null)
  assert.is(await client.end(), 0)
})

test('a question nobody knows is refused, and the next one answered', async () => {
  const { client, uri } = await opened('A = 1\n')
  const unknown = await client.request('textDocument/nonsense', { textDocument: { uri } })
  assert.is(unknown.error?.code, -32601)
  const { result } = await client.request('textDocument/documentSymbol', { textDocument: { uri } })
  assert.is((result as object[]).length, 1)
  assert.is(await client.end(), 0)
})

test('parameters of another shape are an error of the question', async () => {
  const { client, uri } = await opened('A = 1\n')
  for (const params of [null, {}, { textDocument: null }, { textDocument: { uri: 7 } }, []]) {
    const { result, error } = await client.request('textDocument/documentSymbol', params)
    assert.ok(result === null || error !== undefined, JSON.stringify(params))
  }
  const { result } = await client.request('textDocument/documentSymbol', { textDocument: { uri } })
  assert.is((result as object[]).length, 1)
  assert.is(await client.end(), 0)
})

test('a body that is no JSON does not end it', async () => {
  const { client, uri } = await opened('A = 1\n')
  client.raw('Content-Length: 5\r\n\r\n{"a":')
  const { result } = await client.request('textDocument/documentSymbol', { textDocument: { uri } })
  assert.is((result as object[]).length, 1)
  assert.is(await client.end(), 0)
})

test('an editor that goes without a word ends it with 1', async () => {
  const { client } = await opened('A = 1\n')
  client.leave()
  assert.is(await client.ended, 1)
  assert.is(client.stderr, '')
})

test('a question before initialize is refused', async () => {
  client = new EditorClient(scratch())
  const { error } = await client.request('textDocument/documentSymbol', {
    textDocument: { uri: 'file:///a.conf' },
  })
  assert.ok(error)
})

test('a text that is saved nowhere is checked like a file of that name', async () => {
  const { client } = await opened('A = 1\n')
  client.notify('textDocument/didOpen', {
    textDocument: {
      uri: 'untitled:Untitled-1',
      languageId: 'ecconf',
      version: 1,
      text: 'Max_Retrys = 3\n',
    },
  })
  const params = await client.next(
    'textDocument/publishDiagnostics',
    ({ uri }: { uri: string }) => uri === 'untitled:Untitled-1',
  )
  assert.equal(
    (params as { diagnostics: { code: string }[] }).diagnostics.map(({ code }) => code),
    ['schema/unknown-option'],
  )
  assert.is(await client.end(), 0)
})

test('a file whose configuration is broken, deep or binary is answered for', async () => {
  for (const text of [
    '{'.repeat(5000),
    'a {'.repeat(3000),
    '\u0000\u0001\ufffd',
    'include "ecelerity.conf"\n',
    '"'.repeat(999),
  ]) {
    const { client, uri } = await opened(text)
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } }
    for (const method of [
      'documentSymbol',
      'foldingRange',
      'documentLink',
      'semanticTokens/full',
      'inlayHint',
      'codeLens',
    ]) {
      const { error } = await client.request(`textDocument/${method}`, {
        textDocument: { uri },
        range,
      })
      assert.is(
        error === undefined || error.code === -32601,
        true,
        `${method} ${JSON.stringify(error)}`,
      )
    }
    assert.is(await client.end(), 0)
    assert.is(client.stderr, '')
  }
})

test.run()
