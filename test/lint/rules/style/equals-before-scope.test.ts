import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('style/equals-before-scope')
const CODE = 'style/equals-before-scope'

test('B13: before the brace', async () => {
  assert.equal(await found(CODE, 'ESMTP_Listener = {\n}\n'), [
    {
      severity: 'info',
      at: '1:16 =',
      summary: 'A "=" stands between "ESMTP_Listener" and its stanza',
      detail: 'The product takes it as it is. Only options have a "=".',
      fix: ['safe: Take the "=" out', 'ESMTP_Listener {\n}\n'],
    },
  ])
})

test('B13: before the name; glued; with a comment between', async () => {
  const fixed = async (text: string) => (await found(CODE, text))[0]?.fix?.[1]
  assert.is(await fixed('Replicate = "x" {}'), 'Replicate "x" {}')
  assert.is(await fixed('ESMTP_Listener={}'), 'ESMTP_Listener {}')
  assert.is(await fixed('ESMTP_Listener # a\n= {}'), 'ESMTP_Listener # a\n {}')
})

test('an ordinary stanza is not reported', async () => {
  assert.equal(await found(CODE, 'ESMTP_Listener {\n  Enable = true\n}\n'), [])
})

test.run()
