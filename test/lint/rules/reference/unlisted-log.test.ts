import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('reference/undefined, for collected logs')
const CODE = 'reference/undefined'

const LISTED = 'cluster {\n  logs = [ mainlog = "/var/log/main.cluster" ]\n}\n'

test('a path that is a slip away from one that nobody writes', async () => {
  const text = `${LISTED}ec_logger "l" {\n  mainlog = "cluster:///var/log/mian.cluster=>mgr1"\n}\n`
  assert.equal(await found(CODE, text), [
    {
      severity: 'warning',
      at: '5:24 /var/log/mian.cluster',
      summary:
        'Option "mainlog" writes "/var/log/mian.cluster", which "logs" of cluster does not list',
      detail:
        'Did you mean "/var/log/main.cluster"? Otherwise the manager does not collect this log.',
      related: ['2:22 nothing writes this one'],
      fix: ['unsafe: Write "/var/log/main.cluster"', text.replace('mian', 'main')],
    },
  ])
})

test('another log is not reported, nor one of several that is listed, nor without a list', async () => {
  const logger = (path: string) => `ec_logger "l" { mainlog = "cluster://${path}=>m" }\n`
  assert.equal(await found(CODE, LISTED + logger('/var/log/main.cluster')), [])
  assert.equal(await found(CODE, LISTED + logger('/srv/bounces')), [])
  assert.equal(await found(CODE, logger('/var/log/mian.cluster')), [])
  const both = `ec_logger "k" { mainlog = "cluster:///var/log/main.cluster?subscribers=a,b" }\n`
  assert.equal(await found(CODE, LISTED + both + logger('/var/log/mian.cluster')), [])
})

test.run()
