import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('style/dictionary-key')
const CODE = 'style/dictionary-key'

const DETAIL = 'The product takes it as it is, though keys are plain words by the rule.'

test('B11: a key with a dot; there is no other way to write it', async () => {
  const text =
    'msgc_server {\n  peers = [ a = "192.0.2.1" mta1.example.net = "192.0.2.2" b.c = "192.0.2.3" ]\n}\n'
  assert.equal(await found(CODE, text), [
    {
      severity: 'info',
      at: '2:29 mta1.example.net',
      summary: 'A key of "peers" has a dot',
      detail: DETAIL,
    },
  ])
})

test('B11: a key in quotes', async () => {
  assert.equal(await found(CODE, 'x = [ "0" = "250 ok" ]\n'), [
    { severity: 'info', at: '1:7 "0"', summary: 'A key of "x" is in quotes', detail: DETAIL },
  ])
})

test('plain keys are not reported', async () => {
  assert.equal(await found(CODE, 'x = [ a = "b.c" d_1 = "e" ]\n'), [])
})

test.run()
