import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from 'yaml'
import { npm } from './tools/npm.js'
import { ROOT } from './tools/program.js'
import { git, repository, runScript } from './tools/repository.js'
import { scratch } from './tools/scratch.js'

const test = suite('a release')

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
const TAG = `v${version}`

/** A clone that is built: what takes long is taken from here. */
const clone = builtClone()

function builtClone(): string {
  const folder = join(scratch(), 'clone')
  git('/', 'clone', '--quiet', `file://${ROOT}`, folder)
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  mkdirSync(join(folder, '.git/info'), { recursive: true })
  writeFileSync(join(folder, '.git/info/exclude'), 'node_modules\n')
  return folder
}

function release() {
  const tsx = join(ROOT, 'node_modules/tsx/dist/cli.mjs')
  const who = { NAME: 'a', EMAIL: 'a@example.com' }
  const env = Object.fromEntries(
    Object.entries(who).flatMap(([name, value]) =>
      ['AUTHOR', 'COMMITTER'].map((role) => [`GIT_${role}_${name}`, value]),
    ),
  )
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsx, 'cli/build/release.ts'], {
    cwd: clone,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

test('is not made with changes that are in no commit', () => {
  writeFileSync(join(clone, 'stray'), '')
  assert.equal(release(), {
    status: 1,
    stdout: '',
    stderr: 'release: there are changes that are in no commit\n',
  })
  git(clone, 'clean', '--quiet', '--force', 'stray')
})

test('is a tag beside the branch that holds the package, built, and what services read', () => {
  const head = git(clone, 'rev-parse', 'HEAD')
  assert.equal(release(), {
    status: 0,
    stdout: `${TAG} is made: git push origin ${TAG}\n`,
    stderr: '',
  })
  assert.is(git(clone, 'rev-parse', 'HEAD'), head)
  assert.is(git(clone, 'rev-parse', `${TAG}^`), head)
  assert.is(git(clone, 'status', '--porcelain'), '')
  const names = git(clone, 'ls-tree', '--name-only', TAG).trimEnd().split('\n')
  for (const name of ['.pre-commit-hooks.yaml', 'action.yml', 'dist', 'package.json', 'schemas']) {
    assert.ok(names.includes(name), name)
  }
  assert.not.ok(names.includes('src'))
  const { scripts, devDependencies, bin } = JSON.parse(git(clone, 'show', `${TAG}:package.json`))
  assert.equal([scripts, devDependencies], [undefined, undefined])
  assert.ok('ecconf' in bin)
})

test('is made once', () => {
  assert.is(release().stderr, `release: there is a tag ${TAG} already\n`)
})

test('is installed as a hook without a registry', () => {
  const prefix = join(scratch(), 'prefix')
  const words = ['install', '--global', '--offline', `git+file://${clone}#${TAG}`]
  const { status, stderr } = npm(words, clone, {
    npm_config_prefix: prefix,
    npm_config_cache: scratch(),
  })
  assert.is(status, 0, stderr)
  const run = spawnSync(join(prefix, 'bin/ecconf'), ['--version'], { encoding: 'utf8' })
  assert.is(run.stdout, `${version}\n`)
  assert.ok(existsSync(join(prefix, 'share/man/man1/ecconf-lint.1')))
})

test('runs as an action without npm', () => {
  const folder = join(scratch(), 'action')
  git('/', 'clone', '--quiet', '--branch', TAG, `file://${clone}`, folder)
  const { run } = parse(readFileSync(join(folder, 'action.yml'), 'utf8')).runs.steps[0]
  const bin = scratch()
  for (const name of ['npm', 'npx']) {
    writeFileSync(join(bin, name), '#!/bin/sh\necho fetched\nexit 9\n', { mode: 0o755 })
  }
  const checkout = repository({ 'ecelerity.conf': 'fiel = 1\n' })
  const { status, stdout } = runScript(run, checkout, {
    ECCONF_FILES: '.',
    ECCONF_ARGS: '',
    ECCONF_VERSION: '',
    GITHUB_ACTION_PATH: folder,
    PATH: `${bin}:${process.env.PATH}`,
  })
  assert.is(status, 1)
  assert.match(stdout, /^::error file=ecelerity\.conf,line=1/)
})

test.run()
