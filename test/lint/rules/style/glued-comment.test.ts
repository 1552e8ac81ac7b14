import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('style/glued-comment')
const CODE = 'style/glued-comment'

const DETAIL = 'Put the word in quotes if the "#" belongs to it, or else a blank before it.'

test('a "#" in the middle of a word; what was meant nobody knows: no fix', async () => {
  assert.equal(await found(CODE, 'Max_Retries = 12#retries\n'), [
    {
      severity: 'info',
      at: '1:17 #',
      summary: 'A comment begins in the middle of a word, after "12"',
      detail: DETAIL,
    },
  ])
})

test('behind a blank, a string or a bracket it is a comment', async () => {
  assert.equal(await found(CODE, 'a = 1 # b\nc = "d"#e\nf = ( g )#h\n#i\nSecurity {#j\n}#k\n'), [])
})

test.run()
