import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  attributesOf,
  placesWithAttributes,
  setAccessList,
  setAttribute,
} from '../tools/attributes.js'
import { builtProgram, ecconf, type Run } from '../tools/program.js'
import { scratch } from '../tools/scratch.js'
import { ecconfAs, folderOf, runAs, SECOND_USER } from '../tools/second-user.js'

const test = suite('commands that write files with an access list')

const TEXT = 'Message_Expiration = 1\n'
const NAME = 'ecelerity.conf'

/** `cap_net_raw=ep`, as `setcap` writes it: only root can give that to a file. */
const CAPABILITY = '0x0100000200200000000000000000000000000000'

for (const place of placesWithAttributes()) {
  test(`who could read a file by its access list can do so when it is written (${dirname(place)})`, () => {
    const folder = mkdtempSync(join(place, 'etc-'))
    chmodSync(folder, 0o755)
    chmodSync(place, 0o755)
    const file = join(folder, NAME)
    writeFileSync(file, TEXT)
    chmodSync(file, 0o600)
    setAccessList(file, '-m', `u:${SECOND_USER.uid}:r`)
    setAttribute(file, 'user.owner', 'team mail')
    const before = attributesOf(file)
    const words = ['set', 'message_expiration', '2', '-c', NAME, '--write']
    const { status, stderr } = ecconf(words, { cwd: folder })
    assert.equal([status, stderr], [0, `Written: ${NAME}\n`])
    assert.equal(attributesOf(file), before)
    const { stdout } = runAs(SECOND_USER, 'cat', [file])
    assert.is(stdout, 'Message_Expiration = 2\n')
    // The history and the journal belong to nobody else.
    assert.is(statSync(join(folder, '.ecconf')).mode & 0o777, 0o700)

    const back = ecconf(['rollback', '1', '-c', NAME, '--write'], { cwd: folder })
    assert.equal([back.status, back.stderr], [0, `Written: ${NAME}\n`])
    assert.equal(attributesOf(file), before)
  })
}

/** A folder of another user, with a file that has what that user cannot give to another one. */
function owned(text = TEXT): { folder: string; file: string } {
  const folder = folderOf(SECOND_USER)
  const file = join(folder, NAME)
  writeFileSync(file, text)
  chownSync(file, SECOND_USER.uid, SECOND_USER.gid)
  setAttribute(file, 'security.capability', CAPABILITY)
  return { folder, file }
}

const LOST = 'its access list and extended attributes'
const REFUSED = `ecconf: ${NAME}: ${LOST} cannot be kept (security.capability: operation not permitted); nothing was written\n  --force writes it all the same\n`
const FORCED = `${NAME}: ${LOST} are not what they were: security.capability: operation not permitted\n`

const PART = 'part.conf'
const PLAN = 'plan.json'

/** Of each command that writes: its words, the text it begins with, and what comes before. */
const COMMANDS: readonly {
  readonly words: readonly string[]
  readonly text?: string
  readonly prepare?: (run: (...words: string[]) => Run, folder: string) => void
}[] = [
  { words: ['set', 'message_expiration', '2', '-c', NAME, '--write'] },
  { words: ['set', 'message_expiration', '2', '-c', NAME, '--write', '--format', 'json'] },
  { words: ['unset', 'message_expiration', '-c', NAME, '--write'] },
  {
    words: ['apply', PLAN, '--write'],
    prepare: (_, folder) => {
      const input = 'config set message_expiration 2\n'
      const words = ['plan', '-c', NAME, '-o', PLAN]
      const { status, stderr } = ecconfAs(SECOND_USER, words, { cwd: folder, input })
      assert.is(status, 0, stderr)
    },
  },
  {
    words: ['overlay', 'apply', NAME, PART, '--write'],
    prepare: (_, folder) => writeFileSync(join(folder, PART), 'Max_Retries = 3\n'),
  },
  {
    words: ['overlay', 'remove', NAME, PART, '--write'],
    text: `${TEXT}readonly_include "${PART}"\n`,
    prepare: (_, folder) => writeFileSync(join(folder, PART), 'Max_Retries = 3\n'),
  },
  { words: ['fmt', NAME, '--write'], text: 'Message_Expiration=1\n' },
  {
    words: ['lint', '--fix', '--write', NAME],
    text: 'ESMTP_Listener {\n  Listen ":25" {\n    Idle_Tiem = 3\n  }\n}\n',
  },
  {
    words: ['rollback', '1', '-c', NAME, '--write'],
    prepare: (run, folder) => {
      const { status, stderr } = run(
        'set',
        'message_expiration',
        '2',
        '-c',
        NAME,
        '--write',
        '--force',
      )
      assert.is(status, 0, stderr)
      setAttribute(join(folder, NAME), 'security.capability', CAPABILITY)
    },
  },
  { words: ['edit', NAME, '--write'] },
  {
    words: ['merge', 'base.conf', NAME, 'theirs.conf', '--in-place'],
    prepare: (_, folder) => {
      writeFileSync(join(folder, 'base.conf'), TEXT)
      writeFileSync(join(folder, 'theirs.conf'), 'Message_Expiration = 2\n')
    },
  },
  {
    words: ['merge', 'base.conf', NAME, 'theirs.conf', '--in-place', '--name', NAME],
    prepare: (_, folder) => {
      writeFileSync(join(folder, 'base.conf'), TEXT)
      writeFileSync(join(folder, 'theirs.conf'), 'Message_Expiration = 2\n')
    },
  },
]

