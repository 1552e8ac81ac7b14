import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readHistory } from '../../../src/node/index.js'
import { ecconf } from '../../tools/program.js'
import { scratch } from '../../tools/scratch.js'
import { cluster, MAIN, OVERLAY } from '../cluster.js'
import { edit, editFiles, editor, environment, kept, MAIN_TEXT, PART_TEXT } from './edit-files.js'

const test = suite('ecconf edit')

const EXPIRATION = `--- ecelerity.conf
+++ ecelerity.conf
@@ -1,4 +1,4 @@
 # main
 Hostname = "mail.example.net"
-Message_Expiration = 86400
+Message_Expiration = 43200
 include "part.conf"

In effect:
~ Message_Expiration   86400 → 43200   (1 domain falls back to it)
restart no
`

test('shows the diff, what changes in effect, and writes with --write', () => {
  const files = editFiles()
  const run = edit(files, 'sed -i s/86400/43200/', '-c', 'ecelerity.conf', '--write')
  assert.equal(run, { status: 0, stdout: EXPIRATION, stderr: 'Written: ecelerity.conf\n' })
  assert.is(readFileSync(files.main, 'utf8'), MAIN_TEXT.replace('86400', '43200'))
  assert.equal(kept(files), [])
})

test('the write is in the history, with what -m says', () => {
  const files = editFiles()
  const words = ['-c', 'ecelerity.conf', '--write', '-m', 'ticket 7']
  assert.is(edit(files, 'sed -i s/86400/43200/', ...words).status, 0)
  const { entries } = readHistory(files.root)
  const [entry] = entries
  assert.equal(
    [entries.length, entry?.command, entry?.message, entry?.files.map(({ name }) => name)],
    [1, 'edit', 'ticket 7', ['ecelerity.conf']],
  )
  assert.is(Buffer.from(entry?.files[0]?.before() ?? []).toString(), MAIN_TEXT)
})

test('without a terminal it is a dry run that says how to write', () => {
  const files = editFiles()
  const run = edit(files, 'sed -i s/86400/43200/', 'ecelerity.conf')
  const stderr = 'Nothing was written: --write writes.\n'
  assert.equal(run, { status: 0, stdout: EXPIRATION, stderr })
  assert.is(readFileSync(files.main, 'utf8'), MAIN_TEXT)
  assert.equal(kept(files), [])
})

test('--dry-run never writes', () => {
  const files = editFiles()
  const run = edit(files, 'sed -i s/86400/43200/', 'ecelerity.conf', '--dry-run', '--write')
  assert.equal(run, { status: 0, stdout: EXPIRATION, stderr: '' })
  assert.is(readFileSync(files.main, 'utf8'), MAIN_TEXT)
  assert.equal(kept(files), [])
})

test('nothing changed', () => {
  const files = editFiles()
  const run = edit(files, 'true', 'part.conf', '--write')
  const stderr = 'Nothing was changed in part.conf.\n'
  assert.equal(run, { status: 0, stdout: '', stderr })
  assert.equal(kept(files), [])
})

test('a file that the main file includes is edited as part of it', () => {
  const files = editFiles()
  const run = edit(files, 'sed -i s/Gateway/Message_Expiration/', 'part.conf', '--write')
  assert.is(run.status, 1)
  const [finding = '', place] = run.stdout.split('\n')
  assert.match(finding, /^error {2}Wrong value "relay\.example\.net" .* schema\/wrong-type$/)
  assert.match(place ?? '', 'part.conf:2:24')
  assert.match(run.stdout, '  = included from ecelerity.conf:4\n')
  assert.match(run.stdout, '\n- Domain "yahoo.com"  Gateway              "relay.example.net"\n')
  assert.match(run.stderr, /^Nothing was written: the edit has 1 error\.\n/)
})

test('a fragment is edited on its own', () => {
  const root = scratch()
  const path = join(root, 'stanza.conf')
  writeFileSync(path, PART_TEXT)
  const run = ecconf(['edit', 'stanza.conf', '--write'], {
    cwd: root,
    env: environment('sed -i s/relay.example/relay2.example/'),
  })
  assert.is(run.status, 0, run.stderr)
  assert.match(
    run.stdout,
    'In effect:\n~ Domain "yahoo.com"  Gateway   "relay.example.net" → "relay2.example.net"\n',
  )
  assert.is(readFileSync(path, 'utf8'), PART_TEXT.replace('relay', 'relay2'))
})

