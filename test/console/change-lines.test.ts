import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Change, Configuration } from '../../src/config/index.js'
import { readChangeLines } from '../../src/console/index.js'
import { loadFiles } from '../tools/load-files.js'

const test = suite('lines of config set and config unset')

const load = (text: string): Promise<Configuration> =>
  loadFiles({ '/c/ecelerity.conf': text }, {}, {}, '/c/ecelerity.conf')

/** A change in few words: `set Logs file_mode 0600`. */
function inWords({ kind, path, option, ...rest }: Change): string {
  const { key, value } = rest as { key?: string; value?: string }
  const scopes = path.flatMap(({ name, instance }) => (instance ? [name, instance] : [name]))
  return [kind, ...scopes, option, key, value].filter((each) => each !== undefined).join(' ')
}

async function read(text: string, lines: string) {
  const { changes, wrong } = readChangeLines(await load(text), lines)
  return {
    changes: changes.map(({ line, change }) => `${line}: ${inWords(change)}`),
    wrong: wrong.map(({ line, reason }) => `${line}: ${reason}`),
  }
}

test('with and without the word config, with comments and blank lines', async () => {
  const lines = [
    '\ufeff# what changes',
    'config set logs file_mode 0600',
    '',
    '\t# Logs: no command says that',
    '  set  logs  dir_mode = "0750" ',
    'unset hostname',
    'config unset ec_logger ec_logger',
  ].join('\r\n')
  assert.equal(await read('Hostname = "a"\nec_logger "ec_logger" { }\n', lines), {
    changes: [
      '2: set Logs file_mode 0600',
      '5: set Logs dir_mode "0750"',
      '6: unset Hostname',
      '7: unset ec_logger ec_logger',
    ],
    wrong: [],
  })
})

test('elements and keys: --add and --remove behind set, and nowhere else', async () => {
  const lines = [
    'config set --add relay_hosts 10.0.0.0/8 ( "::1" )',
    'set --remove relay_hosts 127.0.0.1',
    'set --add control_listener authdigestmd5parameters realm=Here',
    'set --remove control_listener authdigestmd5parameters realm',
    'set relay_hosts --add 10.0.0.0/8',
    'unset --add relay_hosts',
  ].join('\n')
  assert.equal(await read('', lines), {
    changes: [
      '1: add-element Relay_Hosts 10.0.0.0/8',
      '1: add-element Relay_Hosts "::1"',
      '2: remove-element Relay_Hosts 127.0.0.1',
      '3: set-key Control_Listener AuthDigestMD5Parameters realm Here',
      '4: unset-key Control_Listener AuthDigestMD5Parameters realm',
    ],
    wrong: [
      "5: Invalid value '--add 10.0.0.0/8' for option 'Relay_Hosts': it is not one value; put it in double quotes",
      "6: '--add' is not a valid scope name in scope 'Global'",
    ],
  })
})

test('a string goes on over lines, and counts from where it begins', async () => {
  const lines = 'set note "a\nb"\nset nothing 1\n'
  assert.equal(await read('note = 1\n', lines), {
    changes: ['1: set note "a\nb"'],
    wrong: ["3: 'nothing' is not a valid option name in scope 'Global'"],
  })
})

test('each line that is wrong is told of, on one line', async () => {
  const lines = [
    'config reload',
    'show logs',
    'set',
    'config',
    'set logs file_mode 06x',
    'unset logs file_mode',
    'set logs file_mode "0600',
    'set hostname x',
  ].join('\n')
  assert.equal((await read('', lines)).wrong, [
    "1: 'reload' is not 'config set' or 'config unset'.",
    "2: 'show' is not 'config set' or 'config unset'.",
    '3: An option name is missing.',
    "4: '' is not 'config set' or 'config unset'.",
    "5: Invalid value '06x' for option 'file_mode': expected an octal mode such as 0640",
    "6: Option 'file_mode' is not set in scope 'Logs::'.",
    '7: A quote is not closed: "0600 set hostname x',
  ])
})

test('a line sees what the lines before it do', async () => {
  const lines = [
    'set binding b1 domain AOL.com gateway "x.example"',
    'set binding b1 domain aol.com max_retries 3',
    'unset binding b1 domain aol.com gateway',
    'unset binding b1',
    'unset binding b1',
    'set binding b1 domain aol.com max_retries 4',
  ].join('\n')
  assert.equal(await read('', lines), {
    changes: [
      '1: set Binding b1 Domain AOL.com Gateway "x.example"',
      '2: set Binding b1 Domain AOL.com Max_Retries 3',
      '3: unset Binding b1 Domain AOL.com Gateway',
      '4: unset Binding b1',
      '6: set Binding b1 Domain aol.com Max_Retries 4',
    ],
    wrong: ['5: Scope "Binding:b1:" does not exist.'],
  })
})

test('many lines are read as each would be behind the ones before it', async () => {
  const scope = fc.constantFrom(
    '',
    'binding b1 ',
    'Binding B1 ',
    'domain aol.com ',
    'Domain AOL.com ',
    'binding b1 domain aol.com ',
    'binding b1 domain "Aol.com" ',
  )
  const outbound = fc.constantFrom('gateway "x"', 'Max_Retries 4', 'routes ( "a:25" "b:25" )')
  const option = fc.constantFrom('gateway', 'Max_Retries', 'routes')
  const lists = fc.constantFrom('--add ', '--remove ')
  const line = fc.oneof(
    fc.tuple(scope, outbound).map(([path, rest]) => `set ${path}${rest}`),
    fc.tuple(scope, option).map(([path, rest]) => `unset ${path}${rest}`),
    scope.map((path) => `unset ${path}`),
    fc.tuple(lists, scope).map(([flag, path]) => `set ${flag}${path}routes "b:25"`),
    fc.constantFrom(
      'set ds_ldap enabled true',
      'set ds_ldap ds_ldap enabled false',
      'unset ds_ldap',
      'unset ds_ldap ds_ldap',
      'unset ds_ldap enabled',
      'set unknown x y 2',
      'set unknown X y 2',
      'set --add unknown x y 2',
      'unset unknown x y',
    ),
  )
  const text = fc.constantFrom(
    '',
    'Domain "AOL.com" { Gateway = g }\nBinding "b1" { }\n',
    'ds_ldap "ds_ldap" { Enabled = true }\nunknown "x" { y = ( 1 ) }\nMax_Retries = 3\n',
  )
  let read = 0
  await fc.assert(
    fc.asyncProperty(text, fc.array(line, { maxLength: 8 }), async (before, lines) => {
      const configuration = await load(before)
      const all = readChangeLines(configuration, lines.join('\n'))
      let now = configuration
      const expected: Change[] = []
      for (const each of lines) {
        const changes = readChangeLines(now, each).changes.map(({ change }) => change)
        expected.push(...changes)
        now = now.apply(changes)
      }
      read += expected.length
      assert.equal(
        all.changes.map(({ change }) => change),
        expected,
      )
      assert.is(all.changes.length + all.wrong.length >= lines.length, true)
    }),
    { numRuns: 500 },
  )
  assert.ok(read > 800, `only ${read} lines were right`)
})

test.run()
