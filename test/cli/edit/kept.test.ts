import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  copyName,
  type EditFiles,
  edit,
  editFiles,
  editor,
  kept,
  MAIN_TEXT,
  PART_TEXT,
  startEdit,
  until,
} from './edit-files.js'

const test = suite('ecconf edit: what is kept')

const user = userInfo().username
const CHANGED = PART_TEXT.replace('relay', 'relay2')

/** What is said about the copy that is kept of a file. */
function keptText(files: EditFiles, words = 'part.conf'): string {
  const command = `ecconf edit ${words} --continue`
  return `The new text is kept in ${copyName(files)}. To go on with it:\n  ${command}\n`
}

/** An editor that changes the copy, says so, and waits until it is told to go on. */
function waiting(files: EditFiles, script: string): { command: string; goOn: () => void } {
  const [there, go] = [join(files.root, 'there'), join(files.root, 'go')]
  const wait = `while [ ! -e '${go}' ]; do sleep 0.02; done`
  const command = editor(files, `${script}\n: > '${there}'\n${wait}`, 'waiting')
  return { command, goOn: () => writeFileSync(go, '') }
}

const isThere =
  ({ root }: EditFiles) =>
  () =>
    existsSync(join(root, 'there'))

test('the second of two people is told who holds the file, and since when', async () => {
  const files = editFiles()
  const { command, goOn } = waiting(files, 'sed -i s/relay/relay2/ "$1"')
  const first = startEdit(files, command, 'part.conf', '--write')
  await until(isThere(files), 'the editor runs')
  const second = edit(files, 'sed -i s/relay/relay3/', 'part.conf', '--write')
  assert.equal([second.status, second.stdout], [2, ''])
  const when = '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC'
  const who = `${user}, process ${first.pid} on ${hostname()}`
  assert.match(
    second.stderr,
    new RegExp(`^ecconf: part\\.conf: is being written by ${who}, since ${when}\\n$`),
  )
  // Another file of the same configuration is free.
  const other = edit(files, 'sed -i s/86400/43200/', 'ecelerity.conf', '--write')
  assert.is(other.status, 0, other.stderr)
  goOn()
  const { status, stderr } = await first.ended
  assert.equal([status, stderr], [0, 'Written: part.conf\n'])
  assert.is(readFileSync(files.part, 'utf8'), CHANGED)
  assert.equal(kept(files), [])
})

test('a file that a program without locks has changed is not overwritten', () => {
  const files = editFiles()
  const script = `sed -i s/relay/relay2/ "$1"; echo '# stranger' >> '${files.part}'`
  const run = edit(files, editor(files, script), 'part.conf', '--write')
  assert.equal(run, {
    status: 1,
    stdout: '',
    stderr: `part.conf: was changed by someone else meanwhile; nothing was written\n${keptText(files)}`,
  })
  assert.is(readFileSync(files.part, 'utf8'), `${PART_TEXT}# stranger\n`)
  assert.is(readFileSync(join(files.root, copyName(files)), 'utf8'), CHANGED)
})

test('--continue brings both together', () => {
  const files = editFiles()
  const stranger = PART_TEXT.replace('}', '  Max_Retries = 5\n}')
  const script = `sed -i s/relay/relay2/ "$1"; printf '%s' '${stranger}' > '${files.part}'`
  assert.is(edit(files, editor(files, script), 'part.conf', '--write').status, 1)
  const run = edit(files, 'false', 'part.conf', '--continue', '--write')
  assert.equal(
    [run.status, run.stderr],
    [
      0,
      'part.conf: was changed since. Brought into the copy: 1 change taken, no conflicts.\n' +
        'Written: part.conf\n',
    ],
  )
  assert.is(readFileSync(files.part, 'utf8'), stranger.replace('relay', 'relay2'))
  assert.equal(kept(files), [])
})

test('--continue marks what both have changed, and that is not installed', () => {
  const files = editFiles()
  const script = `sed -i s/relay/relay2/ "$1"; sed -i s/relay/relay3/ '${files.part}'`
  assert.is(edit(files, editor(files, script), 'part.conf', '--write').status, 1)
  const run = edit(files, 'false', 'part.conf', '--continue', '--write')
  assert.is(run.status, 1)
  assert.match(
    run.stderr,
    /^part\.conf: was changed since\. Brought into the copy: 0 changes taken, 1 conflict\.\n/,
  )
  assert.match(run.stdout, '\n+<<<<<<<')
  const copy = readFileSync(join(files.root, copyName(files)), 'utf8')
  assert.match(copy, 'relay2.example.net')
  assert.match(copy, 'relay3.example.net')
  assert.is(readFileSync(files.part, 'utf8'), PART_TEXT.replace('relay', 'relay3'))
})

