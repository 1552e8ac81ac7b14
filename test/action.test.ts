import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from 'yaml'
import { ROOT, type Run } from './tools/program.js'
import { repository, runScript } from './tools/repository.js'
import { scratch } from './tools/scratch.js'

const test = suite('the GitHub action')

interface Action {
  readonly inputs: Readonly<Record<string, { description: string; default: string }>>
  readonly runs: {
    readonly using: string
    readonly steps: readonly {
      readonly shell: string
      readonly env: Readonly<Record<string, string>>
      readonly run: string
    }[]
  }
}

const action: Action = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8'))

/** Runs the steps of the action as GitHub does, in a checkout. */
function run(
  checkout: string,
  given: Readonly<Record<string, string>> = {},
  variables: Readonly<Record<string, string>> = {},
): Run {
  const value = (_: string, input: string) =>
    given[input] ?? (action.inputs[input]?.default as string)
  const runs = action.runs.steps.map(({ env, run }) => {
    const filled = Object.entries(env).map(([name, text]) => [
      name,
      text.replace(/\$\{\{ inputs\.(\w+) \}\}/g, value),
    ])
    return runScript(run, checkout, {
      GITHUB_ACTIONS: 'true',
      GITHUB_ACTION_PATH: ROOT,
      GITHUB_WORKSPACE: checkout,
      ...Object.fromEntries(filled),
      ...variables,
    })
  })
  return runs[0] as Run
}

const WRONG = 'Message_Expiration = 5\nfiel = 1\n'
const annotation = (file: string) =>
  `::error file=${file},line=2,endLine=2,col=1,endColumn=5,title=schema/unknown-option::Unknown option "fiel" in scope Global%0A`

test('one step of plain bash, and no expression inside of its script', () => {
  assert.is(action.runs.using, 'composite')
  assert.is(action.runs.steps.length, 1)
  assert.is(action.runs.steps[0]?.shell, 'bash')
  assert.not.match(action.runs.steps[0]?.run ?? '${{', '${' + '{')
})

test('the whole checkout by default: annotations, and the exit status of lint', () => {
  const checkout = repository({ 'conf/ecelerity.conf': WRONG })
  const { status, stdout, stderr } = run(checkout)
  assert.equal([status, stderr], [1, ''])
  assert.match(stdout, annotation('conf/ecelerity.conf'))
})

test('nothing is wrong: nothing is said', () => {
  const checkout = repository({ 'ecelerity.conf': 'Message_Expiration = 5\n' })
  assert.equal(run(checkout), { status: 0, stdout: '', stderr: '' })
})

test('files, one a line, and further flags', () => {
  const checkout = repository({
    'a/ecelerity.conf': WRONG,
    'b c/ecelerity.conf': WRONG,
    '-d/ecelerity.conf': WRONG,
    'e/ecelerity.conf': WRONG,
  })
  const files = 'a\nb c/ecelerity.conf\n-d\n'
  const { status, stdout } = run(checkout, { files })
  assert.is(status, 1)
  assert.match(stdout, annotation('a/ecelerity.conf'))
  assert.match(stdout, annotation('b c/ecelerity.conf'))
  assert.match(stdout, annotation('-d/ecelerity.conf'))
  assert.not.match(stdout, 'e/ecelerity.conf,')
  const off = { files, args: '  --rule schema/unknown-option=warning --max-warnings 2 ' }
  assert.is(run(checkout, off).status, 1)
  assert.is(run(checkout, { ...off, args: `${off.args} --max-warnings 3` }).status, 0)
})

test('an input cannot become a part of the script', () => {
  const checkout = repository({ 'ecelerity.conf': '' })
  const evil = '$(touch pwned) `touch pwned` ; touch pwned "'
  assert.is(run(checkout, { files: evil, args: evil, version: '' }).status, 2)
  assert.is(existsSync(join(checkout, 'pwned')), false)
})

test('in a folder of the checkout the annotations lead from its root', () => {
  const checkout = repository({ 'sub/conf/ecelerity.conf': WRONG })
  assert.match(run(join(checkout, 'sub')).stdout, annotation('sub/conf/ecelerity.conf'))
})

test('a version of the package is run by npx', () => {
  const checkout = repository({ 'ecelerity.conf': WRONG })
  // What is installed already is not asked for anywhere.
  mkdirSync(join(checkout, 'node_modules/.bin'), { recursive: true })
  symlinkSync(ROOT, join(checkout, 'node_modules/ecconf'))
  symlinkSync('../ecconf/dist/bin/ecconf.cjs', join(checkout, 'node_modules/.bin/ecconf'))
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const { status, stdout } = run(
    checkout,
    { version },
    { GITHUB_ACTION_PATH: '/nowhere', npm_config_offline: 'true', npm_config_cache: scratch() },
  )
  assert.is(status, 1)
  assert.match(stdout, annotation('ecelerity.conf'))
})

test('sources that are not built are refused: nothing is fetched in a job', () => {
  const checkout = repository({ 'ecelerity.conf': WRONG })
  const [sources, bin] = [scratch(), scratch()]
  for (const name of ['npm', 'npx']) {
    writeFileSync(join(bin, name), '#!/bin/sh\necho fetched\n', { mode: 0o755 })
  }
  const variables = { GITHUB_ACTION_PATH: sources, PATH: `${bin}:${process.env.PATH}` }
  assert.equal(run(checkout, {}, variables), {
    status: 2,
    stdout:
      '::error title=ecconf::This ref of the action holds the sources alone. Use the tag of a release, which is built (npm run release makes it in a clone), or set "version".\n',
    stderr: '',
  })
})

test('names of files and values are no commands of a job, in whatever form findings are printed', () => {
  const checkout = repository({ 'README.md': '' })
  const folder = join(checkout, '::stop-commands::token ##[add-mask]e')
  mkdirSync(folder)
  writeFileSync(join(folder, 'ecelerity.conf'), 'include "::error::x"\nfiel = "##[group]x"\n')
  writeFileSync(join(folder, 'ecconf.json'), '{}')
  chmodSync(join(folder, 'ecconf.json'), 0o666)
  const env = { GITHUB_ACTIONS: 'true', ECCONF: join(ROOT, 'dist/bin/ecconf.cjs') }
  for (const format of ['github', 'pretty', 'compact']) {
    const script = `"${process.execPath}" "$ECCONF" lint --format ${format} .`
    const { status, stdout, stderr } = runScript(script, checkout, env)
    assert.is(status, 1, stderr)
    const lines = `${stdout}${stderr}`.split('\n')
    // As the runner reads them: the old form counts anywhere in a line that is none of the new one.
    const commands = lines.filter((line) => /^\s*::|##\[/.test(line))
    const ours = format === 'github' ? lines.filter((line) => line.startsWith('::error file=')) : []
    assert.equal(commands, ours)
    assert.match(stderr, 'these settings')
    assert.is(ours.length, format === 'github' ? 2 : 0)
  }
})

test.run()
