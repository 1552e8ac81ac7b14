import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { BROKEN, OTHER, SOUND, WORD } from '../cli/secrets/every-command.js'
import { scratch } from '../tools/scratch.js'
import { EditorClient } from './client.js'

/** Every question about a place in a text, and what else it takes. */
const QUESTIONS: Readonly<Record<string, object>> = {
  'textDocument/hover': {},
  'textDocument/completion': {},
  'textDocument/definition': {},
  'textDocument/references': { context: { includeDeclaration: true } },
  'textDocument/prepareRename': {},
}

/** Every question about a whole text. */
const ABOUT_TEXTS: Readonly<Record<string, object>> = {
  'textDocument/documentSymbol': {},
  'textDocument/foldingRange': {},
  'textDocument/documentLink': {},
  'textDocument/codeLens': {},
  'textDocument/inlayHint': {
    range: { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } },
  },
}

let client: EditorClient | undefined

test.after.each(() => client?.kill())

function started(folder: string): EditorClient {
  client = new EditorClient(folder)
  return client
}

for (const [name, text] of [
  ['a file that can be read', SOUND],
  ...BROKEN.map((lines, at) => [`broken lines ${at + 1}`, `A = 1\n${lines}`] as const),
] as const) {
  test(`no answer has a secret of ${name} in it`, async () => {
    const folder = scratch()
    const main = join(folder, 'ecelerity.conf')
    writeFileSync(main, text)
    const client = started(folder)
    const capabilities = { textDocument: { hover: { contentFormat: ['markdown'] } } }
    await client.request('initialize', { processId: null, rootUri: null, capabilities })
    client.notify('initialized', {})
    const uri = pathToFileURL(main).href
    client.notify('textDocument/didOpen', {
      textDocument: { uri, languageId: 'ecconf', version: 1, text },
    })
    const answers: unknown[] = [await client.next('textDocument/publishDiagnostics')]
    const ask = async (method: string, more: object) => {
      answers.push({
        method,
        more,
        ...(await client.request(method, { textDocument: { uri }, ...more })),
      })
    }
    for (const [method, more] of Object.entries(ABOUT_TEXTS)) await ask(method, more)
    for (const [line, words] of text.split('\n').entries()) {
      for (const { index } of words.matchAll(/[^\s"={}()[\]]+/g)) {
        const position = { line, character: index + 1 }
        for (const [method, more] of Object.entries(QUESTIONS))
          await ask(method, { position, ...more })
      }
    }
    answers.push(...client.received)
    for (const answer of answers) {
      const said = JSON.stringify(answer)
      assert.not.ok(said.includes(WORD) || said.includes(OTHER), said.slice(0, 1000))
    }
    assert.is(await client.end(), 0)
  })
}

test.run()
