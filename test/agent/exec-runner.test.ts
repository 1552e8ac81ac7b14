import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ExecRunner } from '../../src/agent/exec/exec-runner.js'
import { programWords } from '../../src/agent/exec/program-words.js'
import { until } from '../tools/running-manager.js'
import { scratch } from '../tools/scratch.js'

const test = suite('commands carried out by a program')

const folder = scratch()

/** A program of a test. */
function script(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, `#!/bin/sh\n${text}`)
  chmodSync(path, 0o755)
  return path
}

interface Asked {
  readonly text?: string
  readonly isXml?: boolean
  readonly signal?: AbortSignal
  readonly take?: (text: string) => void
}

async function run(
  words: readonly [string, ...string[]],
  { text = 'version', isXml = false, signal = new AbortController().signal, take }: Asked = {},
) {
  let said = ''
  const runner = new ExecRunner(words, { ...process.env, SECRET_OF_THE_AGENT: 'x' })
  const command = { id: '1', text, isXml, issuer: 'joe', patience: 0 }
  const status = await runner.run(
    command,
    (bytes) => {
      said += new TextDecoder().decode(bytes)
      take?.(said)
    },
    signal,
  )
  return `${status}: ${said}`
}

/** Whether a process runs. */
function runs(pid: string): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid.trim()}/status`, 'utf8'))
  } catch {
    return false
  }
}

test('words are split as quotes say, and no shell reads them', () => {
  assert.equal(programWords(' /opt/ec_console  /tmp/2025 '), ['/opt/ec_console', '/tmp/2025'])
  assert.equal(programWords(`a 'b c' "d \\"e" f\\ g $HOME '' x"y"z ;rm`), [
    ...['a', 'b c', 'd "e', 'f g', '$HOME', '', 'xyz', ';rm'],
  ])
  for (const wrong of ['', '  ', '"a', "a 'b", 'a\\', '""']) {
    assert.is(programWords(wrong), undefined, wrong)
  }
})

test('the command is one argument more, as it was sent', async () => {
  const program = script('arguments', 'for word; do echo "[$word]"; done')
  const text = `config set a "b  c" $HOME; \`id\`\n'd'`
  assert.is(await run([program, '/tmp/2025'], { text }), `ok: [/tmp/2025]\n[${text}]\n`)
  assert.is(await run([program], { isXml: true }), 'ok: [xml version]\n')
})

test('it stands in the root, reads nothing, and knows little of the environment', async () => {
  const program = script('surroundings', 'pwd; cat; env | cut -d= -f1 | sort | tr "\\n" " "')
  const said = await run([program])
  assert.match(said, /^ok: \/\n/)
  assert.not.match(said, /SECRET/)
  assert.match(said, /PATH/)
})

test('the exit status says what became of it, on both streams', async () => {
  const says = (status: number) => script(`exit${status}`, `echo out; echo err >&2; exit ${status}`)
  assert.is(await run([says(0)]), 'ok: out\nerr\n')
  assert.is(await run([says(1)]), 'failed: out\nerr\n')
  assert.is(await run([says(2)]), 'unavailable: out\nerr\n')
  assert.is(await run([says(77)]), 'failed: out\nerr\n')
})

test('a program that dies by a signal has failed', async () => {
  const program = script('dies', 'echo begun; kill -SEGV $$')
  assert.is(await run([program]), `failed: begun\n${program} was ended by SIGSEGV.\n`)
})

test('a program that cannot be started is said', async () => {
  const missing = join(folder, 'missing')
  assert.is(await run([missing]), `unavailable: ${missing}: spawn ${missing} ENOENT\n`)
  const text = 'x'.repeat(200_000)
  assert.match(await run([script('long', '')], { text }), /^unavailable: .*: spawn E2BIG\n$/)
})

test('a command cannot be a flag of the program', async () => {
  const program = script('flags', 'echo "$@"')
  const refused =
    'failed: A command that begins with "-", or holds a NUL, is not handed to a program.\n'
  for (const text of ['--man', ' -x', 'a\0b']) assert.is(await run([program], { text }), refused)
})

test('a slow program ends with all that it has started', async () => {
  const program = script('slow', 'echo begun\nsleep 1000 &\necho "$!" > "$0.pid"\nwait\n')
  const aborting = new AbortController()
  const running = run([program], { signal: aborting.signal })
  await until(() => existsSync(`${program}.pid`) && readFileSync(`${program}.pid`, 'utf8') !== '')
  aborting.abort()
  assert.is(await running, 'failed: begun\n')
  const inner = readFileSync(`${program}.pid`, 'utf8')
  await until(() => !runs(inner))
})

test('one that does not heed TERM is killed', async () => {
  const program = script('deaf', "trap '' TERM\necho $$\nwhile :; do sleep 0.1; done\n")
  const aborting = new AbortController()
  let pid = ''
  const take = (said: string) => {
    pid = said
    aborting.abort()
  }
  assert.match(await run([program], { signal: aborting.signal, take }), /^failed: \d+\n$/)
  assert.is(runs(pid), false)
})

test('one that goes and leaves another behind with its streams is over', async () => {
  const program = script('leaves', 'setsid sleep 1000 &\necho $!\n')
  const said = await run([program])
  assert.match(said, /^ok: \d+\n$/)
  process.kill(Number(said.slice(4)))
})

test('a loud one is taken as it comes, and ends when nobody wants more', async () => {
  const aborting = new AbortController()
  let size = 0
  const take = (said: string) => {
    size = said.length
    if (size > 100_000) aborting.abort()
  }
  const said = await run([script('loud', 'yes')], { signal: aborting.signal, take })
  assert.match(said, /^failed: y\ny\n/)
})

test('several run at once', async () => {
  const program = script(
    'meets',
    `touch "${folder}/met-$1"
while [ ! -e "${folder}/met-a" ] || [ ! -e "${folder}/met-b" ]; do sleep 0.05; done; echo "$1"`,
  )
  const both = await Promise.all(['a', 'b'].map((text) => run([program], { text })))
  assert.equal(both, ['ok: a\n', 'ok: b\n'])
})

test.run()
