import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { CODES } from '../../../src/diagnostics/index.js'
import { FOUND_BY, NOT_FOUND } from '../../../src/lint/product/coverage.js'
import { REQUIREMENTS } from '../../../src/lint/product/index.js'
import { ROOT } from '../../tools/program.js'

const test = suite('the rules of the documentation')

/** The names of all rules that one stanza shows, or several. */
const NAMES: readonly string[] = JSON.parse(
  readFileSync(join(ROOT, 'test/lint/product/rules.json'), 'utf8'),
)

const own = new Set(REQUIREMENTS.map(({ code }) => code as string))

test('there are very many', () => {
  assert.is(NAMES.length, 185)
  assert.is(new Set(NAMES).size, 185)
})

for (const name of NAMES) {
  test(`${name}: a code of its own, an earlier one, or a reason`, () => {
    const ways = [own.has(`schema/${name}`), name in FOUND_BY, name in NOT_FOUND]
    assert.is(ways.filter(Boolean).length, 1)
  })
}

test('what is found by other codes is found by codes that there are', () => {
  for (const code of Object.values(FOUND_BY).flat()) assert.ok(code in CODES, code)
  for (const name of [...Object.keys(FOUND_BY), ...Object.keys(NOT_FOUND)]) {
    assert.ok(NAMES.includes(name), name)
  }
})

test('a requirement is one of the rules, or is what finds some of them', () => {
  const others = new Set<string>(Object.values(FOUND_BY).flat())
  for (const code of own) {
    assert.ok(NAMES.includes(code.slice('schema/'.length)) || others.has(code), code)
  }
})

test.run()
