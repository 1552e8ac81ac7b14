import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { scratch } from '../tools/scratch.js'
import { folderWith } from './folders.js'
import { end, type Site, site, until, waiters } from './history/site.js'
import { shell } from './shell.js'

const test = suite('output that cannot be written')

const FULL = 'ecconf: standard output: no space left on the device\n'

/** The file, and whether `set` wrote it. */
const BEFORE = 'Max_Retries = 3\n'
const AFTER = 'Max_Retries = 4\n'
const SET = 'ecconf set max_retries 4 -c ecelerity.conf --write'

const text = (cwd: string, name = 'ecelerity.conf') => readFileSync(join(cwd, name), 'utf8')
const one = (content = BEFORE) => folderWith({ 'ecelerity.conf': content })
const statusOf = (line: string, cwd: string) => shell(line, cwd).stdout.trim().split('\n').at(-1)
/** Prints the status of the first command of a pipe. */
const FIRST = `; echo "\${PIPESTATUS[0]}"`

test('a reader that goes away: written all the same, exit 0', () => {
  for (let round = 0; round < 3; round++) {
    const cwd = one()
    assert.is(statusOf(`${SET} | true${FIRST}`, cwd), '0')
    assert.is(text(cwd), AFTER)
  }
  const cwd = one()
  assert.is(statusOf(`${SET} --format json 2>&1 | head -c 1 >/dev/null${FIRST}`, cwd), '0')
  assert.is(text(cwd), AFTER)
})

test('full and closed streams: written all the same, exit 0', () => {
  for (const streams of [
    '>/dev/full',
    '2>/dev/full',
    '>/dev/full 2>/dev/full',
    '>&-',
    '2>&-',
    '<&- >&- 2>&-',
  ]) {
    const cwd = one()
    const { status } = shell(`${SET} ${streams}`, cwd)
    assert.equal([status, text(cwd)], [0, AFTER], streams)
  }
})

test('what is not written is exit 2 or 1, whoever reads it', () => {
  const cwd = one()
  const wrong = 'ecconf set max_retries -c ecelerity.conf --write'
  assert.is(statusOf(`${wrong} 2>&1 | true${FIRST}`, cwd), '1')
  assert.is(
    statusOf(`ecconf set max_retries 4 -c none.conf --write 2>/dev/full; echo $?`, cwd),
    '2',
  )
  assert.is(text(cwd), BEFORE)
})

test('fmt of many files goes on to the last one', () => {
  const names = Array.from({ length: 20 }, (_, at) => `d/${at}/x.conf`)
  const cwd = folderWith(Object.fromEntries(names.map((name) => [name, 'Max_Retries   =  3\n'])))
  assert.is(statusOf(`ecconf fmt --write d 2>&1 | head -c 1 >/dev/null${FIRST}`, cwd), '0')
  for (const name of names) assert.is(text(cwd, name), BEFORE)
})

test('lint --fix, merge --in-place, overlay, apply, rollback and confirm do it too', () => {
  const quiet = '>/dev/full 2>/dev/full; echo $?'
  const cwd = one('Max_Retries = 3;\n')
  assert.is(statusOf(`ecconf lint --fix --write ecelerity.conf ${quiet}`, cwd), '0')
  assert.is(text(cwd), BEFORE)
  shell('printf "config set max_retries 4\\n" | ecconf plan -c ecelerity.conf -o p >/dev/full', cwd)
  assert.is(statusOf(`ecconf apply p --write ${quiet}`, cwd), '0')
  assert.is(text(cwd), AFTER)
  assert.is(statusOf(`ecconf rollback 2 -c ecelerity.conf --write ${quiet}`, cwd), '0')
  assert.is(text(cwd), BEFORE)
  shell(
    `cp ecelerity.conf base; echo 'Blackhole = true' > over.conf; sed s/3/4/ base > theirs`,
    cwd,
  )
  assert.is(statusOf(`ecconf merge --in-place base ecelerity.conf theirs ${quiet}`, cwd), '0')
  assert.is(text(cwd), AFTER)
  assert.is(statusOf(`ecconf overlay apply ecelerity.conf over.conf --write ${quiet}`, cwd), '0')
  assert.match(text(cwd), 'readonly_include')
  assert.is(statusOf(`ecconf overlay remove ecelerity.conf over.conf --write ${quiet}`, cwd), '0')
  assert.is(text(cwd), AFTER)
  assert.is(
    statusOf(`EDITOR='sed -i s/4/5/' ecconf edit ecelerity.conf --write ${quiet}`, cwd),
    '0',
  )
  assert.is(text(cwd), 'Max_Retries = 5\n')
})

test('output that is what was asked for: exit 2 on a full disk, as otherwise when the reader has enough', () => {
  const cwd = one()
  for (const words of [
    'get max_retries -c ecelerity.conf',
    'dump -c ecelerity.conf',
    'lint ecelerity.conf',
    'completion bash',
    '--help',
    'set --help',
    '--version',
    'option max_retries',
    'fmt ecelerity.conf',
  ]) {
    const full = shell(`ecconf ${words} >/dev/full`, cwd)
    assert.equal([full.status, full.stderr], [2, FULL], words)
    assert.is(statusOf(`ecconf ${words} | true${FIRST}`, cwd), '0', words)
  }
  const wrong = one('Max_Retris = 3\n')
  assert.is(statusOf(`ecconf lint ecelerity.conf | true${FIRST}`, wrong), '1')
})

test('nothing that is opened later takes the number of a closed stream', () => {
  const cwd = one()
  shell(`${SET} -m why <&- >&- 2>&-`, cwd)
  assert.is(text(cwd), AFTER)
  assert.is(JSON.parse(text(cwd, '.ecconf/history/000001.json')).message, 'why')
  shell('ecconf lint -o report ecelerity.conf >&- 2>&-', cwd)
  assert.is(text(cwd, 'report'), 'ecelerity.conf\n1 file, 1 configuration (node): no findings.\n')
})

const stop = (files: Site) => {
  for (const pid of waiters(files)) end(pid)
}

test('--confirm: the process that waits is there, whatever becomes of the output', async () => {
  for (const streams of ['2>&1 >/dev/null | true', '>/dev/full 2>/dev/full', '>&- 2>&- <&-']) {
    const files = site(BEFORE)
    shell(`${SET} --confirm 1h ${streams}`, files.root)
    assert.is(text(files.root), AFTER, streams)
    await until(() => waiters(files).length === 1, 'the waiter runs')
    stop(files)
  }
})

test('--confirm: what is written is taken back although nobody could be told', async () => {
  const files = site(BEFORE)
  shell(`${SET} --confirm 10s >/dev/full 2>/dev/full`, files.root)
  assert.is(text(files.root), AFTER)
  await until(() => text(files.root) === BEFORE, 'the change is taken back')
})

test('--confirm writes nothing when no process can wait', () => {
  const files = site(BEFORE)
  const unable = join(scratch(), 'unable.cjs')
  writeFileSync(unable, "if (process.argv[2] === 'wait-for-confirmation') process.exit(7)\n")
  const { status, stderr } = shell(`${SET} --confirm 1h`, files.root, {
    NODE_OPTIONS: `--require=${unable}`,
  })
  assert.equal(
    [status, stderr],
    [
      2,
      'ecconf: No process could be started that waits for the confirmation: it ended (exit status 7); nothing was written\n',
    ],
  )
  assert.is(text(files.root), BEFORE)
})

test.run()
