import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadCommands } from '../../cli/commands.js'
import { ecconf } from '../tools/program.js'

const test = suite('the command line')

const commands = await loadCommands()

test('help lists every command of this version and no other', () => {
  const { status, stdout } = ecconf(['--help'])
  assert.is(status, 0)
  for (const { name } of commands) assert.match(stdout, `ecconf ${name.split(' ')[0]}`)
  for (const later of ['lsp', 'serve']) {
    assert.not.match(stdout, `ecconf ${later}`)
  }
})

for (const { name, flags } of commands) {
  test(`${name} --help explains its flags`, () => {
    const { status, stdout } = ecconf([...name.split(' '), '--help'])
    assert.is(status, 0)
    for (const { describe } of Object.values(flags)) {
      assert.match(stdout.replace(/\s+/g, ' '), describe.split(' ').slice(0, 3).join(' '))
    }
  })
}

const wrong: Record<string, [string[], string]> = {
  'no command': [[], 'Which command? See ecconf --help.'],
  'an unknown command': [['lnit'], 'There is no command "lnit". ecconf --help lists them.'],
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
})

test('the version', () => {
  assert.match(ecconf(['--version']).stdout, /^\d+\.\d+\.\d+\n$/)
})

test.run()
