import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconfInTurn } from '../tools/in-turn.js'
import { ROOT } from '../tools/program.js'
import { EditorClient } from './client.js'

interface Finding {
  readonly code: string
  readonly line: number
  readonly character: number
  readonly summary: string
}

/** Files of the corpus, some sound and some with findings of every prefix. */
function files(): string[] {
  const below = (folder: string) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.conf'))
      .map((name) => join(folder, name))
      .sort()
  const invalid = below('corpus/invalid').filter((_, at) => at % 6 === 0)
  return [...below('corpus/valid'), ...invalid]
}

test('an editor is told what `ecconf lint` says of the same files', async () => {
  const client = new EditorClient(ROOT)
  try {
    const capabilities = { textDocument: { diagnostic: {} } }
    await client.request('initialize', { processId: null, rootUri: null, capabilities })
    client.notify('initialized', {})
    let count = 0
    const names = files()
    const lines = names.map((name) => ['lint', '--format', 'json', name])
    const reports = ecconfInTurn(lines, { cwd: ROOT }).map(({ stdout }) => stdout)
    for (const [at, name] of names.entries()) {
      const path = join(ROOT, name)
      const bytes = readFileSync(path)
      const text = bytes.toString()
      // An editor shows bytes that are no UTF-8 in its own way.
      if (!Buffer.from(text).equals(bytes)) continue
      const uri = pathToFileURL(path).href
      client.notify('textDocument/didOpen', {
        textDocument: { uri, languageId: 'ecconf', version: 1, text },
      })
      const { result, error } = await client.request('textDocument/diagnostic', {
        textDocument: { uri },
      })
      assert.is(error, undefined, name)
      const { items } = result as {
        items: {
          code: string
          range: { start: { line: number; character: number } }
          message: string
        }[]
      }
      const told = items.map(({ code, range: { start }, message }) => {
        return { code, ...start, summary: message.split('\n')[0] }
      })
      assert.equal(
        sorted(told as Finding[]),
        sorted(lintFindings(reports[at] ?? '', name, text)),
        name,
      )
      count += told.length
      client.notify('textDocument/didClose', { textDocument: { uri } })
    }
    assert.ok(count > 50, `${count} findings`)
    assert.is(await client.end(), 0)
  } finally {
    client.kill()
  }
})

function lintFindings(report: string, name: string, text: string): Finding[] {
  const { diagnostics } = JSON.parse(report) as {
    diagnostics: { code: string; file: string; summary: string; start: { offset: number } }[]
  }
  return diagnostics
    .filter(({ file }) => file === name)
    .map(({ code, summary, start: { offset } }) => {
      const before = text.slice(0, offset).split(/\r\n|\r|\n/)
      return { code, line: before.length - 1, character: before.at(-1)?.length ?? 0, summary }
    })
}

function sorted(findings: readonly Finding[]): string[] {
  return findings
    .map((each) => JSON.stringify([each.line, each.character, each.code, each.summary]))
    .sort()
}

test.run()
