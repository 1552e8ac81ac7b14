import { spawnSync } from 'node:child_process'
import { chmodSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readHistory } from '../../src/node/index.js'
import { ROOT } from '../tools/program.js'
import { residentEcconf as ecconf } from '../tools/resident.js'
import { scratch } from '../tools/scratch.js'

const test = suite('ecconf merge')

const BASE = `# stock 4.0

Max_Retries = 10
Domain "yahoo.com" {
  Gateway = "a"
}
`
const OURS = BASE.replace('Max_Retries = 10', 'Max_Retries = 10\nHostname = "mta1"')
const THEIRS = BASE.replace('4.0', '4.2').replace('10', '12')
const MERGED = OURS.replace('4.0', '4.2').replace('10', '12')
const GATEWAY_OURS = OURS.replace('"a"', '"b"')
const GATEWAY_THEIRS = THEIRS.replace('"a"', '"c"')

function versions(ours = OURS, theirs = THEIRS, base = BASE): string {
  const root = scratch()
  writeFileSync(join(root, 'base.conf'), base)
  writeFileSync(join(root, 'ours.conf'), ours)
  writeFileSync(join(root, 'theirs.conf'), theirs)
  return root
}

const FILES = ['base.conf', 'ours.conf', 'theirs.conf']
const run = (root: string, ...words: string[]) =>
  ecconf(['merge', ...FILES, ...words], { cwd: root })
const read = (root: string, name = 'ours.conf') => readFileSync(join(root, name), 'utf8')

const MARKED = `# stock 4.2

Max_Retries = 12
Hostname = "mta1"
Domain "yahoo.com" {
<<<<<<< ours
  Gateway = "b"
=======
  Gateway = "c"
>>>>>>> theirs
}
`
const found = (name: string, line: number, frame: string, names: [theirs: string, base: string]) =>
  `error  Gateway in Domain "yahoo.com" was changed on both sides, each in another way  overlay/merge-conflict
  ┌─ ${name}:${line}
${frame}
  = theirs: ${names[0]}:5:3
  = base: ${names[1]}:5:3

3 changes taken, 1 conflict.
`

test('to standard output, and nothing else is said', () => {
  const root = versions()
  const { status, stdout, stderr } = run(root)
  assert.equal([status, stdout, stderr], [0, MERGED, ''])
  assert.is(read(root), OURS)
})

test('bytes that are no text come out as they are', () => {
  const root = versions()
  writeFileSync(join(root, 'ours.conf'), Buffer.from('# caf\xe9\n', 'latin1'))
  writeFileSync(join(root, 'base.conf'), '')
  writeFileSync(join(root, 'theirs.conf'), '')
  run(root, '--in-place')
  const args = [join(ROOT, 'dist/bin/ecconf.cjs'), 'merge', ...FILES]
  const { stdout } = spawnSync(process.execPath, args, { cwd: root })
  assert.is(stdout.toString('latin1'), '# caf\xe9\n')
})

test('a conflict: ours stays, both sides are told, exit 1', () => {
  const root = versions(GATEWAY_OURS, GATEWAY_THEIRS)
  const { status, stdout, stderr } = run(root)
  assert.equal([status, stdout], [1, MERGED.replace('"a"', '"b"')])
  const frame = `5 │ Domain "yahoo.com" {
6 │   Gateway = "b"
  │   ^^^^^^^^^^^^^ ours: "b", theirs: "c", base: "a"
7 │ }`
  const expected = found('ours.conf', 6, frame, ['theirs.conf', 'base.conf'])
  assert.is(stderr, expected.replace('ours.conf:6', 'ours.conf:6:3'))
})

test('--markers: both sides stand in the text', () => {
  const { status, stdout } = run(versions(GATEWAY_OURS, GATEWAY_THEIRS), '--markers')
  assert.equal([status, stdout], [1, MARKED])
})

test('--in-place writes ours, with its mode; --no-markers leaves ours in a conflict', () => {
  const root = versions()
  chmodSync(join(root, 'ours.conf'), 0o604)
  const { status, stdout, stderr } = run(root, '--in-place')
  assert.equal([status, stdout, stderr], [0, '', 'Written: ours.conf\n'])
  assert.is(read(root), MERGED)
  assert.is(readHistory(realpathSync(root)).entries[0]?.command, 'merge --in-place')
  assert.is(statSync(join(root, 'ours.conf')).mode & 0o7777, 0o604)

  const marked = versions(GATEWAY_OURS, GATEWAY_THEIRS)
  assert.is(run(marked, '--in-place').status, 1)
  assert.is(read(marked), MARKED)
  const plain = versions(GATEWAY_OURS, GATEWAY_THEIRS)
  assert.is(run(plain, '--in-place', '--no-markers').status, 1)
  assert.is(read(plain), MERGED.replace('"a"', '"b"'))
})

test('--check only reports: what would come, and what is in conflict', () => {
  const root = versions(GATEWAY_OURS, GATEWAY_THEIRS)
  const { status, stdout, stderr } = run(root, '--check')
  assert.equal([status, stderr], [1, ''])
  const frame = `5 │ Domain "yahoo.com" {
6 │   Gateway = "b"
  │   ^^^^^^^^^^^^^ ours: "b", theirs: "c", base: "a"
7 │ }`
  const expected = found('ours.conf', 6, frame, ['theirs.conf', 'base.conf'])
  assert.is(
    stdout,
    `+ A comment
~ Max_Retries   10 → 12
- A comment

${expected.replace('ours.conf:6', 'ours.conf:6:3')}`,
  )
  assert.is(read(root), GATEWAY_OURS)
  const fine = run(versions(), '--check')
  assert.is(fine.status, 0)
  assert.match(fine.stdout, /\n\n3 changes taken, no conflicts\.\n$/)
})

