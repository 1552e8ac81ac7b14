/**
 * An editor shows of the folders that it has open what `ecconf lint` finds in them: the same findings in
 * the same places.
 */
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf, ROOT } from '../tools/program.js'
import { scratch } from '../tools/scratch.js'
import { EditorClient } from './client.js'

interface Position {
  readonly line: number
  readonly character: number
}

interface ProtocolDiagnostic {
  readonly range: { readonly start: Position; readonly end: Position }
  readonly severity: number
  readonly code: string
  readonly message: string
}

interface LintReport {
  readonly diagnostics: readonly {
    readonly code: string
    readonly severity: string
    readonly summary: string
    readonly detail?: string
    readonly file: string
    readonly start: { readonly offset: number }
    readonly end: { readonly offset: number }
  }[]
}

interface Finding {
  readonly code: string
  readonly severity: string
  readonly message: string
  /** In UTF-16 units. */
  readonly start: number
  readonly end: number
}

const FOLDERS = ['valid', 'invalid', 'dialects', 'cluster', 'node']

const SEVERITIES = ['', 'error', 'warning', 'info']

const folder = scratch()
for (const name of FOLDERS) {
  cpSync(join(ROOT, 'corpus', name), join(folder, name), { recursive: true })
}

const client = new EditorClient(folder)

test.before(async () => {
  await client.request('initialize', {
    processId: null,
    workspaceFolders: FOLDERS.map((name) => ({ uri: uriOf(name), name })),
    capabilities: {
      textDocument: { diagnostic: {} },
      workspace: { diagnostics: {} },
    },
  })
  client.notify('initialized', {})
})

test('folders as a whole', async () => {
  const { result } = await client.request('workspace/diagnostic', { previousResultIds: [] })
  const { items } = result as {
    items: readonly { readonly uri: string; readonly items: ProtocolDiagnostic[] }[]
  }
  const actual = new Map<string, Finding[]>()
  for (const { uri, items: its } of items) {
    const name = decodeURIComponent(uri.slice(pathToFileURL(folder).href.length + 1))
    if (its.length > 0) actual.set(name, findingsOf(name, its))
  }
  const expected = lint(FOLDERS)
  assert.ok(count(expected) > 500)
  assert.equal(asText(actual), asText(expected))
})

test.after(async () => {
  assert.is(await client.end(), 0)
  assert.is(client.stderr, '')
})

test.run()

function uriOf(name: string): string {
  return pathToFileURL(join(folder, name)).href
}

function findingsOf(name: string, found: readonly ProtocolDiagnostic[]): Finding[] {
  const starts = lineStarts(textOf(name))
  const offset = ({ line, character }: Position) => (starts[line] ?? Number.NaN) + character
  return found.map(({ code, severity, message, range }) => ({
    code,
    severity: SEVERITIES[severity] ?? '',
    message,
    start: offset(range.start),
    end: offset(range.end),
  }))
}

/** Where the lines of a text begin for the protocol: each of CRLF, CR and LF ends one. */
function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map(({ index, 0: end }) => index + end.length)]
}

/** A file as an editor that keeps every character has it. */
function textOf(name: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(join(folder, name)))
}

/** What the program finds, by file. */
function lint(names: readonly string[]): Map<string, Finding[]> {
  const { stdout } = ecconf(['lint', '--format', 'json', ...names], { cwd: folder })
  const found = new Map<string, Finding[]>()
  for (const { code, severity, summary, detail, file, start, end } of (
    JSON.parse(stdout) as LintReport
  ).diagnostics) {
    const message = detail === undefined ? summary : `${summary}\n${detail}`
    const finding = { code, severity, message, start: start.offset, end: end.offset }
    found.set(file, [...(found.get(file) ?? []), finding])
  }
  return found
}

function count(found: ReadonlyMap<string, readonly Finding[]>): number {
  return [...found.values()].reduce((sum, { length }) => sum + length, 0)
}

function asText(found: ReadonlyMap<string, readonly Finding[]>): string {
  return [...found]
    .flatMap(([name, its]) =>
      its.map(
        ({ code, severity, message, start, end }) =>
          `${name} ${start}-${end} ${severity} ${code} ${message.replaceAll('\n', ' | ')}`,
      ),
    )
    .sort()
    .join('\n')
}
