import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { explainedCodes } from '../../src/diagnostics/explanations/index.js'
import { CODES } from '../../src/diagnostics/index.js'
import { ecconfOnTerminal } from '../tools/program.js'
import { residentEcconf as ecconf } from '../tools/resident.js'

const test = suite('explain')

const run = (...words: string[]) => ecconf(['explain', ...words])

test('a code: the text, both examples, the fix, how to switch it off', () => {
  const { status, stdout, stderr } = run('schema/unknown-option')
  assert.is(
    stdout,
    `schema/unknown-option                                                      error
The product has no option of this name

One unknown name and the product refuses the whole configuration; its own words
are \`No module provides capability\`. Mostly it is a slip of the fingers: the
finding names the option that comes nearest among those that are valid here, and
where the name is certain, \`--fix\` writes it.

An option of a module that the site wrote itself can be made known with a
schema: \`--schema FILE\`, or \`schemas\` in \`ecconf.json\`. What the product knows
of a name is told by \`ecconf option NAME\`.

Wrong

  ports.conf
    ESMTP_Listener {
      Listen ":587" {}
      Idle_Tiem = 300
    }

error  Unknown option "Idle_Tiem" in scope Esmtp_Listener  schema/unknown-option
  ┌─ ports.conf:3:3
2 │   Listen ":587" {}
3 │   Idle_Tiem = 300
  │   ^^^^^^^^^ Did you mean "Idle_Time"?
4 │ }

Right

  ports.conf
    ESMTP_Listener {
      Listen ":587" {}
      Idle_Time = 300
    }

Fix

  Write "Idle_Time": \`ecconf lint --fix\`.

Switch it off for

  one line   # ecconf-disable-next-line schema/unknown-option -- REASON
  one run    ecconf lint --rule schema/unknown-option=off
  a project  ecconf.json: { "rules": { "schema/unknown-option": "off" } }
`,
  )
  assert.equal([status, stderr], [0, ''])
})

test('what the parser finds cannot be switched off', () => {
  const { stdout } = run('syntax/colon')
  const sentence = 'It cannot be switched off: what stands behind it is read by guess.\n'
  assert.ok(stdout.endsWith(`\n\n${sentence}`), stdout)
  assert.not.match(stdout, '=off')
})

test('what is wrong with comments can be switched off, but not by a comment', () => {
  const { stdout } = run('settings/unused-suppression')
  assert.match(stdout, '\n  one run    ecconf lint --rule settings/unused-suppression=off\n')
  assert.not.match(stdout, '# ecconf-disable-next-line settings/unused-suppression')
})

test('a fix that is a guess is said to be one', () => {
  assert.match(
    run('syntax/unclosed-scope').stdout,
    `Fix

  Close the stanza: \`ecconf lint --fix --unsafe-fixes\`. It is a guess: look at
  the result.
`,
  )
})

test('a file beside the configuration: found in its own dialect', () => {
  const { stdout } = run('syntax/subcluster-marker')
  assert.match(stdout, '  mbus.conf\n    # Subcluster: east\n')
  assert.match(stdout, /^warning {2}.* syntax\/subcluster-marker\n {2}┌─ mbus\.conf:1:/m)
  assert.not.match(stdout, /switch(?:ed)? (?:it )?off/i)
})

test('what nobody sees is spelt out', () => {
  const { stdout } = run('syntax/invisible-character')
  assert.match(stdout, '    Security {\n      User<U+00A0>= "ecuser"\n    }\n')
})

test('lines fit into 80 columns, but for messages that are longer by themselves', () => {
  const wide = run(...explainedCodes())
    .stdout.split('\n')
    .filter((line) => [...line].length > 80)
  assert.equal(
    wide.filter((line) => !/^(?:info|warning|error) {2}/.test(line)),
    [],
  )
})

test('several codes, in any case: one page after the other', () => {
  const { status, stdout } = run('STYLE/array-comma', 'syntax/colon')
  assert.is(status, 0)
  assert.is(stdout, `${run('style/array-comma').stdout}\n${run('syntax/colon').stdout}`)
})

test('without a code: all of them, by prefix', () => {
  const { status, stdout } = run()
  assert.is(status, 0)
  assert.ok(
    stdout.startsWith(`syntax/  What cannot be read
  syntax/back-ticks           error    A string stands between back ticks
  syntax/binary-file          error    The file is no text at all
  syntax/colon                error    A \`:\` stands where \`=\` belongs
`),
  )
  assert.match(
    stdout,
    `
  schema/missing-instance              error    A stanza of a kind that needs a
                                                name has none
`,
  )
  for (const code of explainedCodes()) {
    assert.match(stdout, new RegExp(`^  ${code} +${CODES[code]}  `, 'm'))
  }
})

test('an unknown code: exit 1 with the nearest one', () => {
  const { status, stdout, stderr } = run('schema/unknow-option')
  assert.equal(
    [status, stdout, stderr],
    [1, '', 'There is no code "schema/unknow-option". Did you mean "schema/unknown-option"?\n'],
  )
})

test('the part behind the prefix is enough to be pointed to the code', () => {
  assert.is(
    run('missing-equals').stderr,
    'There is no code "missing-equals". Did you mean "syntax/missing-equals" or "style/missing-equals"?\n',
  )
  assert.is(
    run('style/colon').stderr,
    'There is no code "style/colon". Did you mean "syntax/colon"?\n',
  )
})

test('nothing comes near', () => {
  assert.is(run('wibble').stderr, 'There is no code "wibble". ecconf explain lists them all.\n')
})

test('--format json', () => {
  const { stdout } = run('style/array-comma', '--format', 'json')
  const { version, codes } = JSON.parse(stdout)
  assert.is(version, 1)
  assert.is(codes.length, 1)
  const [{ text, ...others }] = codes
  assert.ok(text.length > 0)
  assert.equal(others, {
    code: 'style/array-comma',
    severity: 'info',
    title: 'Commas stand between the elements of an array',
    wrong: {
      files: [
        {
          name: 'relay.conf',
          text: 'Relay_Hosts = ( "10.0.0.0/8", "192.0.2.7" )\n',
          readable: false,
        },
      ],
      flags: '',
    },
    right: {
      files: [
        {
          name: 'relay.conf',
          text: 'Relay_Hosts = ( "10.0.0.0/8" "192.0.2.7" )\n',
          readable: false,
        },
      ],
      flags: '',
    },
    fix: { title: 'Take the commas out', safety: 'safe' },
  })
})

test('--format json without a code', () => {
  const { codes } = JSON.parse(run('--format', 'json').stdout)
  assert.equal(
    codes.map(({ code, severity }: { code: string; severity: string }) => [code, severity]),
    explainedCodes().map((code) => [code, CODES[code]]),
  )
})

test('on a terminal: colours, and none with --no-color', async () => {
  const coloured = await ecconfOnTerminal(['explain', 'syntax/colon'])
  assert.match(coloured.screen, '\x1b[31merror\x1b[39m')
  const plain = await ecconfOnTerminal(['explain', 'syntax/colon', '--no-color'])
  assert.not.match(plain.screen, '\x1b')
})

test.run()