test('--continue of a text with errors on a file that has changed', () => {
  const files = editFiles()
  const script = `sed -i s/}// "$1"; sed -i s/relay/relay3/ '${files.part}'`
  assert.is(edit(files, editor(files, script), 'part.conf', '--write').status, 1)
  const run = edit(files, 'false', 'part.conf', '--continue', '--write')
  assert.equal(run, {
    status: 1,
    stdout: '',
    stderr:
      'part.conf: was changed since, and with errors of syntax the two cannot be brought together; nothing was written\n' +
      keptText(files),
  })
})

test('a file that is removed meanwhile', () => {
  const files = editFiles()
  const script = `sed -i s/relay/relay2/ "$1"; rm '${files.part}'`
  const run = edit(files, editor(files, script), 'part.conf', '--write')
  assert.is(run.status, 2)
  assert.is(run.stderr, `ecconf: part.conf: no such file or directory\n${keptText(files)}`)
  assert.is(existsSync(files.part), false)
})

const crashes: Record<string, [script: string, how: string]> = {
  'with an exit status': ['sed -i s/relay/relay2/ "$1"; exit 3', 'ended with exit status 3'],
  'by a signal': ['sed -i s/relay/relay2/ "$1"; kill -9 $$', 'ended by SIGKILL'],
}

for (const [what, [script, how]] of Object.entries(crashes)) {
  test(`an editor that ends ${what}: the text is kept`, () => {
    const files = editFiles()
    const command = editor(files, script)
    const run = edit(files, command, 'part.conf', '--write')
    const [first = '', ...rest] = run.stderr.split('\n').filter((line) => !/Killed/.test(line))
    assert.equal(
      [run.status, run.stdout, first],
      [2, '', `ecconf: EDITOR (${command}) ${how}; nothing was written`],
    )
    assert.is(rest.join('\n'), keptText(files))
    assert.is(readFileSync(files.part, 'utf8'), PART_TEXT)
    const again = edit(files, 'false', 'part.conf', '--continue', '--write')
    assert.equal([again.status, again.stderr], [0, 'Written: part.conf\n'])
    assert.is(readFileSync(files.part, 'utf8'), CHANGED)
    assert.equal(kept(files), [])
  })
}

test('an editor that fails and has changed nothing leaves nothing', () => {
  const files = editFiles()
  const run = edit(files, 'false', 'part.conf', '--write')
  const stderr = 'ecconf: EDITOR (false) ended with exit status 1; nothing was written\n'
  assert.equal(run, { status: 2, stdout: '', stderr })
  assert.equal(kept(files), [])
})

test('an editor that takes its copy away', () => {
  const files = editFiles()
  const run = edit(files, 'rm', 'part.conf', '--write')
  assert.is(run.status, 2)
  assert.match(
    run.stderr,
    /^ecconf: .*\/part-[0-9a-f]{12}\.conf: the copy of part\.conf is gone; nothing was written\n$/,
  )
  assert.equal(kept(files), [])
})

test('what editors leave beside the copy goes with it', () => {
  const files = editFiles()
  const script =
    'cp "$1" "$1~"; cp "$1" "$(dirname "$1")/.$(basename "$1").swp"; sed -i s/relay/r/ "$1"'
  const run = edit(files, editor(files, script), 'part.conf', '--write')
  assert.is(run.status, 0, run.stderr)
  assert.equal(kept(files), [])
})

