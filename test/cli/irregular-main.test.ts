import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf } from '../tools/program.js'
import { scratch } from '../tools/scratch.js'

const test = suite('a main file that is no regular file, and is to be written')

const cwd = scratch()
writeFileSync(join(cwd, 'ecelerity.conf'), 'Max_Retries = 3\n')
spawnSync('mkfifo', [join(cwd, 'pipe.conf')])

const WRITING = [
  'set max_retries 4 -c pipe.conf',
  'set max_retries 4 --dry-run -c pipe.conf',
  'set max_retries 4 --write -c /dev/zero',
  'unset max_retries --write -c pipe.conf',
  'apply a.plan --write -c pipe.conf',
  'edit -c pipe.conf',
  'edit pipe.conf',
  'fmt --write pipe.conf',
  'fmt --write -c pipe.conf',
  'lint --fix pipe.conf',
  'rollback 1 -c pipe.conf',
  'confirm -c pipe.conf',
]

for (const line of WRITING) {
  test(`${line}: it is refused, and not waited for`, () => {
    const plan = ['plan', '-c', 'ecelerity.conf', '-o', 'a.plan']
    assert.is(ecconf(plan, { cwd, input: 'set max_retries 4\n' }).status, 0)
    const name = line.includes('/dev/zero') ? '/dev/zero' : 'pipe.conf'
    assert.equal(ecconf(line.split(' '), { cwd, env: { EDITOR: 'true' } }), {
      status: 1,
      stdout: '',
      stderr: `${name}: is no regular file, so it is read-only: no change can be written\n`,
    })
  })
}

test.run()
