import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codes, found } from '../../findings.js'

const test = suite('reference/unused')
const CODE = 'reference/unused'

test('an event loop that nothing names', async () => {
  assert.equal(await found(CODE, '\nEventLoop "receive" {\n  concurrency = 4\n}\n'), [
    {
      severity: 'info',
      at: '2:1 EventLoop "receive"',
      summary: 'Nothing refers to EventLoop "receive"',
      detail: 'It has no effect until something names it, such as Event_Loop.',
    },
  ])
})

test('every kind that does nothing by itself, and no other', async () => {
  const text =
    'ThreadPool "t" {}\nDatasource "d" { uri = ( "sqlite:/a" ) }\nPathway_Group "g" { Pathway "p" {} }\nauth_ds { Scheme "s" {} }\nalias "a" { Scheme "x" {} }\nBinding_Group "bg" { Binding "b" {} }\nDomain "example.com" {}\n'
  assert.equal(
    (await found(CODE, text)).map(({ summary }) => summary),
    [
      'Nothing refers to ThreadPool "t"',
      'Nothing refers to Datasource "d"',
      'Nothing refers to Pathway_Group "g" > Pathway "p"',
      'Nothing refers to auth_ds > Scheme "s"',
      'Nothing refers to alias "a" > Scheme "x"',
    ],
  )
})

test('thread pools that the product has by itself', async () => {
  assert.equal(
    await found(CODE, 'ThreadPool "IO" {}\nThreadPool "CPU" {}\nThreadPool "log_job" {}\n'),
    [],
  )
})

test('what is named, by an option that counts or in a text', async () => {
  assert.equal(await found(CODE, 'EventLoop "a" {}\nDelivery_Pool = a\n'), [])
  assert.equal(
    await found(
      CODE,
      'Datasource "rules" { uri = ( "sqlite:/a" ) }\nbounce_classifier_override {\n  user_smtp_classification_override = ":datasource:rules:SELECT a;"\n}\n',
    ),
    [],
  )
})

test('what an option of a module names by default', async () => {
  const text = 'Datasource "ecdb" { uri = ( "sqlite:/a" ) }\n'
  assert.equal(await found(CODE, `${text}seedlist {}\n`), [])
})

test('scripts may use thread pools, data sources and schemes, but no event loops', async () => {
  const text =
    'ThreadPool "t" {}\nDatasource "d" { uri = ( "sqlite:/a" ) }\nauth_ds { Scheme "s" {} }\nEventLoop "e" {}\n'
  const findings = await found(CODE, `${text}scriptlet "a" {}\n`)
  assert.equal(
    findings.map(({ summary }) => summary),
    ['Nothing refers to EventLoop "e"'],
  )
})

test('not beside a name that is misspelt: that is what was to name it', async () => {
  assert.equal(await codes('EventLoop "first" {}\nDelivery_Pool = "frist"\n'), [
    '2 reference/undefined',
  ])
})

test.run()
