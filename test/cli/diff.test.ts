import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf } from '../tools/program.js'
import { scratch } from '../tools/scratch.js'
import { folderWith } from './folders.js'

const test = suite('ecconf diff')

const OLD = `Message_Expiration = 86400
Max_Retries = "10"
Suspend_Delivery = enabled
Domain "yahoo.com" { }
Domain "aol.com" { Max_Retries = 4 }
Domain "/\\.de$/" { Gateway = "a" }
Domain "/\\.x$/" { Gateway = "b" }
Binding "b7" {
  Domain "aol.com" { Max_Retries = 5 }
}
include "db.conf"
ds_core { }
`
const NEW = `Message_Expiration = 43200
Max_Retries = 10
Suspend_Delivery = true
Domain "yahoo.com" { }
Domain "aol.com" { Max_Retries = 4 }
Domain "/\\.x$/" { Gateway = "b" }
Domain "/\\.de$/" { Gateway = "a" }
Domain "/\\.fr$/" { Gateway = "relay.example.fr" }
Binding "b7" {
  Domain "aol.com" { }
}
include "db.conf"
SNMP { }
`
const DATABASE = 'Datasource "ecdb" { uri = ( "pgsql:host=db1;password=hunter22" ) }\n'

/** Two configurations side by side. */
function sides(
  before = OLD,
  after = NEW,
  database = DATABASE.replace('hunter22', 'geheim33'),
): string {
  const root = scratch()
  for (const [folder, main, db] of [
    ['old', before, DATABASE],
    ['new', after, database],
  ] as const) {
    mkdirSync(join(root, folder))
    writeFileSync(join(root, folder, 'ecelerity.conf'), main)
    writeFileSync(join(root, folder, 'db.conf'), db)
  }
  return root
}

const FILES = ['old/ecelerity.conf', 'new/ecelerity.conf']
const run = (root: string, ...words: string[]) =>
  ecconf(['diff', ...FILES, ...words], { cwd: root })

test('what is added, removed and changed in effect, with who falls back to it', () => {
  const { status, stdout, stderr } = run(sides())
  assert.equal([status, stderr], [1, ''])
  assert.is(
    stdout,
    `~ Message_Expiration                             86400 → 43200   (6 domains and 1 binding fall back to it)
~ Domain "/\\.x$/"                                now before Domain "/\\.de$/"
- Binding "b7" > Domain "aol.com"  Max_Retries   5               (now 4, from Domain "aol.com")
~ Datasource "ecdb"  uri                         ( "pgsql:host=db1;password=**** (changed)" )
- ds_core                                        { }
+ Domain "/\\.fr$/"  Gateway                      "relay.example.fr"
+ SNMP                                           { }
= 2 differences in spelling only (--all shows them)
`,
  )
})

test('--all shows those in spelling too', () => {
  const { stdout } = run(sides(), '--all')
  const lines = stdout.split('\n').filter((line) => line.startsWith('='))
  assert.equal(lines, [
    '= Max_Retries                                    "10" → 10',
    '= Suspend_Delivery                               enabled → true',
  ])
})

test('--show-secrets shows what has changed in a secret', () => {
  const { stdout } = run(sides(), '--show-secrets')
  assert.match(stdout, 'password=hunter22" ) → ( "pgsql:host=db1;password=geheim33" )\n')
})

test('the same in effect: exit 0, and nothing in a pipe', () => {
  const same = run(sides(OLD, OLD, DATABASE))
  assert.equal([same.status, same.stdout, same.stderr], [0, '', ''])
  const spelt = run(sides(OLD, OLD.replace('enabled', 'on'), DATABASE))
  assert.equal(
    [spelt.status, spelt.stdout],
    [0, '= 1 difference in spelling only (--all shows it)\n'],
  )
})

test('--as-commands: lines of the console; what must not be run as it stands is a comment', () => {
  const { status, stdout, stderr } = run(sides(), '--as-commands')
  assert.is(status, 1)
  assert.is(
    stdout,
    `config unset Domain "/\\.de$/"
config unset Binding b7 Domain aol.com Max_Retries
config unset ds_core
config set Message_Expiration 43200
config set Domain "/\\.de$/" Gateway "a"
config set Domain "/\\.fr$/" Gateway "relay.example.fr"
# config set Datasource ecdb uri ( "pgsql:host=db1;password=****" )
# no command makes SNMP, which is empty
`,
  )
  assert.is(
    stderr,
    `ecconf: 1 command holds a secret and is a comment here: --show-secrets prints them whole.
ecconf: 1 difference is beyond the commands of the console, and a comment here.
`,
  )
})

test('--as-commands --show-secrets: the line is whole', () => {
  const { status, stdout, stderr } = run(sides(OLD, OLD), '--as-commands', '--show-secrets')
  assert.equal(
    [status, stdout, stderr],
    [1, 'config set Datasource ecdb uri ( "pgsql:host=db1;password=geheim33" )\n', ''],
  )
  const same = run(sides(OLD, OLD, DATABASE), '--as-commands')
  assert.equal([same.status, same.stdout], [0, ''])
})

