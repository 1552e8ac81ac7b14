import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { scratch } from '../tools/scratch.js'
import { EditorClient } from './client.js'

/** More than is checked between two keystrokes: the findings come from the thread. */
const DOMAINS = Array.from(
  { length: 8000 },
  (_, at) => `Domain "d${at}.example.com" {\n  Max_Retries = ${at % 90}\n}\n`,
).join('')

const TEXT = `${DOMAINS}Idle_Tiem = 3\nMax_Retrys = 5\n`

interface Found {
  readonly diagnostics: readonly { readonly message: string; readonly range: object }[]
}

test('the findings of a large text have their fixes, also behind what is typed, and it is formatted', async () => {
  assert.ok(TEXT.length > 300_000)
  const folder = scratch()
  const uri = pathToFileURL(join(folder, 'ecelerity.conf')).href
  writeFileSync(join(folder, 'ecelerity.conf'), TEXT)
  const client = new EditorClient(folder)
  try {
    const capabilities = {
      textDocument: {
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
      },
      workspace: { workspaceEdit: { documentChanges: true } },
    }
    await client.request('initialize', { processId: null, rootUri: null, capabilities })
    client.notify('initialized', {})
    client.notify('textDocument/didOpen', {
      textDocument: { uri, languageId: 'ecconf', version: 1, text: TEXT },
    })
    await client.next('textDocument/publishDiagnostics')
    const top = { line: 0, character: 0 }
    client.notify('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ range: { start: top, end: top }, text: '# typed\n' }],
    })
    const isNew = ({ version }: { version: number }) => version === 2
    const { diagnostics } = (await client.next('textDocument/publishDiagnostics', isNew)) as Found
    const wrong = diagnostics.find(({ message }) => message.includes('"Max_Retrys"'))
    const line = 8000 * 3 + 2
    const range = { start: { line, character: 0 }, end: { line, character: 10 } }
    assert.equal(wrong?.range, range)
    const { result } = await client.request('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics: [wrong], only: ['quickfix'] },
    })
    const [first] = result as { edit: { documentChanges: object[] } }[]
    assert.equal(first?.edit.documentChanges, [
      { textDocument: { uri, version: 2 }, edits: [{ range, newText: 'Max_Retries' }] },
    ])
    const formatting = () =>
      client.request('textDocument/formatting', {
        textDocument: { uri },
        options: { tabSize: 4, insertSpaces: true },
      })
    const formatted = await formatting()
    assert.is((formatted.result as object[]).length, 8000)
    // What was asked about an older text is given up.
    const late = formatting()
    client.notify('textDocument/didChange', {
      textDocument: { uri, version: 3 },
      contentChanges: [{ range: { start: top, end: top }, text: '# more\n' }],
    })
    assert.equal((await late).error, { code: -32801, message: 'The text has changed meanwhile.' })
    assert.is(await client.end(), 0)
  } finally {
    client.kill()
  }
})

test.run()