test('killed in the middle: the next edit finds the text, and the lock is free', async () => {
  const files = editFiles()
  const { command, goOn } = waiting(files, 'sed -i s/relay/relay2/ "$1"')
  const run = startEdit(files, command, 'part.conf', '--write')
  await until(isThere(files), 'the editor runs')
  process.kill(run.pid, 'SIGKILL')
  goOn()
  assert.is((await run.ended).signal, 'SIGKILL')
  const next = edit(files, 'true', 'part.conf', '--write')
  assert.is(next.status, 2)
  const when = '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC'
  const [first = '', ...rest] = next.stderr.split('\n')
  assert.match(
    first,
    new RegExp(
      `^ecconf: part\\.conf: an edit that ${user} began ${when} was not finished; --afresh drops it$`,
    ),
  )
  assert.is(rest.join('\n'), keptText(files))
  const again = edit(files, 'false', 'part.conf', '--continue', '--write')
  assert.equal([again.status, again.stderr], [0, 'Written: part.conf\n'])
  assert.is(readFileSync(files.part, 'utf8'), CHANGED)
  assert.equal(kept(files), [])
})

test('--continue needs no editor', () => {
  const files = editFiles()
  const script = editor(files, 'sed -i s/relay/relay2/ "$1"; false')
  assert.is(edit(files, script, 'part.conf').status, 2)
  const run = edit(files, '', 'part.conf', '--continue', '--write')
  assert.equal([run.status, run.stderr], [0, 'Written: part.conf\n'])
})

test('--continue without --write only looks: the text stays', () => {
  const files = editFiles()
  const script = editor(files, 'sed -i s/relay/relay2/ "$1"; false')
  assert.is(edit(files, script, 'part.conf').status, 2)
  for (const words of [[], ['--dry-run']]) {
    const run = edit(files, 'false', 'part.conf', '--continue', ...words)
    assert.equal([run.status, kept(files).length], [0, 2])
    assert.match(run.stdout, '+  Gateway = "relay2.example.net"\n')
  }
})

test('--afresh drops the text', () => {
  const files = editFiles()
  assert.is(edit(files, 'sed -i s/}//', 'part.conf', '--write').status, 1)
  const run = edit(files, 'sed -i s/relay/relay2/', 'part.conf', '--write', '--afresh')
  assert.is(run.status, 0, run.stderr)
  assert.is(readFileSync(files.part, 'utf8'), CHANGED)
})

test('ended by a signal: it says where the text is, and lets go of the lock', async () => {
  const files = editFiles()
  const { command, goOn } = waiting(files, 'sed -i s/relay/relay2/ "$1"')
  const run = startEdit(files, command, 'part.conf', '--write')
  await until(isThere(files), 'the editor runs')
  process.kill(run.pid, 'SIGTERM')
  goOn()
  const { signal, stderr } = await run.ended
  assert.equal([signal, stderr], ['SIGTERM', `\n${keptText(files)}`])
  assert.is(existsSync(join(files.root, '.part.conf.ecconf-lock')), false)
})

test('the command to go on with names the configuration', () => {
  const files = editFiles()
  const words = ['-c', 'ecelerity.conf', '--role', 'node', '--search-path', '/a b:/c']
  const run = edit(files, 'sed -i s/^include/=/', ...words, '--write')
  assert.is(run.status, 1)
  const flags = "--config ecelerity.conf --search-path '/a b:/c' --role node"
  assert.is(
    run.stderr,
    'Nothing was written: the edit has 1 error of syntax.\n' +
      `The new text is kept in ${copyName(files)}. To go on with it:\n` +
      `  ecconf edit ${flags} --continue\n`,
  )
  assert.is(readFileSync(files.main, 'utf8'), MAIN_TEXT)
})

test('a copy whose record is damaged is still found', () => {
  const files = editFiles()
  assert.is(edit(files, 'sed -i s/}//', 'part.conf', '--write').status, 1)
  const record = kept(files).find((name) => name.endsWith('.json')) as string
  writeFileSync(join(files.root, '.ecconf/edit', record), '{"version":')
  const run = edit(files, 'true', 'part.conf', '--write')
  assert.is(
    run.stderr,
    `ecconf: part.conf: an edit was not finished; --afresh drops it\n${keptText(files)}`,
  )
})

test('a folder that cannot take a copy', () => {
  const files = editFiles()
  writeFileSync(join(files.root, '.ecconf'), '')
  const run = edit(files, 'true', 'part.conf', '--write')
  assert.equal([run.status, run.stdout], [2, ''])
  assert.match(
    run.stderr,
    /^ecconf: .*\/\.ecconf\/edit\/part-[0-9a-f]{12}\.conf: not a directory\n$/,
  )
})

test.run()