test('what was found before is not shown, what the edit brings is shown first', () => {
  const files = editFiles()
  writeFileSync(files.main, `Hostnaem = "x"\n${MAIN_TEXT}`)
  const fine = edit(files, 'sed -i s/86400/43200/', 'ecelerity.conf', '--write')
  assert.equal([fine.status, fine.stdout.startsWith('--- ecelerity.conf\n')], [0, true])
  const run = edit(files, 'sed -i "s/Message_Exp/Mesage_Exp/"', 'ecelerity.conf', '--write')
  assert.is(run.status, 1)
  assert.match(run.stdout, /^error {2}Unknown option "Mesage_Expiration" in scope Global/)
  assert.not.match(run.stdout, 'Unknown option "Hostnaem"')
  assert.match(run.stderr, /^Nothing was written: the edit has 1 error\.\n/)
})

test('a word that changes in a line with an old finding does not make it a new one', () => {
  const files = editFiles()
  writeFileSync(files.main, `Hostnaem = "x"\n${MAIN_TEXT}`)
  const run = edit(files, `sed -i 's/"x"/"y"/'`, 'ecelerity.conf', '--write')
  assert.equal([run.status, run.stdout.startsWith('---')], [0, true])
})

test('an error of syntax needs --force', () => {
  const files = editFiles()
  const run = edit(files, 'sed -i s/}//', 'part.conf', '--write')
  assert.is(run.status, 1)
  assert.match(run.stdout, /^error {2}Stanza Domain "yahoo\.com" is not closed/)
  assert.match(
    run.stdout,
    '\nWhat changes in effect is not known while there are errors of syntax.\n',
  )
  assert.match(run.stderr, /^Nothing was written: the edit has 1 error of syntax\.\n/)
  assert.is(readFileSync(files.part, 'utf8'), PART_TEXT)
  const forced = edit(files, 'sed -i s/}//', 'part.conf', '--write', '--afresh', '--force')
  assert.equal([forced.status, forced.stderr], [0, 'Written: part.conf\n'])
  assert.is(readFileSync(files.part, 'utf8'), PART_TEXT.replace('}', ''))
})

test('an error of syntax that was there before is one too', () => {
  const files = editFiles()
  writeFileSync(files.part, PART_TEXT.replace('}', ''))
  const run = edit(files, 'sed -i s/relay/relay2/', 'part.conf', '--write')
  assert.is(run.status, 1)
  assert.match(run.stdout, /^error {2}Stanza Domain "yahoo\.com" is not closed/)
  assert.match(run.stderr, /^Nothing was written: the edit has 1 error of syntax\.\n/)
})

test('errors of both kinds are counted', () => {
  const files = editFiles()
  const run = edit(files, 'sed -i -e s/}// -e s/Gateway/Gatewya/', 'part.conf', '--write')
  assert.match(
    run.stderr,
    /^Nothing was written: the edit has 1 error of syntax and 1 other error\.\n/,
  )
})

test('a dry run with errors has exit status 1', () => {
  const files = editFiles()
  const run = edit(files, 'sed -i s/}//', 'part.conf')
  assert.equal([run.status, run.stderr], [1, 'Nothing was written: --write writes.\n'])
  assert.equal(kept(files), [])
})

test('an emptied file needs --force', () => {
  const files = editFiles()
  const run = edit(files, `sh -c ': > "$1"' sh`, 'part.conf', '--write')
  assert.is(run.status, 1)
  assert.match(run.stderr, /^Nothing was written: the edit leaves nothing in a file\.\n/)
  assert.is(readFileSync(files.part, 'utf8'), PART_TEXT)
})

test('what can only be changed by a restart is named', () => {
  const files = editFiles()
  writeFileSync(files.part, 'Binding "b1" {\n  Bind_Address = "10.0.0.1"\n}\n')
  const run = edit(files, 'sed -i s/10.0.0.1/10.0.0.2/', 'part.conf')
  assert.match(run.stdout, '\nrestart needed for Binding "b1" Bind_Address\n')
})

