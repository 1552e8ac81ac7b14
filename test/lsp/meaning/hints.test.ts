import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codeLenses } from '../../../src/lsp/meaning/hints/code-lenses.js'
import { inlayHints } from '../../../src/lsp/meaning/hints/inlay-hints.js'
import { quantityText } from '../../../src/lsp/meaning/hints/quantity.js'
import { type AskingOptions, asking } from './asking.js'

const test = suite('hints and lenses')

async function hints(files: Readonly<Record<string, string>>, options?: AskingOptions) {
  const { file, asked } = await asking(files, options)
  const all = inlayHints(file, { start: 0, end: file.document.source.length }, asked)
  return all.map(({ label }) =>
    typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
  )
}

async function lenses(files: Readonly<Record<string, string>>, options?: AskingOptions) {
  const { file, asked } = await asking(files, options)
  return codeLenses(file, asked).map(({ command }) => command?.title)
}

test('numbers in the units that people count in', () => {
  assert.is(quantityText(540, 'seconds'), '9 min')
  assert.is(quantityText(90_000, 'seconds'), '1 d 1 h')
  assert.is(quantityText(90, 'seconds'), '1 min 30 s')
  assert.is(quantityText(5000, 'milliseconds'), '5 s')
  assert.is(quantityText(1440, 'minutes'), '1 d')
  assert.is(quantityText(131_072, 'bytes'), '128 KiB')
  for (const [value, unit] of [
    [59, 'seconds'],
    [0, 'seconds'],
    [93_784, 'seconds'],
    [50, 'minutes'],
    [1000, 'bytes'],
    [1.5, 'seconds'],
    [540, 'percent'],
    [540, 'toString'],
    [1e300, 'seconds'],
  ] as const) {
    assert.is(quantityText(value, unit), undefined, `${value} ${unit}`)
  }
})

test('an option is overridden only where it counts in no configuration', async () => {
  const files = {
    '/a.conf': 'include "part.conf"\nMax_Retries = 1\n',
    '/b.conf': 'include "part.conf"\nMax_Retries = 2\n',
    '/part.conf': 'Max_Retries¦ = 5\n',
  }
  assert.equal(await hints(files, { mains: ['/a.conf', '/b.conf'] }), [
    'overridden by a.conf:2 and 1 more',
  ])
  const used = { ...files, '/b.conf': 'include "part.conf"\n' }
  assert.equal(await hints(used, { mains: ['/a.conf', '/b.conf'] }), [])
})

test('a part of a text has the hints of that part only', async () => {
  const { file, asked } = await asking({
    '/main.conf': 'Retry_Interval = 540\n¦Max_Retries = 1\nRetry_Interval = 1200\n',
  })
  assert.is(inlayHints(file, { start: 22, end: 30 }, asked).length, 0)
})

test('fragments and broken options have no hints about others', async () => {
  assert.equal(
    await hints({ '/main.conf': 'Max_Retries = 1\nMax_Retries = 2\n' }, { fragment: true }),
    [],
  )
  assert.equal(await hints({ '/main.conf': 'Max_Retries = \n' }), [])
  assert.equal(await hints({ '/main.conf': 'nothing { Idle = 540 }\n' }), [])
})

test('who includes a file, and why it is read-only, where it is not so everywhere', async () => {
  const files = {
    '/a.conf': 'include "part.conf"\n',
    '/b.conf': 'readonly_include "part.conf"\n',
    '/c.conf': 'include "part.conf"\n',
    '/part.conf': '¦\n',
  }
  assert.equal(await lenses(files, { mains: ['/a.conf', '/b.conf', '/c.conf'] }), [
    'included by 3',
    'read-only in b.conf: readonly_include in b.conf:1',
  ])
  assert.equal(await lenses({ '/main.conf': '¦' }, { readOnly: ['/main.conf'] }), [
    'read-only here: no permission to write it',
  ])
})

test.run()
