import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { fastArguments } from '../../cli/arguments/fast-arguments.js'
import { loadCommands } from '../../cli/commands.js'
import { HELPS } from '../../cli/help/helps.js'
import { productProgram, productProgramNames } from '../../cli/product-programs.js'
import { ecconf } from '../tools/program.js'

const test = suite('the command line')

const commands = await loadCommands()

test('help lists every command of this version and no other', () => {
  const { status, stdout } = ecconf(['--help'])
  assert.is(status, 0)
  for (const { name } of commands) assert.match(stdout, `ecconf ${name.split(' ')[0]}`)
  const listed = [...stdout.matchAll(/^ {2}ecconf (\w+)/gm)].map(([, name]) => name)
  const known = commands.map(({ name }) => name.split(' ')[0])
  assert.equal(
    listed.filter((name) => !known.includes(name)),
    [],
  )
})

for (const { name, flags } of commands) {
  test(`${name} --help explains its flags`, () => {
    const { status, stdout } = ecconf([...name.split(' '), '--help'])
    assert.is(status, 0)
    assert.match(stdout, /\nExamples:\n {2}\S.*\n {6}\S/)
    assert.match(stdout, /\nExit status:\n {2}0 {2}/)
    for (const { describe } of Object.values(flags)) {
      assert.match(stdout.replace(/\s+/g, ' '), describe.split(' ').slice(0, 3).join(' '))
    }
  })
}

const wrong: Record<string, [string[], string]> = {
  'no command': [[], 'Which command? See ecconf --help.'],
  'an unknown command': [['bogus'], 'There is no command "bogus". ecconf --help lists them.'],
  'a mistyped command': [
    ['lnit'],
    'There is no command "lnit". Did you mean "lint"? ecconf --help lists them.',
  ],
  'a mistyped command of a group': [
    ['overlay', 'aply'],
    'Which one? Did you mean "overlay apply"? There are ecconf overlay apply, ecconf overlay show, ecconf overlay check, ecconf overlay remove',
  ],
  'a mistyped flag': [
    ['lint', '--max-warning', '3'],
    'Unknown argument: max-warning. Did you mean --max-warnings? See ecconf lint --help.',
  ],
  'several unknown flags': [
    ['get', '--nonsense', '--other'],
    'Unknown arguments: nonsense, other. See ecconf get --help.',
  ],
  'a mistyped flag of another program': [
    ['eccmgr', '--sysrot', 'x'],
    'Unknown argument: sysrot. Did you mean --sysroot? See eccmgr --help.',
  ],
  'help for what is no command': [
    ['help', 'bogus'],
    'There is no command "bogus". ecconf --help lists them.',
  ],
  'an unknown flag': [['lint', '--bogus'], 'Unknown argument: bogus. See ecconf lint --help.'],
  'a flag without its value': [
    ['files', '-c'],
    'Not enough arguments following: c. See ecconf files --help.',
  ],
}

for (const [what, [words, message]] of Object.entries(wrong)) {
  test(`${what}: one line, exit 2`, () => {
    const { status, stdout, stderr } = ecconf(words)
    assert.equal([status, stdout, stderr], [2, '', `ecconf: ${message}\n`])
  })
}

test('a choice that is none', () => {
  const { status, stderr } = ecconf(['files', '--format', 'xml'])
  assert.is(status, 2)
  assert.match(stderr, /^ecconf: Invalid values: .*Choices: "text", "json"/)
  assert.not.match(stderr, 'Did you mean')
  assert.match(ecconf(['files', '--format', 'jsn']).stderr, ' Did you mean "json"? See ecconf')
})

test('the version', () => {
  assert.match(ecconf(['--version']).stdout, /^\d+\.\d+\.\d+\n$/)
  assert.is(ecconf(['-V']).stdout, ecconf(['--version']).stdout)
})

test('help by other names', () => {
  const help = ecconf(['--help'])
  assert.is(help.status, 0)
  assert.equal(ecconf(['-h']), help)
  assert.equal(ecconf(['help']), help)
  assert.equal(ecconf(['help', 'lint']), ecconf(['lint', '--help']))
  assert.equal(ecconf(['lint', '-h']), ecconf(['lint', '--help']))
  assert.equal(ecconf(['help', 'overlay', 'apply']), ecconf(['overlay', 'apply', '--help']))
  assert.equal(ecconf(['help', 'overlay']), ecconf(['overlay', '--help']))
})

test('an example has only words and flags that its command takes', async () => {
  const programs = await Promise.all(productProgramNames.map((name) => productProgram(name)))
  const all = [...commands, ...programs.flatMap((program) => program ?? [])]
  assert.equal(Object.keys(HELPS).sort(), all.map(({ name }) => name).sort())
  for (const command of all.filter(({ plainWords }) => !plainWords)) {
    const own = commands.includes(command) ? `ecconf ${command.name}` : command.name
    let found = 0
    for (const [line] of HELPS[command.name]?.examples ?? []) {
      const [, words] = line.split(new RegExp(`\\b${own}(?= |$)`))
      if (words === undefined) continue
      found++
      const typed = words.split(/ [|<>]|\)/)[0]?.match(/"[^"]*"|\S+/g) ?? []
      assert.ok(fastArguments(command, typed), line)
    }
    assert.ok(found > 0, command.name)
  }
})

test.run()
