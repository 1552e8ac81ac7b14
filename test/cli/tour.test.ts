import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ROOT } from '../tools/program.js'

const test = suite('npm start')

const MAIN = 'corpus/cluster/opt/msys/ecelerity/etc/conf/default/eccluster.conf'

test('shows what lint says, what the overlay overrides and the diff of a change', () => {
  const before = readFileSync(join(ROOT, MAIN))
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'cli/tour.ts'],
    {
      cwd: ROOT,
      encoding: 'utf8',
    },
  )
  assert.is(stderr, '')
  assert.is(status, 0)
  const [, lint = '', overlay = '', why = '', set = ''] = stdout.split('\n$ npx ecconf ')
  assert.match(lint, /^lint .*\n(.*\n)*.*eccluster\.conf/)
  assert.match(overlay, /^overlay show .*\n(.*\n)*.*Datasource "ecdb"/)
  assert.match(why, /^why .*\n(.*\n)*.*webui-common\.conf:/)
  assert.match(why, 'password=****')
  assert.match(set, /^set .*\n(.*\n)*@@ /)
  assert.match(set, /^-.*0640\n\+.*0600$/m)
  assert.equal(readFileSync(join(ROOT, MAIN)), before)
})

test.run()
