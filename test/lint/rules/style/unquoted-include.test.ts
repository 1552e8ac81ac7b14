import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('style/unquoted-include')
const CODE = 'style/unquoted-include'

test('B19: a file without quotes', async () => {
  const files = { 'eccluster.conf': 'include part-1.conf\n', 'part-1.conf': '' }
  assert.equal(await found(CODE, files), [
    {
      severity: 'info',
      at: '1:9 part-1.conf',
      summary: 'The included file is not in quotes',
      detail: 'The names of files are written as strings.',
      fix: ['safe: Put it in quotes', 'include "part-1.conf"\n'],
    },
  ])
})

test('a read-only one too; a file in quotes is not reported', async () => {
  const files = {
    'eccluster.conf': 'include "a.conf"\nreadonly_include b.conf\n',
    'a.conf': '',
    'b.conf': '',
  }
  assert.equal(
    (await found(CODE, files)).map(({ at }) => at),
    ['2:18 b.conf'],
  )
})

test.run()