test('an option that the product does not know is nothing for the console', () => {
  const root = sides(OLD, `${OLD}No_Such = 1\n`, DATABASE)
  const { status, stdout, stderr } = run(root, '--as-commands')
  assert.is(status, 1)
  assert.is(
    stdout,
    "# Global: 'No_Such' is not a valid option name in scope 'Global'\n# config set No_Such 1\n",
  )
  assert.match(stderr, '1 difference is beyond the commands of the console')
})

test('--text: a unified diff of each pair of files, a secret masked', () => {
  const { status, stdout } = run(sides(OLD, OLD), '--text')
  assert.is(status, 1)
  assert.is(
    stdout,
    `--- old/db.conf
+++ new/db.conf
@@ -1,1 +1,1 @@
-Datasource "ecdb" { uri = ( "pgsql:host=db1;password=****" ) }
+Datasource "ecdb" { uri = ( "pgsql:host=db1;password=**** (changed)" ) }
`,
  )
  const same = run(sides(OLD, OLD, DATABASE), '--text')
  assert.equal([same.status, same.stdout], [0, ''])
})

test('--text: a file that only one side reads', () => {
  const { stdout } = run(sides('a = 1\n', 'include "db.conf"\n'), '--text')
  assert.match(stdout, '--- old/ecelerity.conf\n+++ new/ecelerity.conf\n')
  assert.match(stdout, '--- /dev/null\n+++ new/db.conf\n@@ -0,0 +1,1 @@\n')
})

test('--format json: each difference with both places and who falls back to it', () => {
  const after = OLD.replace('86400', '43200').replace('enabled', 'on')
  const { status, stdout } = run(sides(OLD, after, DATABASE), '--format', 'json')
  assert.is(status, 1)
  assert.equal(JSON.parse(stdout), {
    version: 1,
    before: 'old/ecelerity.conf',
    after: 'new/ecelerity.conf',
    same: false,
    differences: [
      {
        kind: 'option',
        change: 'changed',
        scope: 'Global',
        path: [],
        option: 'Message_Expiration',
        before: { value: 86400, text: '86400', file: 'old/ecelerity.conf', line: 1, column: 1 },
        after: { value: 43200, text: '43200', file: 'new/ecelerity.conf', line: 1, column: 1 },
        fallBackToIt: [
          'Domain "yahoo.com"',
          'Domain "aol.com"',
          'Domain "/\\.de$/"',
          'Domain "/\\.x$/"',
          'Binding "b7"',
          'Binding "b7" > Domain "aol.com"',
        ],
      },
    ],
    spelling: [
      {
        kind: 'option',
        change: 'spelling',
        scope: 'Global',
        path: [],
        option: 'Suspend_Delivery',
        before: { value: true, text: 'enabled', file: 'old/ecelerity.conf', line: 3, column: 1 },
        after: { value: true, text: 'on', file: 'new/ecelerity.conf', line: 3, column: 1 },
      },
    ],
  })
})

test('--format json masks a secret, and says when only that differs', () => {
  const { stdout } = run(sides(OLD, OLD), '--format', 'json')
  assert.not.match(stdout, /hunter22|geheim33/)
  assert.is(JSON.parse(stdout).differences[0].onlySecret, true)
})

test('one side may come from standard input', () => {
  const root = sides(OLD, OLD, DATABASE)
  const words = ['diff', '-', 'old/ecelerity.conf', '--stdin-filename', 'old/ecelerity.conf']
  const input = OLD.replace('86400', '1')
  const { status, stdout } = ecconf(words, { cwd: root, input })
  assert.is(status, 1)
  assert.match(stdout, /^~ Message_Expiration {3}1 → 86400 /)
})

test('what cannot be read: exit 2, a line that says what', () => {
  const missing = ecconf(['diff', 'old/ecelerity.conf', 'nowhere.conf'], { cwd: sides() })
  assert.equal(
    [missing.status, missing.stdout, missing.stderr],
    [2, '', 'ecconf: nowhere.conf: no such file or directory\n'],
  )
  const few = ecconf(['diff', 'old/ecelerity.conf'], { cwd: sides() })
  assert.equal(
    [few.status, few.stderr],
    [2, 'ecconf: ecconf diff needs A and B. See ecconf diff --help.\n'],
  )
  const both = run(sides(), '--text', '--as-commands')
  assert.equal([both.status, both.stderr], [2, 'ecconf: Either --text or --as-commands\n'])
})

test('wrong text: the rest is compared, but no commands are made of it', () => {
  const root = sides(OLD, `${OLD}x =\n`, DATABASE)
  const { status, stdout, stderr } = run(root)
  assert.equal([status, stdout], [1, ''])
  assert.match(stderr, /^ecconf: new\/ecelerity\.conf:13:3: The value of "x" is missing/)
  const commands = run(root, '--as-commands')
  assert.equal([commands.status, commands.stdout], [1, ''])
  assert.match(commands.stderr, 'What cannot be read might be lost: no commands are made of it.\n')
})