test('a comment changes nothing in effect', () => {
  const run = edit(editFiles(), `sed -i 's/# main/# the main file/'`, 'ecelerity.conf')
  assert.match(run.stdout, '\n+# the main file\n')
  assert.match(run.stdout, /\n\nIn effect: nothing changes\.\n$/)
})

test('a file that two main files share: what changes in effect in each', () => {
  const files = editFiles()
  writeFileSync(join(files.root, 'eccluster.conf'), 'include "part.conf"\n')
  const run = edit(files, 'sed -i s/relay/relay2/', 'part.conf')
  const row = '~ Domain "yahoo.com"  Gateway   "relay.example.net" → "relay2.example.net"\n'
  assert.match(run.stdout, `In effect in eccluster.conf:\n${row}restart no\n`)
  assert.match(run.stdout, `In effect in ecelerity.conf:\n${row}restart no\n`)
})

test('secrets are masked, in the diff and in effect', () => {
  const files = cluster()
  const run = ecconf(['edit', OVERLAY, ...files.flags], {
    cwd: files.root,
    env: environment('sed -i s/sunny-/hunter2-/'),
  })
  assert.is(run.status, 0, run.stderr)
  assert.match(run.stdout, 'password=**** (changed)')
  assert.not.match(run.stdout, 'hunter2')
})

test('a file that is read-only for programs can be edited where it is made', () => {
  const files = cluster()
  const line = readFileSync(files.main, 'utf8')
    .split('\n')
    .indexOf(`readonly_include "/${OVERLAY}"`)
  const run = ecconf(['edit', OVERLAY, ...files.flags, '--write'], {
    cwd: files.root,
    env: environment('sed -i 1i#x'),
  })
  assert.equal(
    [run.status, run.stderr],
    [
      0,
      `${OVERLAY}: the product itself never writes it (readonly_include in ${MAIN}:${line + 1}).\n` +
        `Written: ${OVERLAY}\n`,
    ],
  )
})

test('a file outside of the sysroot is not edited', () => {
  const files = editFiles()
  const sysroot = join(files.root, 'root')
  mkdirSync(sysroot)
  writeFileSync(files.main, `include "${files.part}"\n`)
  const words = ['edit', 'part.conf', '-c', 'ecelerity.conf', '--sysroot', sysroot]
  const run = ecconf(words, { cwd: files.root, env: environment('true') })
  const stderr =
    'part.conf: cannot be edited, because it is read-only (it lies outside of the sysroot)\n'
  assert.equal(run, { status: 1, stdout: '', stderr })
})

test('the copy can only be read by its owner, and its name says what it is', () => {
  const files = editFiles()
  const look = editor(files, 'stat -c "%a" "$1" "$(dirname "$1")" "$(dirname "$(dirname "$1")")"')
  const run = edit(files, look, 'part.conf')
  assert.is(run.stdout, '600\n700\n700\n')
  const name = editor(files, 'echo "$1" | sed s,.*/,,')
  assert.match(edit(files, name, 'part.conf').stdout, /^part-[0-9a-f]{12}\.conf\n$/)
})

test('a symbolic link stays one, and the file behind it keeps its mode', () => {
  const files = editFiles()
  const real = join(files.root, 'real.conf')
  renameSync(files.part, real)
  chmodSync(real, 0o604)
  symlinkSync('real.conf', files.part)
  const run = edit(files, 'sed -i s/relay/relay2/', 'part.conf', '--write')
  assert.equal([run.status, run.stderr], [0, 'Written: part.conf\n'])
  assert.is(lstatSync(files.part).isSymbolicLink(), true)
  assert.is(readFileSync(real, 'utf8'), PART_TEXT.replace('relay', 'relay2'))
  assert.is(statSync(real).mode & 0o7777, 0o604)
})

const bytes: Record<string, [before: Buffer, after: Buffer, script: string]> = {
  'bytes that are no UTF-8': [
    Buffer.from('# caf\xe9 \xff\nHostname = "a"\n', 'latin1'),
    Buffer.from('# caf\xe9 \xff\nHostname = "b"\n', 'latin1'),
    'LC_ALL=C sed -i s/\\"a/\\"b/',
  ],
  'CRLF line ends': [
    Buffer.from('# x\r\nHostname = "a"\r\n'),
    Buffer.from('# x\r\nHostname = "b"\r\n'),
    'sed -i s/\\"a/\\"b/',
  ],
  'a byte order mark': [
    Buffer.from('\ufeffHostname = "a"\n'),
    Buffer.from('\ufeffHostname = "b"\n'),
    'sed -i s/\\"a/\\"b/',
  ],
}

