import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { saysWhereItBegins } from '../../../../src/lint/rules/security/anchors.js'
import { PcreMistake } from '../../../../src/schema/values/pcre/mistake.js'
import { parsePcre } from '../../../../src/schema/values/pcre/parser.js'
import { found } from '../../findings.js'

const test = suite('security/unanchored-pattern')
const CODE = 'security/unanchored-pattern'

function role(allow: string): string {
  return `Authorization {\n  Role "users" {\n    Allow = ${allow}\n  }\n}\n`
}

test('a pattern that is found anywhere in a command', async () => {
  assert.equal(await found(CODE, role('( "^help$" "summary" )')), [
    {
      severity: 'warning',
      at: '3:24 "summary"',
      summary: 'Pattern "summary" allows every command that has it anywhere',
      detail: 'Begin it with ^: "^summary". If any place is meant, begin it with ".*".',
      fix: ['unsafe: Write ^summary', role('( "^help$" "^summary" )')],
    },
  ])
})

test('one alternative of several; what stands in the quotes stays as it is', async () => {
  const [finding] = await found(CODE, role('( "^show \\"a\\"|config\\d" )'))
  assert.is(
    finding?.detail,
    'Begin it with ^: "^(?:^show "a"|config\\d)". If any place is meant, begin it with ".*".',
  )
  assert.is(finding?.fix?.[1], role('( "^(?:^show \\"a\\"|config\\d)" )'))
})

test('without quotes, and without an array', async () => {
  const [bare] = await found(CODE, role('( version )'))
  assert.is(bare?.fix?.[1], role('( "^version" )'))
  const [scalar] = await found(CODE, role('"version"'))
  assert.is(scalar?.fix?.[1], role('"^version"'))
})

test('an empty alternative is found in every command', async () => {
  for (const pattern of ['', '^help|', '(?i)']) {
    const findings = await found(CODE, role(`( "${pattern}" )`))
    const isEmpty = pattern !== '(?i)'
    assert.is(findings.length, 1, pattern)
    if (!isEmpty) continue
    assert.is(findings[0]?.summary, `Pattern "${pattern}" allows every command`)
    assert.is(
      findings[0]?.detail,
      'Nothing at all is found in any command. If every command is meant, write ".*".',
    )
    assert.is(findings[0]?.fix, undefined)
  }
})

test('in a fragment too; an option of that name elsewhere is another one', async () => {
  const inside = 'Authorization {\n  Role "users" {\n    allow = ( "a" )\n  }\n}\n'
  assert.is((await found(CODE, inside, { fragment: true })).length, 1)
  assert.equal(await found(CODE, 'ESMTP_Listener {\n  allow = ( "a" )\n}\n'), [])
})

/** What PCRE does not compile says nothing. */
function isPlain(pattern: string): boolean {
  const parsed = parsePcre(pattern)
  return !(parsed instanceof PcreMistake) && saysWhereItBegins(parsed.alternatives)
}

test('which patterns say where they begin', () => {
  const plain = [
    '^config',
    '^show cluster$',
    '^(config|help)',
    '(^a|^b)',
    '(?:^a|(^b))',
    '(?i)^help',
    '(?i:^a)',
    '\\Ahelp',
    '.*',
    '.+summary',
    '.{3}',
    '.',
    '^a|.*b',
    '(?<verb>^config)',
    '(?P<verb>^config)',
    '(?>^a)',
    '^[|(]a|^b',
    '^\\(a|^b',
    '^\\Q|(\\E|^b',
    '^[]|]|^b',
    '^[[:alpha:]|]|^b',
    '^(a|b)',
  ]
  for (const pattern of plain) assert.ok(isPlain(pattern), pattern)
  const anywhere = [
    'config',
    '^a|b',
    '(^a|b)',
    '(^a)?b',
    '(^a)*b',
    '(^a){0,1}b',
    '(^a){,2}b',
    '',
    '^a|',
    '\\bconfig',
    '(?!shutdown)',
    '(?=^a)',
    '[^a]b',
    '\\^a',
    '.a',
    'a.*',
    '(a',
    'a)',
    '[a',
    '\\Qa',
    'a\\',
  ]
  for (const pattern of anywhere) assert.not(isPlain(pattern), pattern)
})

test('nobody writes a pattern of a thousand characters', async () => {
  const long = (length: number) => role(`( "${'a'.repeat(length)}" )`)
  assert.is((await found(CODE, long(1000))).length, 1)
  assert.equal(await found(CODE, long(1001)), [])
})

test.run()
