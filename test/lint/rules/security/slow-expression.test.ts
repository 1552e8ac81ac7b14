import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codes, found } from '../../findings.js'

const test = suite('security/slow-expression')
const CODE = 'security/slow-expression'

const detail = (part: string) =>
  `"${part}" matches the same text in many ways, and all are tried when what follows does not ` +
  'match. Repeat only once, let alternatives begin differently, or forbid to try again: (?>...).'

test('an option', async () => {
  assert.equal(await found(CODE, 'Bounce_Pattern = "^([a-z]+-?)+@bounces"\n'), [
    {
      severity: 'warning',
      at: '1:20 ([a-z]+-?)+',
      summary: 'Regular expression of option "Bounce_Pattern" can take exponential time',
      detail: detail('([a-z]+-?)+'),
    },
  ])
})

test('an element, of which the place is all of it where it holds escapes', async () => {
  const text = 'fbl {\n  Addresses = ( "^a@" "\\"(.*)*x" )\n}\n'
  const [finding] = await found(CODE, text)
  assert.is(finding?.at, '2:23 "\\"(.*)*x"')
  assert.is(finding?.detail, detail('(.*)*'))
})

test('the name of a Domain', async () => {
  const [finding] = await found(CODE, 'Domain "/^(\\w+[.]?)+example$/" {}\n')
  assert.is(finding?.at, '1:11 (\\w+[.]?)+')
  assert.is(finding?.summary, 'Regular expression of scope "Domain" can take exponential time')
})

test('quiet for all others, and for what is no regular expression', async () => {
  assert.equal(await found(CODE, 'Bounce_Pattern = "^bounces-(\\d+)-(\\d+)@"\n'), [])
  assert.equal(await found(CODE, 'Domain "/^(?:[a-z0-9-]+[.])*example[.]com$/" {}\n'), [])
  assert.equal(await codes('Bounce_Pattern = "(a+)+b("\n'), ['1 schema/wrong-type'])
})

test.run()
