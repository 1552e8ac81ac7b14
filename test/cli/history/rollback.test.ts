import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf, ecconfOnTerminal } from '../../tools/program.js'
import { read, run, type Site, site, steady, TEXT, USER } from './site.js'

const test = suite('ecconf rollback')

test('the preview: what, which files, what changes in effect, the diff', () => {
  const files = site()
  run(files, 'set', 'message_expiration', '43200', '--write', '-m', 'too long')
  const { status, stdout, stderr } = run(files, 'rollback', '1')
  assert.equal([status, stderr], [0, 'Nothing was written: --write writes.\n'])
  assert.is(
    steady(stdout),
    `Take back change 1   set by ${USER}, T

  why     too long
  files   ecelerity.conf: as it was before

In effect:
~ Message_Expiration   43200 → 86400   (1 domain falls back to it)
restart no

--- ecelerity.conf
+++ ecelerity.conf
@@ -1,4 +1,4 @@
-Message_Expiration = 43200
+Message_Expiration = 86400
 Datasource "d" {
   uri = ( "pgsql:host=db;password=****" )
 }
`,
  )
  assert.is(read(files), TEXT.replace('86400', '43200'))
  assert.equal(
    run(files, 'rollback', '1', '--write', '-m', 'sorry').stderr,
    'Written: ecelerity.conf\n',
  )
  assert.is(read(files), TEXT)
  const { entries } = JSON.parse(run(files, 'history', '--format', 'json').stdout)
  assert.equal(
    entries.map(({ number, command, rollsBack, message, state }: Record<string, unknown>) => [
      number,
      command,
      rollsBack,
      message,
      state,
    ]),
    [
      [2, 'rollback', 1, 'sorry', 'done'],
      [1, 'set', undefined, 'too long', 'taken-back'],
    ],
  )
})

test('a secret is masked', () => {
  const files = site()
  run(files, 'set', 'datasource', 'd', 'uri', '( "pgsql:host=db;password=secret2" )', '--write')
  const { stdout } = run(files, 'rollback', '1', '--write')
  assert.not.match(stdout, 'secret')
  assert.match(stdout, '~ Datasource "d"  uri   ( "pgsql:host=db;password=**** (changed)" )\n')
  assert.is(read(files), TEXT)
})

/** Kinds of changes: the texts before, and the command that changes them. */
const KINDS: Record<string, [text: string, words: readonly string[]]> = {
  'a value': [TEXT, ['set', 'message_expiration', '1']],
  'a new option': [TEXT, ['set', 'domain', 'yahoo.com', 'max_retries', '3']],
  'a new scope': [TEXT, ['set', 'binding', 'b', 'domain', 'aol.com', 'gateway', 'x']],
  'an element': [
    'Relay_Hosts = (\r\n  "10.0.0.1"\r\n  "10.0.0.2"\r\n)\r\n',
    ['set', '--add', 'relay_hosts', '10.0.0.3'],
  ],
  'an element out': ['Relay_Hosts = ( "a", "b" )', ['set', '--remove', 'relay_hosts', 'a']],
  'an option out': [TEXT, ['unset', 'domain', 'yahoo.com', 'gateway']],
  'a scope out': [TEXT, ['unset', 'datasource', 'd']],
  'an overlay': [TEXT, ['overlay', 'apply', 'ecelerity.conf', 'overlay.conf']],
  'a fix': ['Message_Expiraton = 1 # é\n', ['lint', '--fix', '--unsafe-fixes', 'ecelerity.conf']],
  format: ['Message_Expiration=1\n\n\n\nMax_Retries   =  2', ['fmt', 'ecelerity.conf']],
}