test('--check --format json: the same, with places and fixes', () => {
  const { status, stdout } = run(
    versions(GATEWAY_OURS, GATEWAY_THEIRS),
    '--check',
    '--format',
    'json',
  )
  assert.is(status, 1)
  const { conflicts, ...rest } = JSON.parse(stdout)
  assert.equal(rest, {
    version: 1,
    base: 'base.conf',
    ours: 'ours.conf',
    theirs: 'theirs.conf',
    taken: [
      { change: 'added', what: 'A comment' },
      { change: 'changed', what: 'Max_Retries', before: '10', after: '12' },
      { change: 'removed', what: 'A comment' },
    ],
    left: [],
  })
  const [conflict] = conflicts
  assert.is(conflict.code, 'overlay/merge-conflict')
  assert.equal([conflict.start.line, conflict.start.column], [6, 3])
  assert.equal(
    conflict.related.map((place: { file: string }) => place.file),
    ['theirs.conf', 'base.conf'],
  )
  assert.equal(
    conflict.fixes.map((fix: { title: string; edits: [{ edits: { text: string }[] }] }) => [
      fix.title,
      fix.edits[0].edits.map(({ text }) => text),
    ]),
    [
      ['Take ours', []],
      ['Take theirs', ['  Gateway = "c"\n']],
    ],
  )
})

test('a report has no secret of either side', () => {
  const uri = (word: string) => `Datasource "d" { uri = ( "pgsql:host=x;password=${word}" ) }\n`
  const root = versions(uri('second2'), uri('third33'), uri('first11'))
  for (const words of [['--check'], ['--check', '--format', 'json'], ['--in-place']]) {
    const { status, stdout, stderr } = run(root, ...words)
    assert.is(status, 1)
    assert.not.match(stdout + stderr, /first11|second2|third33/)
  }
  assert.match(read(root), /second2[\s\S]*third33/)
})

test('errors of syntax are refused with their place, and nothing is written', () => {
  const root = versions(`${OURS}x =\n`, `Domain {\n`)
  const { status, stdout, stderr } = run(root, '--in-place')
  assert.equal([status, stdout], [1, ''])
  const [first, second, last] = stderr.split('\n')
  assert.match(first ?? '', /^ecconf: ours\.conf:8:3: The value of "x" is missing/)
  assert.match(second ?? '', /^ecconf: theirs\.conf:1:/)
  assert.is(last, 'Nothing was merged: what cannot be read cannot be compared.')
  assert.is(read(root), `${OURS}x =\n`)
})

test('what cannot be done: exit 2', () => {
  const root = versions()
  const missing = ecconf(['merge', 'base.conf', 'ours.conf', 'nowhere.conf'], { cwd: root })
  assert.equal(
    [missing.status, missing.stdout, missing.stderr],
    [2, '', 'ecconf: nowhere.conf: no such file or directory\n'],
  )
  const both = run(root, '--check', '--in-place')
  assert.equal(
    [both.status, both.stderr],
    [2, 'ecconf: --check writes nothing, so --in-place does not go with it\n'],
  )
  assert.is(run(root, '--format', 'json').status, 2)
})

/** A repository with the driver, and a branch each for ours and theirs. */
function repository(
  ours: string,
  theirs: string,
): { root: string; git: (...words: string[]) => string } {
  const root = scratch()
  const home = scratch()
  const git = (...words: string[]) => {
    const env = {
      PATH: process.env.PATH,
      HOME: home,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_DATE: '2024-01-01T00:00:00Z',
      GIT_COMMITTER_DATE: '2024-01-01T00:00:00Z',
    }
    const { stdout, stderr } = spawnSync('git', words, { cwd: root, env, encoding: 'utf8' })
    return stdout + stderr
  }
  const driver = `'${process.execPath}' '${join(ROOT, 'dist/bin/ecconf.cjs')}' merge --in-place --name %P %O %A %B`
  git('init', '-q', '-b', 'site')
  git('config', 'user.name', 'A')
  git('config', 'user.email', 'a@example.com')
  git('config', 'merge.ecconf.name', 'Momentum configuration')
  git('config', 'merge.ecconf.driver', driver)
  const commit = (text: string) => {
    writeFileSync(join(root, 'ecelerity.conf'), text)
    git('add', '.')
    git('commit', '-q', '-m', 'x')
  }
  writeFileSync(join(root, '.gitattributes'), '*.conf merge=ecconf\n')
  commit(BASE)
  git('checkout', '-q', '-b', 'product')
  commit(theirs)
  git('checkout', '-q', 'site')
  commit(ours)
  return { root, git }
}

test('as a merge driver of git: what git itself could not merge', () => {
  // Both sides change neighbouring lines, which is a conflict to git.
  const { root, git } = repository(OURS, THEIRS)
  git('merge', '-q', 'product')
  assert.is(read(root, 'ecelerity.conf'), MERGED)
  assert.is(git('status', '--porcelain'), '')
})

test('as a merge driver of git: a conflict stops the merge', () => {
  const { root, git } = repository(GATEWAY_OURS, GATEWAY_THEIRS)
  const said = git('merge', 'product')
  assert.match(said, 'CONFLICT (content): Merge conflict in ecelerity.conf')
  assert.match(said, '┌─ ecelerity.conf:6:1\n')
  assert.match(said, '= theirs: ecelerity.conf (theirs):5:3\n')
  assert.is(read(root, 'ecelerity.conf'), MARKED)
  assert.is(git('status', '--porcelain'), 'UU ecelerity.conf\n')
})

test.run()