for (const { words, text = TEXT, prepare } of COMMANDS) {
  test(`${words.join(' ')}: what cannot be kept is a reason not to write, and --force the way on`, () => {
    const { folder, file } = owned(text)
    const env = { EDITOR: 'sed -i s/1/2/' }
    const run = (...each: readonly string[]) => ecconfAs(SECOND_USER, each, { cwd: folder, env })
    prepare?.(run, folder)
    const before = readFileSync(file, 'utf8')
    const attributes = attributesOf(file)
    const refused = run(...words)
    assert.is(refused.status, 2, refused.stderr + refused.stdout)
    assert.ok(refused.stderr.includes(REFUSED), refused.stderr)
    assert.not.match(refused.stderr, 'Written')
    assert.is(readFileSync(file, 'utf8'), before)
    assert.equal(attributesOf(file), attributes)
    const left = readdirSync(folder).filter((name) => name.includes('ecconf-'))
    assert.equal(left, [])
    rmSync(join(folder, '.ecconf/edit'), { recursive: true, force: true })

    const forced = run(...words, '--force')
    assert.ok(forced.status === 0 || words[0] === 'lint', forced.stderr + forced.stdout)
    assert.ok(forced.stderr.includes(FORCED), forced.stderr)
    assert.is.not(readFileSync(file, 'utf8'), before)
    assert.equal(
      attributesOf(file).filter((line) => line.startsWith('security.')),
      [],
    )
  })
}

test('a report over a file is written, with a word about what is lost', () => {
  const { folder, file } = owned()
  const plan = join(folder, PLAN)
  writeFileSync(plan, '{}\n')
  chownSync(plan, SECOND_USER.uid, SECOND_USER.gid)
  setAttribute(plan, 'security.capability', CAPABILITY)
  const input = 'config set message_expiration 2\n'
  const words = ['plan', '-c', NAME, '-o', PLAN]
  const { status, stderr } = ecconfAs(SECOND_USER, words, { cwd: folder, input })
  assert.is(status, 0, stderr)
  assert.ok(stderr.includes(FORCED.replace(NAME, PLAN)), stderr)
  assert.is(readFileSync(file, 'utf8'), TEXT)
})

/** Runs `ecconf` where all its open files are in use whenever it starts a program. */
function withoutDescriptors(words: readonly string[], cwd: string): Run {
  const full = join(scratch(), 'full.cjs')
  writeFileSync(
    full,
    `const programs = require('node:child_process')
const { closeSync, openSync } = require('node:fs')
for (const name of ['spawn', 'spawnSync']) {
  const start = programs[name]
  programs[name] = (...given) => {
    const held = []
    try {
      for (;;) held.push(openSync('/dev/null'))
    } catch {}
    try {
      return start(...given)
    } finally {
      held.forEach((file) => closeSync(file))
    }
  }
}
`,
  )
  const program = [process.execPath, '--require', full, builtProgram(), ...words]
  const script = ['-c', 'ulimit -n 100; exec "$@"', 'sh', ...program]
  const { status, stdout, stderr } = spawnSync('/bin/sh', script, { cwd, encoding: 'utf8' })
  return { status, stdout, stderr }
}

test('programs that cannot be started at the moment are not taken for ones that are not there', () => {
  const folder = scratch()
  const file = join(folder, NAME)
  writeFileSync(file, TEXT)
  const words = ['set', 'message_expiration', '2', '-c', NAME, '--write']
  const { status, stderr } = withoutDescriptors(words, folder)
  assert.equal(
    [status, stderr],
    [
      2,
      `ecconf: ${NAME}: ${LOST} cannot be kept (/usr/bin/cp: too many open files); nothing was written\n  --force writes it all the same\n`,
    ],
  )
  assert.is(readFileSync(file, 'utf8'), TEXT)
  const waiting = withoutDescriptors([...words, '--confirm', '1m'], folder)
  assert.is(waiting.status, 2)
  assert.match(
    waiting.stderr,
    /^ecconf: No process could be started that waits for the confirmation: spawn \S+ EMFILE; nothing was written\n$/,
  )
  assert.is(readFileSync(file, 'utf8'), TEXT)
})

test.run()
