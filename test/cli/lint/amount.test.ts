import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf, ecconfOnTerminal } from '../../tools/program.js'
import { readXml } from '../../tools/xml.js'
import { folderWith } from '../folders.js'

const test = suite('how much ecconf lint prints, and what its exit status counts')

/** A text with a number of unknown options, and before them a value that is only unusual. */
const many = (count: number) =>
  `Relay_Hosts = ( "10.0.0.1", "10.0.0.2" )\n${Array.from({ length: count }, (_, at) => `Foreign_${at} = 1\n`).join('')}`

const one = (text: string) => folderWith({ 'ecelerity.conf': text })
const lint = (cwd: string, ...words: string[]) => ecconf(['lint', ...words], { cwd })

test('a terminal gets 200 findings, the worst, and counts by rule', async () => {
  const cwd = one(many(300))
  const words = ['lint', '--no-color', 'ecelerity.conf']
  const { screen: output } = await ecconfOnTerminal(words, [], { cwd })
  assert.is(output.match(/Unknown option "/g)?.length, 200)
  const text = output.replaceAll('\r', '')
  assert.match(
    text,
    '101 more findings; --max-findings 301 shows all of them. By rule:\n  300  error    schema/unknown-option\n    1  info     style/array-comma  (1 can be fixed)\n',
  )
  assert.match(
    text,
    '1 file, 1 configuration (node): 300 errors, 1 info.  1 can be fixed with --fix.\n',
  )
})

test('a pipe gets them all, and --max-findings says how many', () => {
  const cwd = one(many(300))
  assert.is(lint(cwd, 'ecelerity.conf').stdout.match(/Unknown option "/g)?.length, 300)
  const { status, stdout } = lint(cwd, '--max-findings', '2', 'ecelerity.conf')
  assert.is(status, 1)
  assert.is(stdout.match(/Unknown option "/g)?.length, 2)
  assert.match(stdout, '\n299 more findings; --max-findings 301 shows all of them. By rule:\n')
  const json = lint(cwd, '--max-findings', '2', '--format', 'json', 'ecelerity.conf')
  const { diagnostics, summary } = JSON.parse(json.stdout)
  assert.is(diagnostics.length, 2)
  assert.equal(summary, { errors: 300, warnings: 0, infos: 1, suppressed: 0, omitted: 299 })
  assert.is(json.stderr, '299 findings are left out, as --max-findings says\n')
  assert.equal(lint(cwd, '--max-findings', 'x', 'ecelerity.conf'), {
    status: 2,
    stdout: '',
    stderr: 'ecconf: --max-findings x: this is no number\n',
  })
})

test('30,000 findings in SARIF: 25,000 of them', () => {
  const cwd = one(many(30_000))
  const { status } = lint(cwd, '--format', 'sarif', '-o', 'out.sarif', 'ecelerity.conf')
  assert.is(status, 1)
  const [run] = JSON.parse(readFileSync(join(cwd, 'out.sarif'), 'utf8')).runs
  assert.is(run.results.length, 25_000)
  assert.is(
    run.invocations[0].toolExecutionNotifications[0].message.text,
    '5001 findings are left out: these are the 25000 worst',
  )
  assert.match(run.tool.driver.informationUri, /^file:\/\/\/.*\/docs\/lint\.md$/)
  assert.match(run.tool.driver.rules[0].helpUri, /\/docs\/rules\/schema\/unknown-option\.md$/)
})

test('--statistics counts by rule, for people and as data', () => {
  const cwd = one('Max_Retris = 3\nForeign = 1\nesmtp_listener {}\nESMTP_listener {}\n')
  const { status, stdout } = lint(cwd, '--statistics', 'ecelerity.conf')
  assert.is(status, 1)
  assert.match(stdout, /^ {2}2 {2}error {4}schema\/unknown-option {2}\(1 can be fixed\)\n/)
  assert.match(stdout, '\necelerity.conf\n1 file, 1 configuration (node): 2 errors')
  const json = lint(cwd, '--statistics', '--format', 'json', 'ecelerity.conf')
  assert.equal(JSON.parse(json.stdout).statistics[0], {
    code: 'schema/unknown-option',
    severity: 'error',
    count: 2,
    fixable: 1,
  })
  assert.equal(lint(cwd, '--statistics', '--format', 'sarif', 'ecelerity.conf'), {
    status: 2,
    stdout: '',
    stderr: 'ecconf: --statistics goes with --format pretty and --format json\n',
  })
})

test('--quiet: the findings and nothing else, and what could not be checked', () => {
  assert.equal(lint(one('Max_Retries = 3\n'), '--quiet', 'ecelerity.conf'), {
    status: 0,
    stdout: '',
    stderr: '',
  })
  const cwd = one('Foreign = 1\n')
  const { status, stdout, stderr } = lint(cwd, '-q', 'ecelerity.conf', 'none.conf')
  assert.equal([status, stderr], [2, 'ecconf: none.conf: no such file or directory\n'])
  assert.match(stdout, /^error {2}Unknown option "Foreign" in scope Global/)
  assert.not.match(stdout, '1 file')
  const file = lint(cwd, '-q', '-o', 'report', 'ecelerity.conf')
  assert.equal(file, { status: 1, stdout: '', stderr: '' })
})

test('--exit-zero: findings do not count, what could not be checked does', () => {
  const cwd = one('Max_Retris = 3\n')
  assert.is(lint(cwd, '--exit-zero', 'ecelerity.conf').status, 0)
  assert.is(lint(cwd, '--exit-zero', '--fix', 'ecelerity.conf').status, 0)
  const warned = ['--rule', 'schema/*=warning', '--max-warnings', '0', 'ecelerity.conf']
  assert.is(lint(cwd, ...warned).status, 1)
  assert.is(lint(cwd, '--exit-zero', ...warned).status, 0)
  assert.is(lint(cwd, '--exit-zero', 'none.conf').status, 2)
})

test('the verdict of JUnit is that of the exit status', () => {
  const cwd = one('Max_Retris = 3\n')
  const fails = (...words: string[]) => {
    const { status, stdout } = lint(cwd, '--format', 'junit', ...words, 'ecelerity.conf')
    const { failures, errors } = readXml(stdout).attributes
    return { status, failures, errors }
  }
  assert.equal(fails(), { status: 1, failures: '1', errors: '0' })
  assert.equal(fails('--exit-zero'), { status: 0, failures: '0', errors: '0' })
  const warning = ['--rule', 'schema/*=warning']
  assert.equal(fails(...warning), { status: 0, failures: '0', errors: '0' })
  assert.equal(fails(...warning, '--max-warnings', '0'), { status: 1, failures: '1', errors: '0' })
  // Nothing but a fix that was not written makes it 1.
  const info = ['--rule', 'schema/*=info', '--fix']
  assert.equal(fails(...info), { status: 1, failures: '1', errors: '0' })
  assert.equal(fails('none.conf'), { status: 2, failures: '1', errors: '1' })
})

test('a report that goes into a file has what could not be read, in every format', () => {
  const cwd = one('Max_Retries = 3\n')
  for (const format of [
    'pretty',
    'compact',
    'json',
    'sarif',
    'github',
    'gitlab',
    'checkstyle',
    'junit',
    'rdjson',
  ]) {
    const words = ['--format', format, '-o', 'report', 'ecelerity.conf', 'none.conf']
    assert.is(lint(cwd, ...words).status, 2, format)
    const text = readFileSync(join(cwd, 'report'), 'utf8')
    assert.match(text, 'none.conf', format)
    assert.match(text, 'no such file or directory', format)
  }
  const { stdout } = lint(cwd, 'ecelerity.conf', 'none.conf')
  assert.is(stdout, 'ecelerity.conf\n1 file, 1 configuration (node): no findings, 1 not checked.\n')
})

test('colour without a terminal, when a variable forces it, and never in a file', () => {
  const cwd = one('Foreign = 1\n')
  for (const name of ['FORCE_COLOR', 'CLICOLOR_FORCE']) {
    const run = (...words: string[]) =>
      ecconf(['lint', ...words, 'ecelerity.conf'], { cwd, env: { [name]: '1' } })
    assert.match(run().stdout, '\x1b[31merror\x1b[39m')
    assert.not.match(run('--no-color').stdout, '\x1b')
    assert.not.match(run('--format', 'compact').stdout, '\x1b')
    run('-o', 'report')
    assert.not.match(readFileSync(join(cwd, 'report'), 'utf8'), '\x1b')
  }
})

test('names of files are links on a terminal that knows them, and nowhere else', async () => {
  const name = 'a\x1b]8;;x\x07.conf'
  const cwd = folderWith({ [name]: 'Max_Retries =\n' })
  const env = { FORCE_HYPERLINK: '1', TERM: 'xterm' }
  const { screen: output } = await ecconfOnTerminal(['lint', name], [], { cwd, env })
  assert.match(output, '\x1b]8;;file://')
  assert.match(output, '/a%1B%5D8%3B%3Bx%07.conf\x1b\\a\\x1b]8;;x\\x07.conf:1:')
  assert.not.match(output, '\x07')
  const plain = await ecconfOnTerminal(['lint', '--no-color', name], [], { cwd, env })
  assert.not.match(plain.screen, '\x1b]8')
  assert.not.match(
    ecconf(['lint', name], { cwd, env: { ...env, FORCE_COLOR: '1' } }).stdout,
    '\x1b]8',
  )
})

test.run()