for (const [what, [text, words]] of Object.entries(KINDS)) {
  test(`${what} is taken back to the byte, and done again`, () => {
    const files = site(text)
    writeFileSync(join(files.root, 'overlay.conf'), 'Message_Expiration = 2\n')
    const isOnFile = words.includes('ecelerity.conf')
    const flags = isOnFile ? [] : ['-c', 'ecelerity.conf']
    const made = ecconf([...words, '--write', ...flags], { cwd: files.root })
    assert.match(made.stderr, 'Written: ecelerity.conf\n')
    const after = read(files)
    assert.is.not(after, text)
    assert.is(run(files, 'rollback', '1', '--write').status, 0)
    assert.is(read(files), text)
    assert.is(run(files, 'rollback', '2', '--write').status, 0)
    assert.is(read(files), after)
    assert.is(run(files, 'rollback', '3', '--write').status, 0)
    assert.is(read(files), text)
    assert.equal(readdirSync(files.root).sort(), ['.ecconf', 'ecelerity.conf', 'overlay.conf'])
    assert.equal(readdirSync(join(files.root, '.ecconf/journal')), [])
  })
}

/** A configuration with a local changes file that is not there yet. */
function withLocalChanges(): Site {
  return site('Local_Changes_File = "local.conf"\nreadonly_include "fixed.conf"\n')
}

test('a file that a change made is taken away, and made again', () => {
  const files = withLocalChanges()
  writeFileSync(join(files.root, 'fixed.conf'), 'Max_Retries = 5\n')
  assert.match(run(files, 'set', 'max_retries', '6', '--write').stderr, /^Written: local\.conf\n/m)
  const made = readFileSync(join(files.root, 'local.conf'))
  const preview = run(files, 'rollback', '1')
  assert.match(preview.stdout, '  files   local.conf: is taken away: the change made it\n')
  assert.match(preview.stdout, '~ Max_Retries   6 → 5\n')
  const back = run(files, 'rollback', '1', '--write')
  assert.equal([back.status, back.stderr], [0, 'Removed: local.conf\n'])
  assert.is(existsSync(join(files.root, 'local.conf')), false)

  const again = run(files, 'rollback', '2', '--write')
  assert.match(again.stdout, '  files   local.conf: comes back\n')
  assert.equal([again.status, again.stderr], [0, 'Written: local.conf\n'])
  assert.equal(readFileSync(join(files.root, 'local.conf')), made)
})

test('what was changed since stays', () => {
  const files = site()
  run(files, 'set', 'message_expiration', '43200', '--write')
  run(files, 'set', 'domain', 'yahoo.com', 'gateway', 'relay2', '--write')
  writeFileSync(files.main, `# by hand\n${read(files)}`)
  const { status, stdout } = run(files, 'rollback', '1', '--write')
  assert.is(status, 0)
  assert.match(
    stdout,
    '  files   ecelerity.conf: was changed since; only what the change did goes\n',
  )
  assert.is(read(files), `# by hand\n${TEXT.replace('"relay1"', '"relay2"')}`)
})

test('a later change of the same is in the way', () => {
  const files = site()
  run(files, 'set', 'message_expiration', '1', '--write')
  run(files, 'set', 'domain', 'yahoo.com', 'gateway', 'x', '--write')
  run(files, 'set', 'message_expiration', '2', '--write')
  const before = read(files)
  const { status, stdout, stderr } = run(files, 'rollback', '1', '--write')
  assert.equal([status, stdout], [1, ''])
  assert.is(
    stderr,
    `ecelerity.conf:1: Message_Expiration was changed by change 3 since, so change 1 cannot be taken back
  Take change 3 back first: ecconf rollback 3
`,
  )
  assert.is(read(files), before)
  assert.is(run(files, 'rollback', '3', '--write').status, 0)
  assert.is(run(files, 'rollback', '1', '--write').status, 0)
  assert.is(read(files), TEXT.replace('"relay1"', '"x"'))
})

test('what was changed by hand is in the way', () => {
  const files = site()
  run(files, 'set', 'message_expiration', '1', '--write')
  writeFileSync(files.main, TEXT.replace('86400', '7'))
  const { status, stderr } = run(files, 'rollback', '1', '--write')
  assert.is(status, 1)
  assert.is(
    stderr,
    `ecelerity.conf:1: Message_Expiration was changed by hand since, so change 1 cannot be taken back
  Change it by hand to what it should be.
`,
  )
})

