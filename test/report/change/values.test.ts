import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { change } from '../../../src/edit/index.js'
import { renderPreview } from '../../../src/report/index.js'
import { PLAIN } from '../../../src/report/layout/palette.js'
import { set } from '../../tools/changes.js'
import { loadFiles } from '../../tools/load-files.js'

const test = suite('values in a preview')

async function headline(text: string, value: string): Promise<string> {
  const configuration = await loadFiles({ '/c/eccluster.conf': text })
  const changeSet = await change(configuration, [set('X', value)], { force: true })
  const preview = renderPreview(changeSet, configuration, { maskSecrets: true, colours: PLAIN })
  return preview.split('\n')[0] ?? ''
}

const LONG = 'x'.repeat(80)

test('two long values are cut where they differ', async () => {
  assert.is(
    await headline(`X = "${LONG}1${LONG}"\n`, `${LONG}2${LONG}`),
    `X   …${'x'.repeat(16)}1${'x'.repeat(53)}… → …${'x'.repeat(16)}2${'x'.repeat(53)}…`,
  )
})

test('one that is the beginning of the other too', async () => {
  assert.is(
    await headline(`X = "${LONG}"\n`, `${LONG}2`),
    `X   …${'x'.repeat(16)}" → …${'x'.repeat(16)}2"`,
  )
})

test('what differs in its first characters is cut at its end', async () => {
  assert.is(
    await headline(`X = "a${LONG}"\n`, `b${LONG}`),
    `X   "a${'x'.repeat(69)}… → "b${'x'.repeat(69)}…`,
  )
})

const many = (count: number) =>
  Array.from({ length: count }, (_, index) => `"10.0.0.${index}"`).join(' ')

test('a list that is cut says how many more there are, on both sides', async () => {
  assert.is(
    await headline(`X = ( ${many(20)} )\n`, `( ${many(20)} "y" )`),
    'X   ( … 19 more … "10.0.0.19" ) → ( … 19 more … "10.0.0.19" "y" )',
  )
  assert.is(
    await headline(`X = ( ${many(20)} )\n`, `( "y" ${many(20)} )`),
    'X   ( "10.0.0.0" "10.0.0.1" "10.0.0.2" "10.0.0.3" "10.0.0.4" "10.0.0.5" … 14 more ) → ' +
      '( "y" "10.0.0.0" "10.0.0.1" "10.0.0.2" "10.0.0.3" "10.0.0.4" "10.0.0.5" … 14 more )',
  )
})

test('characters that nobody sees are shown', async () => {
  assert.is(await headline('X = "a b"\n', '"a\u00a0b"'), 'X   "a b" → "a<U+00A0>b"')
})

test('values that differ in their blanks only do not look the same', async () => {
  assert.is(await headline('X = "a b"\n', '"a  b"'), 'X   "a b" → "a  b"')
  assert.is(await headline('X = "a b"\n', '"a\nb"'), 'X   "a b" → "a\\nb"')
})

test.run()