/** Two checkouts of a node, each with its own file behind an absolute include. */
function checkouts(): string {
  const main = 'readonly_include "/opt/msys/etc/installer/ecelerity.d/site.conf"\n'
  const site = 'opt/msys/etc/installer/ecelerity.d/site.conf'
  return folderWith({
    'old/conf/ecelerity.conf': main,
    'new/conf/ecelerity.conf': main,
    [`old/${site}`]: 'Max_Retries = 5\n',
    [`new/${site}`]: 'Max_Retries = 50\n',
  })
}
const CHECKOUTS = ['diff', 'old/conf/ecelerity.conf', 'new/conf/ecelerity.conf']

test('two checkouts are read each below its own sysroot', () => {
  const cwd = checkouts()
  const words = [...CHECKOUTS, '--sysroot-a', 'old', '--sysroot-b', 'new']
  assert.equal(ecconf(words, { cwd }), {
    status: 1,
    stdout: '~ Max_Retries   5 → 50\n',
    stderr: '',
  })
  const commands = ecconf([...words, '--as-commands'], { cwd })
  assert.equal([commands.status, commands.stdout], [1, 'config set Max_Retries 50\n'])
  const text = ecconf([...words, '--text'], { cwd })
  assert.match(text.stdout, '-Max_Retries = 5\n+Max_Retries = 50\n')
})

test('a side outside of the sysroot that is given for both is refused', () => {
  const cwd = checkouts()
  const refused = (folder: string, file: string) => ({
    status: 2,
    stdout: '',
    stderr: `ecconf: ${file} lies outside of the sysroot ${folder}, where the files that it includes would be looked for: name the sysroot of each side with --sysroot-a and --sysroot-b\n`,
  })
  const [, a = '', b = ''] = CHECKOUTS
  assert.equal(ecconf([...CHECKOUTS, '--sysroot', 'old'], { cwd }), refused('old', b))
  assert.equal(ecconf([...CHECKOUTS, '--sysroot', 'new'], { cwd }), refused('new', a))
  const half = [...CHECKOUTS, '--sysroot', 'old', '--sysroot-a', 'old']
  assert.equal(ecconf(half, { cwd }), refused('old', b))
  const whole = ecconf([...CHECKOUTS, '--sysroot', 'old', '--sysroot-b', 'new'], { cwd })
  assert.is(whole.stdout, '~ Max_Retries   5 → 50\n')
})

test('a side outside of its own sysroot is refused, and no other files are compared', () => {
  const cwd = checkouts()
  for (const [a, b, file, root] of [
    ['old', 'old', CHECKOUTS[2], 'old'],
    ['new', 'old', CHECKOUTS[1], 'new'],
  ] as const) {
    assert.equal(ecconf([...CHECKOUTS, '--sysroot-a', a, '--sysroot-b', b], { cwd }), {
      status: 2,
      stdout: '',
      stderr: `ecconf: ${file} lies outside of the sysroot ${root}, where the files that it includes would be looked for\n`,
    })
  }
})

test('a bare name that is found along the search path lies in the sysroot', () => {
  const cwd = checkouts()
  const words = ['diff', 'ecelerity.conf', 'old/conf/ecelerity.conf', '--sysroot', 'old']
  const found = ecconf([...words, '--search-path', '/conf'], { cwd })
  assert.equal(found, { status: 0, stdout: '', stderr: '' })
})

test('a link inside of the sysroot to another checkout lies outside', () => {
  const cwd = checkouts()
  symlinkSync(join(cwd, 'new/conf/ecelerity.conf'), join(cwd, 'old/conf/new.conf'))
  const words = ['diff', 'old/conf/ecelerity.conf', 'old/conf/new.conf', '--sysroot', 'old']
  const { status, stderr } = ecconf(words, { cwd })
  assert.is(status, 2)
  assert.match(stderr, 'ecconf: old/conf/new.conf lies outside of the sysroot old')
})

test('the sysroot of settings that both sides share is for both or for none', () => {
  const cwd = checkouts()
  writeFileSync(join(cwd, 'ecconf.json'), '{ "sysroot": "old" }\n')
  const { status, stdout, stderr } = ecconf(CHECKOUTS, { cwd })
  assert.equal([status, stdout], [2, ''])
  assert.match(stderr, 'new/conf/ecelerity.conf lies outside of the sysroot')
  for (const side of ['old', 'new']) {
    writeFileSync(join(cwd, side, 'ecconf.json'), '{ "sysroot": "." }\n')
  }
  assert.is(ecconf(CHECKOUTS, { cwd }).stdout, '~ Max_Retries   5 → 50\n')
})

test.run()