test('what was done by hand already, and what is taken back already', () => {
  const files = site()
  run(files, 'set', 'message_expiration', '1', '--write')
  writeFileSync(files.main, TEXT)
  const done = run(files, 'rollback', '1', '--write')
  assert.equal(
    [done.status, done.stdout, done.stderr],
    [0, 'ecelerity.conf: holds already what it held before change 1\n', ''],
  )
  run(files, 'set', 'message_expiration', '1', '--write')
  run(files, 'rollback', '2', '--write')
  const twice = run(files, 'rollback', '2', '--write')
  assert.equal([twice.status, twice.stdout], [1, ''])
  assert.is(
    twice.stderr,
    'Change 2 is taken back already, by change 3.\n  To have it again: ecconf rollback 3\n',
  )
})

test('an edit that broke the syntax is taken back', () => {
  const files = site()
  const { status } = ecconf(['edit', '-c', 'ecelerity.conf', '--write', '--force'], {
    cwd: files.root,
    env: { EDITOR: "sed -i 's/^}$//'", VISUAL: undefined },
  })
  assert.is(status, 0)
  assert.is.not(read(files), TEXT)
  const { stderr } = run(files, 'rollback', '1', '--write')
  assert.is(stderr, 'Written: ecelerity.conf\n')
  assert.is(read(files), TEXT)
})

test('errors that would come back are shown', () => {
  const files = site('Max_Retries = \n')
  const fixed = ecconf(['edit', '-c', 'ecelerity.conf', '--write'], {
    cwd: files.root,
    env: { EDITOR: "sed -i 's/= $/= 5/'", VISUAL: undefined },
  })
  assert.is(fixed.status, 0)
  const { stdout } = run(files, 'rollback', '1')
  assert.match(stdout, /^error {2}.*syntax\//m)
  assert.match(stdout, 'What changes in effect is not known while there are errors of syntax.\n')
})

test('which change? The answer names the last one', () => {
  const files = site()
  const none = run(files, 'rollback')
  const question = 'ecconf: Which change? ecconf history lists them; '
  assert.equal([none.status, none.stderr], [2, `${question}no changes are recorded\n`])
  run(files, 'set', 'message_expiration', '1', '--write')
  const last = run(files, 'rollback')
  assert.equal([last.status, last.stderr], [2, `${question}the last one is 1 (set by ${USER})\n`])
  const two = run(files, 'rollback', '1', '2')
  assert.equal([two.status, two.stderr], [2, 'ecconf: One change at a time: ecconf rollback N\n'])
})

test('on a terminal it asks', async () => {
  const files = site()
  run(files, 'set', 'message_expiration', '1', '--write')
  const words = ['rollback', '1', '-c', 'ecelerity.conf']
  const ask = (type: string) =>
    ecconfOnTerminal(words, [{ when: /Write it\? \[y\/N\]/, type }], { cwd: files.root })
  assert.is((await ask('\r')).status, 0)
  assert.is(read(files), TEXT.replace('86400', '1'))
  assert.is((await ask('y\r')).status, 0)
  assert.is(read(files), TEXT)
})

test('as data', () => {
  const files = site()
  run(files, 'set', 'message_expiration', '1', '--write')
  const { stdout } = run(files, 'rollback', '1', '--format', 'json')
  const { written, rollsBack, effects, files: changed, refusals } = JSON.parse(stdout)
  assert.equal([written, rollsBack, refusals], [false, 1, []])
  assert.equal(
    effects.differences.map(({ option, before, after }: Record<string, unknown>) => [
      option,
      before,
      after,
    ]).length,
    1,
  )
  assert.equal([changed.length, changed[0].create, changed[0].remove], [1, false, false])
  assert.match(changed[0].diff, '+Message_Expiration = 86400')
  assert.is(read(files), TEXT.replace('86400', '1'))
  const done = run(files, 'rollback', '1', '--format', 'json', '--write')
  assert.is(JSON.parse(done.stdout).written, true)
  assert.is(read(files), TEXT)

  run(files, 'set', 'message_expiration', '1', '--write')
  run(files, 'set', 'message_expiration', '2', '--write')
  const refused = run(files, 'rollback', '3', '--format', 'json', '--write')
  assert.is(refused.status, 1)
  assert.is(JSON.parse(refused.stdout).refusals[0].code, 'conflict')
})

test.run()
