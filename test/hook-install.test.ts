import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { npm } from './tools/npm.js'
import { ROOT } from './tools/program.js'
import { git } from './tools/repository.js'
import { scratch } from './tools/scratch.js'

const test = suite('the hook, installed as pre-commit does it')

const folder = scratch()

// It fetches all that the build needs from a registry, and builds: CI has both, and the time for it.
const check = process.env.ECCONF_NEEDS_REGISTRY === undefined ? test.skip : test
if (check === test.skip) {
  console.log(
    'skipped: the hook is installed where ECCONF_NEEDS_REGISTRY=1 says that there is a registry',
  )
}

check('npm install -g of a clone, where nothing was installed before', () => {
  const clone = join(folder, 'clone')
  git(folder, 'clone', '--quiet', `file://${ROOT}`, clone)
  const [prefix, cache] = [join(folder, 'prefix'), join(folder, 'cache')]
  const words = ['install', '--global', `git+file://${clone}`]
  const { status, stderr } = npm(words, folder, {
    npm_config_prefix: prefix,
    npm_config_cache: cache,
    NODE_ENV: 'production',
  })
  assert.is(status, 0, stderr)
  const installed = join(prefix, 'lib/node_modules/ecconf')
  assert.not.ok(lstatSync(installed).isSymbolicLink(), 'a link to a clone that is gone')
  assert.not.ok(existsSync(join(installed, 'node_modules')))
  const run = spawnSync(join(prefix, 'bin/ecconf'), ['--version'], { encoding: 'utf8' })
  assert.match(run.stdout, /^\d+\.\d+\.\d+\n$/)
  // npm may leave its clone behind, but not with all that the build needed.
  const left = join(cache, '_cacache/tmp')
  for (const name of existsSync(left) ? readdirSync(left) : []) {
    assert.not.ok(existsSync(join(left, name, 'node_modules')), name)
  }
})

test.run()
