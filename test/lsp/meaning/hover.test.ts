import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Hover, MarkupContent } from 'vscode-languageserver'
import { hover } from '../../../src/lsp/meaning/hover/hover.js'
import { codeBlock, codeSpan } from '../../../src/lsp/meaning/shown/markup.js'
import { type AskingOptions, asking } from './asking.js'

const test = suite('hover, against what files may hold')

async function shown(
  files: Readonly<Record<string, string>>,
  options?: AskingOptions,
): Promise<string | undefined> {
  const { file, index, asked } = await asking(files, options)
  const answer: Hover | undefined = hover(file, index, asked)
  return MarkupContent.is(answer?.contents) ? answer.contents.value : undefined
}

/** The lines of Markdown that are outside of every block of code. */
function outside(markdown: string): string[] {
  const lines: string[] = []
  let fence: string | undefined
  for (const line of markdown.split('\n')) {
    const run = /^`{3,}/.exec(line)?.[0]
    if (fence === undefined && run !== undefined) fence = run
    else if (fence !== undefined && line === fence) fence = undefined
    else if (fence === undefined && line !== '') lines.push(line)
  }
  assert.is(fence, undefined, 'a block is not closed')
  return lines
}

test('backticks in names and values stay in their block', async () => {
  const evil = '```\n# loud\n````` [x](http://evil) <img src=x onerror=alert(1)>'
  const text = await shown({
    '/main.conf': `Domain "a\`\`\`b" {\n  EHLO_Hostna¦me = "${evil}"\n}\n`,
  })
  assert.ok(text?.includes('onerror'))
  assert.equal(outside(text as string), [])
})

test('the name of a main file cannot break out of its heading', async () => {
  const evil = '/`*a*`[x](y)\u202e.conf'
  const text = await shown(
    {
      '/main.conf': 'Max_Retries = 1\ninclude "part.conf"\n',
      [evil]: 'include "part.conf"\n',
      '/part.conf': 'Max_Ret¦ries = 5\n',
    },
    { mains: ['/main.conf', evil] },
  )
  assert.equal(outside(text as string), ['`main.conf`', '`` `*a*`[x](y)<U+202E>.conf ``'])
})

test('configurations that come to the same end share one block', async () => {
  const text = await shown(
    {
      '/a.conf': 'include "part.conf"\n',
      '/b.conf': 'include "part.conf"\n',
      '/part.conf': 'foo {\n  Q¦ = 1\n}\n',
    },
    { mains: ['/a.conf', '/b.conf'] },
  )
  assert.match(text as string, /^`a\.conf`\n\n```text\nfoo {2}Q = 1\n/)
  const nodes = await shown(
    { '/a.conf': 'Max_R¦etries = 1\n' },
    { mains: ['/a.conf'], nodes: ['mta1', 'mta2'] },
  )
  assert.equal(outside(nodes as string), [])
})

test('secrets are masked, whole ones and those within a value', async () => {
  for (const line of [
    'Outbound_SMTP_AUTH_Pa¦ss = "geheim"',
    'Datasource "x" { ur¦i = "pgsql:host=db;password=geheim" }',
    'foo { some_passw¦ord = geheim }',
    'Datasource "password=ge¦heim" { }',
  ]) {
    const text = await shown({ '/main.conf': `${line}\n` })
    assert.not.match(text ?? '', 'geheim', line)
    assert.ok(text !== undefined || line.startsWith('Datasource "p'), line)
  }
})

test('options in unknown scopes and unknown options have what is known of them: where they stand', async () => {
  const text = await shown({ '/main.conf': 'nothing "x" {\n  what¦ever = 1\n}\n' })
  assert.is(
    text,
    '```text\nnothing "x"  whatever = 1\n\n  1  main.conf:2:3  ✔  1\n     wins: the only definition\n\n  falls back to Global: not set\n  no default\n```',
  )
})

test('instances in quotes and without, in any case for domains', async () => {
  const text = await shown({
    '/main.conf':
      'Domain Example.com { Max_Retries = 1 }\nDomain "example.COM" { Max_¦Retries = 2 }\n',
  })
  assert.match(text as string, 'shadowed by 2')
  const regex = await shown({
    '/main.conf': 'Domain "/^a\\.com$/" { Max_Retries = 1 }\nDomain "a.com" { Max_¦Retries = 2 }\n',
  })
  assert.match(regex as string, 'falls back to Domain "/^a\\.com$/": 1  (main.conf:1:23)')
})

test('a fragment has the page of the option, and says nothing of what it falls back to', async () => {
  const text = await shown(
    { '/main.conf': 'Domain "x" {\n  Retry_Inter¦val = 5\n}\n' },
    { fragment: true },
  )
  assert.match(text as string, /^```text\nRetry_Interval {2}option\n/)
})

test('broken files: whatever the place, an answer or none', async () => {
  const text = 'Domain "x {\n Foo = ( "a" b\n}} = include "q\n[ x = ] Bind "é\u{1f600}'
  for (let index = 0; index <= text.length; index++) {
    const marked = `${text.slice(0, index)}¦${text.slice(index)}`
    const { file, index: at, asked } = await asking({ '/main.conf': marked })
    hover(file, at, asked)
  }
})

test('clients without Markdown get the text alone', async () => {
  const text = await shown(
    { '/main.conf': 'Max_R¦etries = 1\n' },
    { capabilities: { textDocument: {} } },
  )
  assert.match(text as string, /^Max_Retries = 1\n/)
  assert.not.match(text as string, '`')
})

test('a long value is cut, and so is a long list', async () => {
  const many = Array.from({ length: 200 }, (_, at) => `Max_Retries = ${at}`).join('\n')
  const text = await shown({ '/main.conf': `${many}\nEHLO_Host¦name = "${'x'.repeat(10_000)}"\n` })
  assert.ok((text as string).length < 3000)
  const list = await shown({ '/main.conf': `${many}\nMax_Ret¦ries = 7\n` })
  assert.match(list as string, /… and \d+ more lines/)
})

test('blocks and spans of code', () => {
  assert.is(codeBlock('a```b'), '````\na```b\n````')
  assert.is(codeSpan('a\nb'), '`a b`')
  assert.is(codeSpan('`'), '`` ` ``')
})

test.run()
