import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { completion } from '../../../src/lsp/meaning/completion/completion.js'
import { type AskingOptions, asking } from './asking.js'

const test = suite('completion')

async function items(files: string | Record<string, string>, options?: AskingOptions) {
  const texts = typeof files === 'string' ? { '/main.conf': files } : files
  const { file, index, asked } = await asking(texts, options)
  return completion(file, index, asked)
}

async function labels(files: string | Record<string, string>, options?: AskingOptions) {
  return (await items(files, options)).map(({ label }) => label)
}

/** What is written for a label. */
async function written(files: string | Record<string, string>, label: string) {
  const found = (await items(files)).find((each) => each.label === label)
  return found?.textEdit?.newText
}

test('what belongs here, by the scope around, and nothing else', async () => {
  const here = await labels('EventLoop "a" {\n  con¦\n}\n')
  assert.ok(here.includes('concurrency'))
  assert.not.ok(here.includes('Max_Retries'))
  const outside = await labels('EventLoop "a" {\n}\nM¦\n')
  assert.ok(outside.includes('Max_Retries') && outside.includes('Binding'))
  const inner = await labels('Binding "b" { Domain "d" { ¦ } }\n')
  assert.ok(inner.includes('Retry_Interval'))
  assert.not.ok(inner.includes('Domain'))
})

test('what is set already comes last', async () => {
  const all = await items('Max_Retries = 1\n¦\n')
  const rank = (label: string) => all.find((each) => each.label === label)?.sortText?.slice(0, 2)
  assert.is(rank('Max_Retries'), '03')
  assert.is(rank('Retry_Interval'), '00')
})

test('a file that is included in a scope has what belongs there', async () => {
  const here = await labels({
    '/main.conf': 'EventLoop "a" {\n  include "part.conf"\n}\n',
    '/part.conf': 'con¦\n',
  })
  assert.ok(here.includes('concurrency'))
})

test('a fragment has what every possible scope allows', async () => {
  const here = await labels('concurrency = 1\n¦\n', { fragment: true })
  assert.ok(here.includes('concurrency'))
})

test('names are whole statements, unless the statement is there already', async () => {
  assert.is(await written('Bindi¦\n', 'Binding'), 'Binding "$1" {\n\t$0\n}')
  assert.is(await written('Max_R¦ = 3\n', 'Max_Retries'), 'Max_Retries')
  assert.is(await written('Domain "a" { Max_R¦ }', 'Max_Retries'), 'Max_Retries = $1')
})

test('booleans, enumerations and defaults', async () => {
  assert.equal(await labels('Never_Attempt_Expired_Messages = ¦\n'), ['false', 'true'])
  assert.ok(
    (await labels('ESMTP_Listener { Listen ":25" { tls_verify_mode = r¦ } }')).includes('require'),
  )
})

test('within quotes the whole string is replaced', async () => {
  const [first] = await items('EventLoop "pool 1" { }\nESMTP_Listener { event_loop = "po¦ol" }\n')
  assert.is(first?.textEdit?.newText, '"pool 1"')
  assert.is(first?.filterText, '"pool 1"')
})

test('an array has its elements, after a comma too', async () => {
  const text = 'EventLoop "p" { }\nEnable_DNS_Servers = ( ¦ )'
  assert.type(await labels(text), 'object')
  const schemes = await labels(
    'alias { Scheme "s1" { } Scheme "s2" { } }\nDomain "a" { Alias_Schemes = ( "s1", ¦ ) }',
  )
  assert.ok(schemes.includes('s2'), schemes.join(' '))
})

test('a name that would end its quotes is written with escapes', async () => {
  const text = 'EventLoop "a\\"b" { }\nESMTP_Listener { event_loop = ¦ }\n'
  assert.is(await written(text, 'a"b'), '"a\\"b"')
})

test('a time in a larger unit is found by the number that is typed', async () => {
  const all = await items('Retry_Interval = 9¦\n')
  const minutes = all.find(({ label }) => label === '540 = 9 min')
  assert.is(minutes?.filterText, '9')
  assert.is(minutes?.textEdit?.newText, '540')
})

test('files beside the text and along the search path, without hidden ones and the text itself', async () => {
  const files = {
    '/conf/main.conf': 'include "¦"\n',
    '/conf/b.conf': '',
    '/conf/.hidden': '',
    '/conf/sub/c.conf': '',
    '/opt/msys/ecelerity/etc/conf/default/d.conf': '',
  }
  const here = await labels(files, { mains: ['/conf/main.conf'] })
  assert.equal(here.slice().sort(), ['b.conf', 'conf/', 'd.conf', 'sub/'].sort())
  const below = { ...files, '/conf/main.conf': 'readonly_include "sub/¦"\n' }
  assert.equal(await labels(below, { mains: ['/conf/main.conf'] }), ['c.conf'])
  const nowhere = { ...files, '/conf/main.conf': 'include "nowhere/¦"\n' }
  assert.equal(await labels(nowhere, { mains: ['/conf/main.conf'] }), [])
})

test('nothing in comments, in unknown options, or behind a value', async () => {
  assert.equal(await labels('# Ma¦x\n'), [])
  assert.equal(await labels('/* Ma¦x */\n'), [])
  assert.equal(await labels('whatever = ¦\n'), [])
  assert.ok((await labels('# end¦')).length === 0)
})

test('secrets are never offered', async () => {
  const all = await items(
    'Outbound_SMTP_AUTH_Pass = "geheim"\nDomain "a" { Outbound_SMTP_AUTH_Pass = ¦ }',
  )
  assert.not.match(JSON.stringify(all), 'geheim')
})

test('broken texts: whatever the place, an answer', async () => {
  const text = 'Domain "x {\n Foo = ( "a" , b\n}} = include "q\n[ x = ] ( [ Bind "é\u{1f600} { = '
  for (let index = 0; index <= text.length; index++) {
    assert.ok(Array.isArray(await items(`${text.slice(0, index)}¦${text.slice(index)}`)))
  }
})

test.run()
