import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadCommands } from '../../../cli/commands.js'
import { REPORT_FORMATS } from '../../../src/report/formats/names.js'
import { ecconfInTurn } from '../../tools/in-turn.js'
import { ecconf } from '../../tools/program.js'
import { scratch } from '../../tools/scratch.js'

const test = suite('names and values that a terminal would act upon')

const CLEAR = '\u001b[2J'
const TITLE = '\u001b]0;pwn\u0007'
const BROKEN = `b${CLEAR}.conf`
const SOUND = `c${CLEAR}.conf`
const FOLDER = `d${CLEAR}`

function hostileFolder(): string {
  const folder = scratch()
  const files = {
    'ecelerity.conf': `include "${TITLE}.conf"\ninclude "${BROKEN}"\ninclude "${SOUND}"\n`,
    [BROKEN]: 'Foo \u001b[31m= {',
    [SOUND]:
      'Message_Expiration = "\u001b[31mx"\n   Max_Retries=3\nDomain "\u001b[2Jd" { Gateway = "x" }\n',
    lines: 'config set max_retries 4\n',
    [`lines${CLEAR}`]: `config set ${CLEAR} 4\n`,
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  mkdirSync(join(folder, FOLDER))
  writeFileSync(join(folder, FOLDER, `e${CLEAR}.conf`), 'A = 1\n')
  return folder
}

const MAIN = ['-c', 'ecelerity.conf'] as const

/** What is run, by the name of the command. */
const RUNS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  lint: [
    [...MAIN],
    ['.'],
    [FOLDER],
    [SOUND],
    [`no${CLEAR}`],
    ['.', '--fix-dry-run'],
    ['.', '--write-baseline', `made${CLEAR}`],
    ['.', '--baseline', `made${CLEAR}`],
    ['.', '--baseline', `no${CLEAR}`],
    ['.', '--settings', `no${CLEAR}`],
    ['.', '--schema', `no${CLEAR}`],
    ['.', '-o', `report${CLEAR}`],
    ...REPORT_FORMATS.map((format) => ['.', '--format', format]),
  ],
  explain: [[`x${CLEAR}`]],
  option: [[`x${CLEAR}`]],
  show: [[...MAIN], ['domain', `${CLEAR}d`, ...MAIN], [`x${CLEAR}`, ...MAIN]],
  showrecurse: [[...MAIN]],
  get: [
    ['message_expiration', ...MAIN],
    [`x${CLEAR}`, ...MAIN],
  ],
  eval: [['message_expiration', ...MAIN]],
  why: [
    ['message_expiration', ...MAIN],
    ['domain', `${CLEAR}d`, 'gateway', ...MAIN],
  ],
  locate: [['domain', ...MAIN]],
  files: ['text', 'json', 'dot', 'mermaid'].map((format) => [...MAIN, '--format', format]),
  set: [
    ['max_retries', '4', '--dry-run', ...MAIN],
    ['message_expiration', '4', '--dry-run', ...MAIN],
    ['message_expiration', '4', '--dry-run', '--side-by-side', ...MAIN],
    ['max_retries', CLEAR, '--dry-run', ...MAIN],
    ['max_retries', '5', '--write', '-m', `why${CLEAR}`, ...MAIN],
  ],
  unset: [['max_retries', '--dry-run', ...MAIN]],
  history: [[...MAIN], ['1', ...MAIN]],
  rollback: [['1', '--dry-run', ...MAIN]],
  confirm: [[...MAIN]],
  plan: [
    ['lines', '-o', `plan${CLEAR}`, ...MAIN],
    ['lines', '-o', '-', ...MAIN],
    [`lines${CLEAR}`, ...MAIN],
  ],
  apply: [[`plan${CLEAR}`], [`no${CLEAR}`]],
  diff: [[], ['--text'], ['--as-commands'], ['--all']].map((flags) => [
    'ecelerity.conf',
    SOUND,
    ...flags,
  ]),
  page: [
    ['ecelerity.conf', '-o', '-'],
    ['ecelerity.conf', SOUND, '-o', '-'],
    ['-o', `page${CLEAR}`, SOUND],
    [`no${CLEAR}`, '-o', '-'],
  ],
  serve: [[`no${CLEAR}`], ['--port', CLEAR]],
  merge: [
    ['--check', SOUND, BROKEN, SOUND],
    ['--check', SOUND, SOUND, FOLDER],
  ],
  fmt: [['.'], ['--check', '.'], ['--diff', '.'], ['--check', SOUND], ['--diff', SOUND], [BROKEN]],
  edit: [[`no${CLEAR}`], [...MAIN]],
  'overlay apply': [
    ['ecelerity.conf', SOUND, '--dry-run'],
    ['ecelerity.conf', BROKEN, '--dry-run'],
  ],
  passwd: [
    ['-f', `no${CLEAR}/users`, `u${CLEAR}`],
    ['-f', SOUND, 'user'],
    ['-f', FOLDER, 'user'],
  ],
  agent: [[...MAIN], ['-c', SOUND], ['-c', `no${CLEAR}`], [...MAIN, '--exec', `"${CLEAR}`]],
  drift: [
    [...MAIN, '--node-config', SOUND],
    [...MAIN, '--wait', CLEAR],
    ['-c', `no${CLEAR}`],
  ],
  'audit verify': [[SOUND], [`no${CLEAR}`], [FOLDER]],
  'overlay show': [['ecelerity.conf', SOUND]],
  'overlay check': [
    ['ecelerity.conf', SOUND],
    ['ecelerity.conf', `no${CLEAR}`],
  ],
  'overlay remove': [['ecelerity.conf', SOUND, '--dry-run']],
}