for (const [what, [before, after, script]] of Object.entries(bytes)) {
  test(`${what}: they stay as they are`, () => {
    const files = editFiles()
    writeFileSync(files.main, before)
    const run = edit(files, script, 'ecelerity.conf', '--write')
    assert.equal([run.status, run.stderr], [0, 'Written: ecelerity.conf\n'])
    assert.equal([...readFileSync(files.main)], [...after])
  })
}

const forms: Record<string, [text: Buffer, script: string, note: string]> = {
  'line ends': [
    Buffer.from('# x\r\nHostname = "a"\r\n'),
    `sed -i 's/\\r$//'`,
    'its line ends were CRLF and are LF now',
  ],
  'the byte order mark': [
    Buffer.from('\ufeffHostname = "a"\n'),
    `sed -i '1s/^\\xef\\xbb\\xbf//'`,
    'the byte order mark at its start is gone',
  ],
  'the encoding': [
    Buffer.from('# caf\xe9\nHostname = "a"\n', 'latin1'),
    `env LC_ALL=C sed -i 's/\\xe9/\\xc3\\xa9/'`,
    '1 byte of it was no UTF-8, now 0 bytes',
  ],
}

for (const [what, [text, script, note]] of Object.entries(forms)) {
  test(`an editor that changes ${what}: it is said`, () => {
    const files = editFiles()
    writeFileSync(files.main, text)
    const run = edit(files, script, 'ecelerity.conf')
    assert.match(run.stdout, `\necelerity.conf: ${note}\n`)
  })
}

test('VISUAL comes before EDITOR, and both may have arguments and quotes', () => {
  const files = editFiles()
  const env = { EDITOR: 'false', VISUAL: `sed -i -e 's/relay/my relay/'` }
  const run = ecconf(['edit', 'part.conf'], { cwd: files.root, env })
  assert.match(run.stdout, '+  Gateway = "my relay.example.net"\n')
})

test('an editor that is not there', () => {
  const files = editFiles()
  const run = edit(files, 'nonesuch --wait', 'part.conf')
  const stderr = 'ecconf: EDITOR is "nonesuch --wait", and there is no program "nonesuch"\n'
  assert.equal(run, { status: 2, stdout: '', stderr })
  assert.equal(kept(files), [])
  const hidden = edit(files, 'X=1 nonesuch', 'part.conf')
  assert.is(hidden.status, 2)
  assert.match(
    hidden.stderr,
    /\necconf: EDITOR \(X=1 nonesuch\) ended with exit status 127, as when there is no such program; nothing was written\n$/,
  )
})

test('no editor and no terminal', () => {
  const files = editFiles()
  const env = { EDITOR: undefined, VISUAL: '' }
  const run = ecconf(['edit', 'part.conf'], { cwd: files.root, env })
  const stderr = 'ecconf: There is no terminal: say with EDITOR which program edits the file\n'
  assert.equal(run, { status: 2, stdout: '', stderr })
})

const wrong: Record<string, [string[], string]> = {
  'a file that is not there': [['nothing.conf'], 'nothing.conf: no such file'],
  'two files': [['a.conf', 'b.conf'], 'One file at a time: ecconf edit FILE'],
  'standard input': [['-'], 'Standard input is no file that can be edited'],
  'both ways to go on': [['--continue', '--afresh'], 'Either --continue or --afresh'],
}

for (const [what, [words, message]] of Object.entries(wrong)) {
  test(`${what}: one line, exit 2`, () => {
    const run = edit(editFiles(), 'true', ...words)
    assert.equal(run, { status: 2, stdout: '', stderr: `ecconf: ${message}\n` })
  })
}

test('--continue without a kept copy', () => {
  const run = edit(editFiles(), 'true', 'part.conf', '--continue')
  const stderr = 'part.conf: there is no kept copy of an earlier edit\n'
  assert.equal(run, { status: 1, stdout: '', stderr })
})

test.run()
