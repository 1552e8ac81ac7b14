import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconfOnTerminal, type Reply } from '../../tools/program.js'
import {
  copyName,
  type EditFiles,
  edit,
  editFiles,
  editor,
  environment,
  kept,
  PART_TEXT,
} from './edit-files.js'

const test = suite('ecconf edit on a terminal')

const CHANGED = PART_TEXT.replace('relay', 'relay2')
const QUESTION = 'Install it? [i(nstall)/e(dit again)/g(ive up)] '

const onTerminal = (
  { root }: EditFiles,
  command: string,
  words: readonly string[],
  replies: readonly Reply[],
) => ecconfOnTerminal([...words, '--no-color'], replies, { cwd: root, env: environment(command) })

const part = (
  files: EditFiles,
  command: string,
  replies: readonly Reply[],
  ...words: readonly string[]
) => onTerminal(files, command, ['edit', 'part.conf', ...words], replies)

/** An editor that does one thing the first time, and another one the second time. */
function twice(files: EditFiles, first: string, second: string): string {
  const mark = join(files.root, 'mark')
  return editor(files, `if [ -e '${mark}' ]; then ${second}; else : > '${mark}'; ${first}; fi`)
}

test('install', async () => {
  const files = editFiles()
  const { status, screen } = await part(files, 'sed -i s/relay/relay2/', [
    { when: /Install it\?/, type: 'i\r' },
  ])
  assert.is(status, 0)
  assert.is(
    screen.replaceAll('\x1b[1G\x1b[0J', '').replace(/\x1b\[\d+G/g, ''),
    `--- part.conf
+++ part.conf
@@ -1,3 +1,3 @@
 Domain "yahoo.com" {
-  Gateway = "relay.example.net"
+  Gateway = "relay2.example.net"
 }

In effect:
~ Domain "yahoo.com"  Gateway   "relay.example.net" → "relay2.example.net"
restart no

${QUESTION}i
Written: part.conf
`,
  )
  assert.is(readFileSync(files.part, 'utf8'), CHANGED)
  assert.equal(kept(files), [])
})

test('edit again: the editor has the text of the first time', async () => {
  const files = editFiles()
  const command = twice(files, 'sed -i s/relay/relay1/ "$1"', 'sed -i s/relay1/relay2/ "$1"')
  const { status, screen } = await part(files, command, [
    { when: /Install it\?/, type: 'what\r' },
    { when: /Install it\?/, type: 'e\r' },
    { when: /relay2[\s\S]*Install it\?/, type: 'install\r' },
  ])
  assert.is(status, 0)
  assert.match(screen, '+  Gateway = "relay1.example.net"')
  assert.is(readFileSync(files.part, 'utf8'), CHANGED)
})

test('give up: nothing is written, and nothing is kept', async () => {
  const files = editFiles()
  const { status, screen } = await part(files, 'sed -i s/relay/relay2/', [
    { when: /Install it\?/, type: 'g\r' },
  ])
  assert.equal([status, screen.endsWith('\nGiven up: nothing was written.\n')], [0, true])
  assert.is(readFileSync(files.part, 'utf8'), PART_TEXT)
  assert.equal(kept(files), [])
})

for (const [what, key] of [
  ['Ctrl-C', '\x03'],
  ['the end of the input', '\x04'],
]) {
  test(`${what} instead of an answer: the text is kept`, async () => {
    const files = editFiles()
    const { status, screen } = await part(files, 'sed -i s/relay/relay2/', [
      { when: /Install it\?/, type: key as string },
    ])
    assert.is(status, 1)
    assert.match(
      screen,
      `\nNothing was written.\nThe new text is kept in ${copyName(files)}. To go on with it:\n` +
        '  ecconf edit part.conf --continue\n',
    )
    assert.is(readFileSync(files.part, 'utf8'), PART_TEXT)
  })
}

test('an error of syntax can only be mended, or given up', async () => {
  const files = editFiles()
  const command = twice(files, 'sed -i s/}// "$1"', 'echo "}" >> "$1"; sed -i s/relay/relay2/ "$1"')
  const { status, screen } = await part(files, command, [
    {
      when: /With 1 error of syntax it is not installed, except with --force\. \[e\(dit again\)\/g\(ive up\)\] /,
      type: 'i\r',
    },
    { when: /i[\s\S]*except with --force\. \[e\(dit again\)\/g\(ive up\)\] /, type: 'e\r' },
    { when: /Install it\?/, type: 'i\r' },
  ])
  assert.is(status, 0, screen)
  assert.match(readFileSync(files.part, 'utf8'), 'relay2.example.net')
})

test('another error can be installed by whoever has seen it', async () => {
  const files = editFiles()
  const { status } = await part(files, 'sed -i s/Gateway/Gatewya/', [
    { when: /Install it, with 1 error\? /, type: 'i\r' },
  ])
  assert.is(status, 0)
  assert.match(readFileSync(files.part, 'utf8'), 'Gatewya')
})

test('--force: an error of syntax can be installed too', async () => {
  const files = editFiles()
  const replies = [{ when: /Install it, with 1 error of syntax\? /, type: 'i\r' }]
  const { status } = await part(files, 'sed -i s/}//', replies, '--force')
  assert.is(status, 0)
  assert.is(readFileSync(files.part, 'utf8'), PART_TEXT.replace('}', ''))
})

test('--yes installs without a question, unless there are errors', async () => {
  const files = editFiles()
  const fine = await part(files, 'sed -i s/relay/relay2/', [], '--yes')
  assert.equal([fine.status, readFileSync(files.part, 'utf8')], [0, CHANGED])
  const wrong = await part(files, 'sed -i s/}//', [], '--yes')
  assert.is(wrong.status, 1)
  assert.match(wrong.screen, 'Nothing was written: the edit has 1 error of syntax.\n')
})

test('the editor has the terminal, and Ctrl-C in it is its own', async () => {
  const files = editFiles()
  const script =
    'trap "echo caught; sed -i s/relay/relay2/ $1; exit 0" INT; echo ready; read answer'
  // The exit status is that of the shell around all of it, which Ctrl-C ends too.
  const { screen } = await part(files, editor(files, script), [
    { when: /ready/, type: '\x03' },
    { when: /caught[\s\S]*Install it\?/, type: 'i\r' },
  ])
  assert.match(screen, '\nWritten: part.conf\n')
  assert.is(readFileSync(files.part, 'utf8'), CHANGED)
})

test('ed, a real editor', async () => {
  const files = editFiles()
  const { status, screen } = await part(files, 'ed -p:', [
    { when: /:/, type: '2s/relay/relay2/\r' },
    { when: /:/, type: 'wq\r' },
    { when: /Install it\?/, type: 'i\r' },
  ])
  assert.is(status, 0, screen)
  assert.is(readFileSync(files.part, 'utf8'), CHANGED)
})

test('a kept copy: go on with it, and see first what it is', async () => {
  const files = editFiles()
  assert.is(edit(files, editor(files, 'sed -i s/relay/relay2/ "$1"; false'), 'part.conf').status, 2)
  const { status, screen } = await part(files, 'false', [
    { when: /Go on with it\? \[c\(ontinue\)\/a\(fresh\)\/q\(uit\)\] /, type: 'c\r' },
    { when: /\+ {2}Gateway = "relay2[\s\S]*Install it\?/, type: 'i\r' },
  ])
  assert.is(status, 0, screen)
  assert.match(
    screen,
    /^part\.conf: an edit that \S+ began .* UTC was not finished: \.ecconf\/edit\/part-/,
  )
  assert.is(readFileSync(files.part, 'utf8'), CHANGED)
})

test('a kept copy: begin afresh, or leave it', async () => {
  const files = editFiles()
  assert.is(edit(files, editor(files, 'sed -i s/}// "$1"; false'), 'part.conf').status, 2)
  const left = await part(files, 'false', [{ when: /Go on with it\?/, type: 'q\r' }])
  assert.equal([left.status, kept(files).length], [0, 2])
  const { status } = await part(files, 'sed -i s/relay/relay2/', [
    { when: /Go on with it\?/, type: 'a\r' },
    { when: /Install it\?/, type: 'i\r' },
  ])
  assert.is(status, 0)
  assert.is(readFileSync(files.part, 'utf8'), CHANGED)
})

test('a kept copy that cannot be brought together with the file is shown as it is', async () => {
  const files = editFiles()
  assert.is(edit(files, editor(files, 'sed -i s/}// "$1"; false'), 'part.conf').status, 2)
  appendFileSync(files.part, '# stranger\n')
  const { screen } = await part(files, 'false', [
    { when: /Go on with it\?/, type: 'c\r' },
    { when: /With 1 error of syntax it is not installed/, type: 'g\r' },
  ])
  assert.match(
    screen,
    'part.conf: was changed since, and with errors of syntax the two cannot be brought together: what was changed is taken back in the diff below.\n',
  )
  assert.match(screen, '\n-# stranger\n')
})

test('changed by someone else while the question stands', async () => {
  const files = editFiles()
  const changed = `${PART_TEXT}# stranger\n`
  const { status, screen } = await part(files, 'sed -i s/relay/relay2/', [
    { when: /Install it\?/, type: 'i\r', before: () => writeFileSync(files.part, changed) },
  ])
  assert.is(status, 1)
  assert.match(
    screen,
    '\npart.conf: was changed by someone else meanwhile; nothing was written\n' +
      `The new text is kept in ${copyName(files)}.`,
  )
  assert.is(readFileSync(files.part, 'utf8'), changed)
})

const SET = ['set', 'domain', 'yahoo.com', 'max_retries', '5', '-c', 'ecelerity.conf']
const WITH_RETRIES = PART_TEXT.replace('}', '  Max_Retries = 5\n}')

test('set: e(dit) goes on by hand with what it would write', async () => {
  const files = editFiles()
  const { status, screen } = await onTerminal(files, 'sed -i s/relay/relay2/', SET, [
    { when: /Write it\? \[y\/N\/e\(dit\)\] /, type: 'e\r' },
    { when: /relay2[\s\S]*Install it\?/, type: 'i\r' },
  ])
  assert.is(status, 0, screen)
  assert.is(readFileSync(files.part, 'utf8'), WITH_RETRIES.replace('relay', 'relay2'))
  assert.equal(kept(files), [])
})

test('set: e(dit) without a change in the editor is what set would write', async () => {
  const files = editFiles()
  const { status } = await onTerminal(files, 'true', SET, [
    { when: /Write it\?/, type: 'edit\r' },
    { when: /Install it\?/, type: 'i\r' },
  ])
  assert.is(status, 0)
  assert.is(readFileSync(files.part, 'utf8'), WITH_RETRIES)
})

test('set: e(dit) of a file that has changed since', async () => {
  const files = editFiles()
  const changed = `${PART_TEXT}# stranger\n`
  const { status, screen } = await onTerminal(files, 'true', SET, [
    { when: /Write it\?/, type: 'e\r', before: () => writeFileSync(files.part, changed) },
  ])
  assert.is(status, 1)
  assert.match(screen, '\npart.conf: was changed by someone else meanwhile; nothing was written\n')
  assert.is(readFileSync(files.part, 'utf8'), changed)
})

test('set: e(dit) while an edit is not finished', async () => {
  const files = editFiles()
  assert.is(edit(files, editor(files, 'sed -i s/}// "$1"; false'), 'part.conf').status, 2)
  const { status, screen } = await onTerminal(files, 'true', SET, [
    { when: /Write it\?/, type: 'e\r' },
  ])
  assert.is(status, 1)
  assert.match(
    screen,
    /\npart\.conf: an edit that \S+ began .* was not finished; nothing was written\n/,
  )
  assert.match(screen, '\n  ecconf edit part.conf --config ecelerity.conf --continue\n')
})

test('unset of an option in two files: e(dit) opens both', async () => {
  const files = editFiles()
  writeFileSync(files.part, 'Hostname = "b"\n')
  const command = editor(files, 'echo "$# files"; for each; do echo "# seen" >> "$each"; done')
  const { status, screen } = await onTerminal(
    files,
    command,
    ['unset', 'hostname', '-c', 'ecelerity.conf'],
    [
      { when: /Write it\?/, type: 'e\r' },
      { when: /2 files[\s\S]*Install it\?/, type: 'i\r' },
    ],
  )
  assert.is(status, 0, screen)
  assert.match(screen, '\nWritten: ecelerity.conf\nWritten: part.conf\n')
  assert.is(readFileSync(files.part, 'utf8'), '# seen\n')
  assert.is(existsSync(join(files.root, '.part.conf.ecconf-lock')), false)
})

test.run()