/** What they print is a file to be used, nothing of any file, or JSON for an editor. */
const NOT_RUN = ['dump', 'completion', 'lsp']

const folder = hostileFolder()

for (const [command, runs] of Object.entries(RUNS)) {
  test(`${command} prints none of it as it is`, () => {
    const lines = runs.map((words) => [...command.split(' '), ...words])
    for (const [at, { stdout, stderr }] of ecconfInTurn(lines, { cwd: folder }).entries()) {
      const words = lines[at]
      assert.ok(`${stdout}${stderr}` !== '', `${words}`)
      assert.not.match(stdout, /[\u0007\u001b]/, `${words}`)
      assert.not.match(stderr, /[\u0007\u001b]/, `${words}`)
      assert.not.match(stderr, 'internal error')
    }
  })
}

test('every command is run', async () => {
  const names = (await loadCommands()).map(({ name }) => name)
  assert.equal([...Object.keys(RUNS), ...NOT_RUN].sort(), names.sort())
})

test('they can be seen in what is said', () => {
  const { stderr } = ecconf(['files', ...MAIN], { cwd: folder })
  assert.match(stderr, 'ecconf: b\\x1b[2J.conf:1:')
  assert.match(stderr, 'Included file "\\x1b]0;pwn\\x07.conf" was not found')
  const { stdout } = ecconf(['fmt', '--check', SOUND], { cwd: folder })
  assert.is(stdout, 'c\\x1b[2J.conf\n')
})

test('a line end in a name makes no line of its own', () => {
  const other = scratch()
  const name = 'a\necconf: all is well.conf'
  writeFileSync(join(other, 'ecelerity.conf'), `include "${name}"\n`)
  writeFileSync(join(other, name), 'Foo = {')
  for (const words of [
    ['files', ...MAIN],
    ['show', ...MAIN],
    ['fmt', '--check', '.'],
    ['lint', '.'],
  ]) {
    const { stdout, stderr } = ecconf(words, { cwd: other })
    assert.not.match(`${stdout}${stderr}`, /^ecconf: all is well/m, `${words}`)
  }
})

test('files that are to be used hold what they hold', () => {
  const raw = ecconf(['get', '--raw', 'message_expiration', ...MAIN], { cwd: folder })
  assert.is(raw.stdout, '\u001b[31mx\n')
  const formatted = ecconf(['fmt', SOUND], { cwd: folder })
  assert.match(formatted.stdout, 'Message_Expiration = "\u001b[31mx"')
})

test.run()
