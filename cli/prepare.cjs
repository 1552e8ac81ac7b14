// What npm runs to make the package from a checkout. For `npm install -g git+URL`, as pre-commit
// installs hooks, npm makes a clone of its own and does two things wrong there, which this mends:
// it installs none of the devDependencies that the build needs, and it leaves a link to its clone
// where the package is to be unpacked, so that the package goes away with the clone
// (https://github.com/npm/cli/issues/8440).
'use strict'
const { spawnSync } = require('node:child_process')
const { existsSync, lstatSync, mkdirSync, realpathSync, rmSync, unlinkSync } = require('node:fs')
const { join, sep } = require('node:path')

const { env } = process
const ROOT = join(__dirname, '..')

/** Whether this checkout is one that npm has made for itself, and removes afterwards. */
const isClone =
  env.npm_config_cache !== undefined &&
  existsSync(env.npm_config_cache) &&
  realpathSync(ROOT).startsWith(join(realpathSync(env.npm_config_cache), '_cacache', 'tmp') + sep)

/** Runs npm in this checkout, also where npm was told to work on the packages of the machine. */
function npm(...words) {
  const { status } = spawnSync('npm', words, {
    cwd: ROOT,
    // What npm prints is no output of the one that asks for the package.
    stdio: ['ignore', 2, 2],
    env: { ...env, npm_config_global: 'false', npm_config_location: 'project' },
    // On Windows npm is a script of the shell.
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(status ?? 1)
}

function removeLink() {
  if (env.npm_config_global !== 'true') return
  const modules = process.platform === 'win32' ? 'node_modules' : 'lib/node_modules'
  const place = join(env.npm_config_global_prefix ?? '', modules, env.npm_package_name ?? '')
  const isLink = lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
  if (!isLink || realpathSync(place) !== realpathSync(ROOT)) return
  unlinkSync(place)
  mkdirSync(place)
}

// npm prepares its clone twice.
if (!isClone || !existsSync(join(ROOT, 'dist'))) {
  if (!existsSync(join(ROOT, 'node_modules/.bin/tsx'))) {
    npm('ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund')
  }
  npm('run', 'build')
}
// The first time it is an npm within the other one, which needs its link until it ends.
if (isClone && env._PACOTE_NO_PREPARE_ === undefined) {
  removeLink()
  // npm does not always get rid of its clone, and this is most of it.
  rmSync(join(ROOT, 'node_modules'), { recursive: true, force: true })
}
