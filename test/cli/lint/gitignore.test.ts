import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf } from '../../tools/program.js'
import { repository } from '../../tools/repository.js'

const test = suite('.gitignore')

const WRONG = 'Foreign = 1\n'

test('lint and fmt search folders without what git passes over, and take what is named', () => {
  const cwd = repository({
    '.gitignore': '*.bak.conf\n/out/\n',
    'conf/ecelerity.conf': 'Max_Retries = 3\n',
    'conf/old.bak.conf': WRONG,
    'out/ecelerity.conf': WRONG,
  })
  assert.equal(ecconf(['lint', '.'], { cwd }), {
    status: 0,
    stdout: 'conf/ecelerity.conf\n1 file, 1 configuration (node): no findings.\n',
    stderr: '',
  })
  assert.is(ecconf(['fmt', '--check', '.'], { cwd }).status, 0)
  assert.is(ecconf(['lint', 'conf/old.bak.conf'], { cwd }).status, 1)
  assert.is(ecconf(['lint', 'out'], { cwd }).status, 1)
})

test('a folder with nothing else in it', () => {
  const cwd = repository({ '.gitignore': '*.conf\n', 'a.conf': WRONG })
  assert.equal(ecconf(['lint', '.'], { cwd }), {
    status: 2,
    stdout: '',
    stderr: 'ecconf: .: no configuration files (*.conf) in this folder\n',
  })
})

test('what is included is checked, although git passes it over', () => {
  const cwd = repository({
    '.gitignore': 'part.conf\n',
    'ecelerity.conf': 'include "part.conf"\n',
    'part.conf': WRONG,
  })
  assert.match(ecconf(['lint', '.'], { cwd }).stdout, 'part.conf:1:1')
})

test.run()
