import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codes, found } from '../../findings.js'

const test = suite('schema/mode-without-zero')
const CODE = 'schema/mode-without-zero'

test('a mode without its 0', async () => {
  assert.equal(await found(CODE, 'maildir "m" {\n  dirmode = 775\n}\n'), [
    {
      severity: 'info',
      at: '2:13 775',
      summary: 'Mode "775" of "dirmode" has no 0 in front',
      detail: 'Write 0775, so that everybody reads it as octal.',
      fix: ['unsafe: Write 0775', 'maildir "m" {\n  dirmode = 0775\n}\n'],
    },
  ])
})

test('in quotes, and with the bits for set-user-id', async () => {
  const [finding] = await found(CODE, 'Spool_Mode = "1777"\n')
  assert.equal(finding?.fix, ['unsafe: Write 01777', 'Spool_Mode = "01777"\n'])
})

test('all others are right, or wrong in another way', async () => {
  assert.equal(await codes('Spool_Mode = 0640\n'), [])
  assert.equal(await codes('Spool_Mode = "01777"\n'), [])
  assert.equal(await codes('Spool_Mode = 680\n'), ['1 schema/wrong-type'])
  assert.equal(await codes('Max_Retries = 640\n'), [])
})

test.run()
