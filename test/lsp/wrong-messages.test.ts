/** What an editor gets wrong is answered or passed over; the server goes on, and prints nothing else. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Answer } from '../../bench/editor.js'
import { scratch } from '../tools/scratch.js'
import { EditorClient } from './client.js'

const INVALID_PARAMS = -32602
const METHOD_NOT_FOUND = -32601

const folder = scratch()
const uri = pathToFileURL(join(folder, 'ecelerity.conf')).href
const textDocument = { uri }
const client = new EditorClient(folder)

test.before(async () => {
  assert.is((await client.request('textDocument/hover', { textDocument })).error?.code, -32002)
  assert.is((await client.request('initialize', {})).error?.code, INVALID_PARAMS)
  const { result } = await client.request('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: { textDocument: { documentSymbol: {}, selectionRange: {} } },
  })
  assert.ok(result)
  assert.is((await client.request('initialize', { capabilities: {} })).error?.code, -32600)
  client.notify('initialized', {})
})

test('bytes that are no message', async () => {
  for (const [bytes, told] of [
    ['Content-Length: 11\r\n\r\n{"jsonrpc":', 'passed over: Unexpected end of JSON input'],
    ['Foo: bar\r\n\r\n{}', 'passed over: a message without Content-Length'],
    ['Content-Length: many\r\n\r\n{}', 'passed over: a message without Content-Length'],
    ['Content-Length: -2\r\n\r\n{}', 'passed over: a message without Content-Length'],
    ['Content-Length: 99999999999\r\n\r\n{}', 'passed over: a message of 99999999999 bytes'],
    ['Content-Length: 4\r\n\r\nnull', 'Received empty message.'],
    ['Content-Length: 2\r\n\r\n12', /^Received message which is neither/],
    ['Content-Length: 2\r\n\r\n[]', /^Received message which is neither/],
  ] as const) {
    client.raw(bytes)
    assert.is(await isAlive(), true, bytes)
    const said = await logged()
    if (typeof told === 'string') assert.is(said, told)
    else assert.match(said, told)
  }
})

test('a head without end, and one in pieces', async () => {
  client.raw(`X-Padding: ${'x'.repeat(3_000_000)}\r\n`)
  assert.is(await isAlive(), true)
  const body = '{"jsonrpc":"2.0","method":"$/unknown","params":{}}'
  for (const part of [`Content-Len`, `gth: ${body.length}\r`, `\n\r`, `\n${body.slice(0, 9)}`]) {
    client.raw(part)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  client.raw(body.slice(9))
  assert.is(await isAlive(), true)
  assert.equal(client.received, [])
})

test('requests with wrong parts', async () => {
  for (const [method, params, message] of [
    ['textDocument/documentSymbol', null, 'params are missing'],
    ['textDocument/documentSymbol', {}, 'textDocument.uri is no text'],
    ['textDocument/documentSymbol', { textDocument: { uri: 7 } }, 'textDocument.uri is no text'],
    [
      'textDocument/selectionRange',
      { textDocument, positions: [{ line: -1, character: 0 }] },
      'positions are no places in a text',
    ],
    [
      'textDocument/hover',
      { textDocument, position: { line: 1.5, character: 'x' } },
      'position is no place in a text',
    ],
    ['textDocument/rangeFormatting', { textDocument, range: [] }, 'range is no part of a text'],
  ] as const) {
    const { error } = await client.request(method, params)
    assert.equal(error, { code: INVALID_PARAMS, message })
  }
  const { error } = await client.request('ecconf/noSuchThing', { any: 1 })
  assert.is(error?.code, METHOD_NOT_FOUND)
})

test('changes that are none leave the text as it is, and places behind its end are its end', async () => {
  open('a = 1\n')
  for (const [method, params, what] of [
    ['textDocument/didOpen', {}, 'textDocument.uri is no text'],
    [
      'textDocument/didOpen',
      { textDocument: { uri: `${uri}x`, version: 1 } },
      'textDocument.text is no text',
    ],
    ['textDocument/didChange', { textDocument }, 'contentChanges are no changes of a text'],
    [
      'textDocument/didChange',
      {
        textDocument: { uri, version: 2 },
        contentChanges: [{ text: 'b = 2' }, { range: { start: { line: -4 } }, text: 'c' }],
      },
      'contentChanges are no changes of a text',
    ],
    [
      'textDocument/didChange',
      { textDocument, contentChanges: [] },
      'textDocument.version is no number',
    ],
    ['textDocument/didClose', null, 'params are missing'],
  ] as const) {
    client.notify(method, params)
    assert.is(await logged(), `passed over: ${method}: ${what}`)
  }
  assert.equal(await symbols(), ['a'])
  const far = { line: 4_000_000_000, character: 4_000_000_000 }
  change(3, [
    { range: { start: far, end: far }, text: 'b = 2' },
    // The end before the start: nothing is taken out.
    { range: { start: far, end: { line: 0, character: 0 } }, text: '\nc = 3' },
  ])
  assert.equal(await symbols(), ['a', 'b', 'c'])
  close()
})

test('texts that are not open', async () => {
  change(9, [{ text: 'x = 1' }])
  client.notify('textDocument/didSave', { textDocument })
  close()
  const { result } = await client.request('textDocument/documentSymbol', { textDocument })
  assert.is(result, null)
  client.notify('$/cancelRequest', { id: 77 })
  client.notify('$/setTrace', { value: 'verbose' })
  client.notify('unknown/notification', {})
  assert.is(await isAlive(), true)
})

test('texts in odd places have findings like any other', async () => {
  writeFileSync(join(folder, 'a%00b.conf'), '')
  for (const odd of [
    'untitled:Untitled-1',
    'file://host/share/a.conf',
    'file:///%00',
    'file:///%zz',
    'file:',
    'file:///',
    pathToFileURL(folder).href,
    pathToFileURL(join(folder, 'a%00b.conf')).href,
    'http://[',
    'git:/x?{}',
    '',
  ]) {
    client.notify('textDocument/didOpen', {
      textDocument: { uri: odd, languageId: 'ecconf', version: 1, text: 'Max_Retrys = 3\n' },
    })
    const { diagnostics } = (await client.next(
      'textDocument/publishDiagnostics',
      (params: { uri: string }) => params.uri === odd,
    )) as { diagnostics: { code: string }[] }
    assert.equal(
      diagnostics.map(({ code }) => code),
      ['schema/unknown-option'],
      odd,
    )
    client.notify('textDocument/didClose', { textDocument: { uri: odd } })
  }
})

test.after(async () => {
  assert.is((await client.request('shutdown', null)).error, undefined)
  assert.is((await client.request('textDocument/hover', { textDocument })).error?.code, -32600)
  client.notify('exit', null)
  assert.is(await client.ended, 0)
  assert.is(client.stderr, '')
})

test.run()

function open(text: string): void {
  client.notify('textDocument/didOpen', {
    textDocument: { uri, languageId: 'ecconf', version: 1, text },
  })
}

function change(version: number, contentChanges: readonly object[]): void {
  client.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges })
}

function close(): void {
  client.notify('textDocument/didClose', { textDocument })
}

async function symbols(): Promise<string[]> {
  const { result } = await client.request('textDocument/documentSymbol', { textDocument })
  return (result as { name: string }[]).map(({ name }) => name)
}

/** The line of the editor's log that comes next. */
async function logged(): Promise<string> {
  return ((await client.next('window/logMessage')) as { message: string }).message
}

async function isAlive(): Promise<boolean> {
  const asked: Promise<Answer> = client.request('ecconf/areYouThere', {})
  const late = new Promise<undefined>((resolve) => {
    setTimeout(() => resolve(undefined), 20_000).unref()
  })
  return (await Promise.race([asked, late]))?.error?.code === METHOD_NOT_FOUND
}
