import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf } from '../../tools/program.js'
import { folderWith } from '../folders.js'

const test = suite('ecconf lint --baseline')

const FILES = {
  'conf/ecelerity.conf': 'Bad = 1\ninclude "part.conf"\n',
  'conf/part.conf': 'Domain "x" {\n  Worse = 1\n}\n',
}

/** The summaries of what is reported, and how many findings are suppressed. */
function report(cwd: string, ...words: string[]) {
  const run = ecconf(['lint', '--format', 'json', ...words], { cwd })
  const { diagnostics, summary } = JSON.parse(run.stdout)
  return {
    status: run.status,
    stderr: run.stderr,
    found: diagnostics.map(({ summary }: { summary: string }) => summary),
    suppressed: summary.suppressed,
  }
}

test('written once: what is in it is not reported, what is new is', () => {
  const cwd = folderWith(FILES)
  const main = join(cwd, 'conf/ecelerity.conf')
  const first = ecconf(['lint', '--write-baseline', 'base.json', 'conf'], { cwd })
  assert.is(first.status, 0)
  assert.is(first.stderr, 'Written: base.json (2 findings)\n')
  assert.match(first.stdout, /: no findings, 2 suppressed\.\n$/)
  assert.equal(report(cwd, '--baseline', 'base.json', 'conf'), {
    status: 0,
    stderr: '',
    found: [],
    suppressed: 2,
  })
  writeFileSync(main, `# moved\n\n${FILES['conf/ecelerity.conf']}Worst = 1\n`)
  assert.equal(report(cwd, '--baseline', 'base.json', 'conf'), {
    status: 1,
    stderr: '',
    found: ['Unknown option "Worst" in scope Global'],
    suppressed: 2,
  })
  // From another folder, and of one file alone.
  const inside = join(cwd, 'conf')
  assert.equal(report(inside, '--baseline', '../base.json', 'part.conf').found, [])
})

test('written again: the same bytes, whatever was written before', () => {
  const cwd = folderWith(FILES)
  const write = (folder: string, file: string) =>
    ecconf(['lint', '--write-baseline', file, '-c', 'ecelerity.conf'], { cwd: join(cwd, folder) })
  write('conf', '../base.json')
  const text = readFileSync(join(cwd, 'base.json'), 'utf8')
  assert.match(
    text,
    /^{\n {2}"version": 1,\n {2}"findings": \[\n {4}{ "file": "conf\/ecelerity\.conf", /,
  )
  write('conf', '../base.json')
  assert.is(readFileSync(join(cwd, 'base.json'), 'utf8'), text)
})

test('in the settings; what does not occur any more is said', () => {
  const cwd = folderWith({ ...FILES, 'ecconf.json': '{ "baseline": "base.json" }' })
  const part = join(cwd, 'conf/part.conf')
  ecconf(['lint', '--write-baseline', 'base.json', 'conf'], { cwd })
  assert.equal(report(cwd, 'conf').found, [])
  writeFileSync(part, 'Domain "x" {\n}\n')
  const gone =
    'base.json: 1 finding does not occur any more; --write-baseline base.json takes them out\n' +
    '  schema/unknown-option in conf/part.conf, Domain "x"\n'
  assert.equal(report(cwd, 'conf'), { status: 0, stderr: gone, found: [], suppressed: 1 })
  // Nobody looked.
  assert.is(report(cwd, '--rule', 'schema/*=off', 'conf').stderr, '')
  writeFileSync(join(cwd, 'conf/ecelerity.conf'), 'Bad = 1\n')
  rmSync(part)
  assert.is(report(cwd, 'conf').stderr, gone)
})

test('syntax errors are not taken in', () => {
  const cwd = folderWith({ 'ecelerity.conf': 'Bad = 1\nBlackhole = true;\n' })
  const { status, stderr, stdout } = ecconf(
    ['lint', '--write-baseline', 'base.json', 'ecelerity.conf'],
    { cwd },
  )
  assert.is(status, 1)
  assert.is(
    stderr,
    'Written: base.json (1 finding)\n' +
      'Not in it: 1 syntax error. What follows one is read by guess, so they are to be mended.\n',
  )
  assert.match(stdout, /: 1 error, 1 suppressed\./)
})

test('no secret is in it', () => {
  const cwd = folderWith({
    'ecelerity.conf':
      'Bad_Password = "geheim"\nDatasource "d" {\n  urii = ( "x:password=geheim" )\n}\n',
  })
  ecconf(['lint', '--write-baseline', 'base.json', 'ecelerity.conf'], { cwd })
  assert.not.match(readFileSync(join(cwd, 'base.json'), 'utf8'), 'geheim')
})

test('a file that is no baseline: exit 2', () => {
  const cases: readonly (readonly [text: string, line: string])[] = [
    ['{', 'b.json:1:2: This is no JSON: a name in double quotes is missing'],
    ['{}', 'b.json: this is no baseline; ecconf lint --write-baseline makes one'],
    ['null', 'b.json: this is no baseline; ecconf lint --write-baseline makes one'],
    [
      '{"version": 1, "findings": [{}]}',
      'b.json: this is no baseline; ecconf lint --write-baseline makes one',
    ],
    [
      '{"version": 2, "findings": []}',
      'b.json: this baseline was written by a later version of ecconf',
    ],
  ]
  for (const [text, line] of cases) {
    const cwd = folderWith({ 'b.json': text, 'ecelerity.conf': '' })
    const { status, stdout, stderr } = ecconf(['lint', '--baseline', 'b.json', 'ecelerity.conf'], {
      cwd,
    })
    assert.equal([status, stdout, stderr], [2, '', `ecconf: ${line}\n`])
  }
  const { stderr } = ecconf(['lint', '--baseline', 'no.json', '.'], { cwd: folderWith(FILES) })
  assert.is(
    stderr,
    'ecconf: no.json: no such file; ecconf lint --write-baseline no.json makes it\n',
  )
})

test.run()
