import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from 'yaml'
import { ROOT, type Run } from './tools/program.js'
import { git, installedPrograms, repository, runScript } from './tools/repository.js'

const test = suite('the pre-commit hook')

interface Hook {
  readonly id: string
  readonly entry: string
  /** What stands between the program and the files. */
  readonly args?: readonly string[]
  readonly language: string
  readonly files: string
}

const hooks: readonly Hook[] = parse(readFileSync(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8'))
const hookOf = (id: string) => hooks.find((hook) => hook.id === id) as Hook
const hook = hookOf('ecconf-lint')

const PATH = `${installedPrograms()}:${process.env.PATH}`

/** Runs the hook as pre-commit does: on the staged files that it is for, from the root. */
function commit(folder: string, used = hook): Run & { readonly files: readonly string[] } {
  git(folder, 'add', '.')
  const staged = git(folder, 'diff', '--staged', '--name-only', '-z').split('\0')
  const files = staged.filter((name) => new RegExp(used.files).test(name))
  const quoted = files.map((name) => `'${name}'`).join(' ')
  const words = [used.entry, ...(used.args ?? []), quoted].join(' ')
  return { files, ...runScript(words, folder, { PATH }) }
}

const FILES = {
  'conf/ecelerity.conf': 'Old_Mistake = 1\nDomain "x" {\n  include "part.conf"\n}\n',
  'conf/part.conf': 'Max_Retries = 3\n',
  'README.md': 'a\n',
}

test('it is installed from the package, which has the program that it runs', () => {
  assert.is(hook.language, 'node')
  const { bin } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  assert.ok((hook.entry.split(' ')[0] as string) in bin)
})

test('only what is staged, in the scope that includes it', () => {
  const folder = repository(FILES)
  writeFileSync(join(folder, 'conf/part.conf'), 'Max_Retries = 3\nfiel = 2\n')
  writeFileSync(join(folder, 'README.md'), 'b\n')
  writeFileSync(join(folder, 'conf/part.conf~'), '{')
  const { status, stdout, files } = commit(folder)
  assert.equal(files, ['conf/part.conf'])
  assert.is(status, 1)
  assert.match(stdout, 'Unknown option "fiel" in scope Domain')
  assert.match(stdout, '─ conf/part.conf:2:1')
  assert.not.match(stdout, 'Old_Mistake')
})

test('the hook that formats writes what is staged, and nothing else', () => {
  const folder = repository(FILES)
  writeFileSync(join(folder, 'conf/part.conf'), 'Max_Retries=4\n')
  writeFileSync(join(folder, 'conf/ecelerity.conf'), FILES['conf/ecelerity.conf'])
  const { status, stdout } = commit(folder, hookOf('ecconf-fmt'))
  assert.equal([status, stdout], [0, ''])
  assert.is(readFileSync(join(folder, 'conf/part.conf'), 'utf8'), 'Max_Retries = 4\n')
  // pre-commit refuses the commit when a hook has changed a file, and nothing else is left behind.
  assert.is(git(folder, 'status', '--porcelain'), 'MM conf/part.conf\n')
})

test('what is right goes through', () => {
  const folder = repository(FILES)
  writeFileSync(join(folder, 'conf/part.conf'), 'Max_Retries = 4\n')
  const { status, stderr } = commit(folder)
  assert.equal([status, stderr], [0, ''])
})

test('names with blanks', () => {
  const folder = repository(FILES)
  writeFileSync(join(folder, 'conf/new one.conf'), 'x =\n')
  const { status, stdout } = commit(folder)
  assert.is(status, 1)
  assert.match(stdout, '─ conf/new one.conf:1:')
})

test('the name of a file is no flag, whatever its author has called it', () => {
  const folder = repository(FILES)
  const other = join(repository({ 'precious.conf': 'Max_Retries = 1\n' }), 'precious.conf')
  const name = `--output=${other}`
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), 'Max_Retries = 2\n')
  writeFileSync(join(folder, 'conf/part.conf'), 'Max_Retries = 4\n')
  const { status, files } = commit(folder)
  assert.ok(files.includes(name), files.join(' '))
  assert.is(readFileSync(other, 'utf8'), 'Max_Retries = 1\n')
  assert.is(status, 0)
})

test.run()
