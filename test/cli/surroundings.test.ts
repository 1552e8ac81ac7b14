import { execFile, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Command, flagName } from '../../cli/arguments/command.js'
import { loadCommands } from '../../cli/commands.js'
import { depth } from '../tools/depth.js'
import { ROOT } from '../tools/program.js'
import { scratch } from '../tools/scratch.js'
import { shell } from './shell.js'

const test = suite('files, folders, descriptors and environments as they should not be')

const PROGRAM = join(ROOT, 'dist/bin/ecconf.cjs')

/** A user without a name and without rights, where this one may be anybody. */
const NOBODY = 12345

const isRoot = process.getuid?.() === 0

/** A folder with everything that can be wrong with a name. */
function wrongPlace(): string {
  const cwd = scratch()
  chmodSync(cwd, 0o755)
  writeFileSync(join(cwd, 'ecelerity.conf'), 'Max_Retries = 3\n')
  writeFileSync(join(cwd, 'unreadable.conf'), 'Max_Retries = 3\n', { mode: 0 })
  mkdirSync(join(cwd, 'folder.conf'))
  mkdirSync(join(cwd, 'locked'))
  writeFileSync(join(cwd, 'locked/x.conf'), '')
  chmodSync(join(cwd, 'locked'), 0)
  symlinkSync('loop.conf', join(cwd, 'loop.conf'))
  symlinkSync('nowhere', join(cwd, 'dangling.conf'))
  return cwd
}

/** What stands for every file and word that a command takes. */
const NAMES = [
  'unreadable.conf',
  'folder.conf',
  'locked',
  'locked/x.conf',
  'loop.conf',
  'loop.conf/x',
  'dangling.conf',
  'none.conf',
  'ecelerity.conf/x',
  '/dev/null',
  `${'x'.repeat(300)}.conf`,
  'x/'.repeat(3000),
  '',
  'a\nb.conf',
  '\u001b[31m.conf',
] as const

/** Environments and streams, as a line of the shell that runs "$@". */
const SURROUNDINGS = [
  'exec env -i "$@"',
  'unset HOME; TMPDIR=/none LANG=C LC_ALL=C TERM=nothing exec "$@"',
  'exec "$@" <&-',
  'exec "$@" < .',
  'exec "$@" > /dev/full',
  'exec "$@" 2> /dev/full',
  'exec "$@" <&- >&- 2>&-',
  'exec "$@" 1< /dev/null 2< /dev/null',
  'mkdir gone$$; cd gone$$; rmdir ../gone$$; exec "$@"',
  'ulimit -f 0; exec "$@"',
  'EC_CONF_SEARCH_PATH=/none:loop.conf:locked EDITOR=false exec "$@"',
] as const

interface Walked {
  readonly words: readonly string[]
  readonly status: number | null
  readonly said: string
}

/**
 * Command lines with a name in every place where a command takes one. Each file that is named is read
 * the same way by whatever flag, so of the flags each name has one.
 */
function linesFor({ name: command, positionals, flags }: Command): string[][] {
  const given = command.split(' ')
  const fine = positionals.filter(({ count }) => count === 'one').map(() => 'ecelerity.conf')
  const takesFiles = positionals.some(({ completes }) => completes === 'files')
  const words = takesFiles ? NAMES : NAMES.filter((name) => /^$|[\n\u001b]/.test(name))
  const count = Math.max(1, positionals.length)
  const inWords = words.map((name) => [...given, ...Array.from({ length: count }, () => name)])
  const dashed = Object.entries(flags)
    .filter(([, { type, completes }]) => type !== 'boolean' && completes !== undefined)
    .map(([flag]) => `--${flagName(flag)}`)
  if (dashed.length === 0) return inWords
  const inFlags = NAMES.map((name, at) => [
    ...given,
    ...fine,
    `${dashed[at % dashed.length]}=${name}`,
  ])
  return [...inWords, ...inFlags]
}

function run(line: string, words: readonly string[], cwd: string): Promise<Walked> {
  const program = [process.execPath, PROGRAM, ...words]
  const as = isRoot
    ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', 'bash']
    : ['bash']
  const [shellName = 'bash', ...others] = [...as, '-c', line, 'bash', ...program]
  return new Promise((done) => {
    const child = execFile(
      shellName,
      others,
      { cwd, timeout: 60_000, maxBuffer: 1 << 26 },
      (error, stdout, stderr) => {
        const { code = 0, signal } = Object(error) as { code?: number | string; signal?: string }
        const status = signal || typeof code === 'string' ? null : code
        done({ words, status, said: `${stdout}${stderr}` })
      },
    )
    child.stdin?.on('error', () => undefined)
    child.stdin?.end()
  })
}

/** Runs all, a few at a time. @returns what is wrong with their endings, a line each */
async function walk(
  runs: readonly (readonly [line: string, words: readonly string[]])[],
  cwd: string,
): Promise<string[]> {
  const rest = [...runs]
  const wrong: string[] = []
  const worker = async () => {
    for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
      const { words, status, said } = await run(...next, cwd)
      const isFine =
        (status === 0 || status === 1 || status === 2) &&
        !/internal|mistake of ecconf|^\s+at .*:\d+/m.test(said)
      if (!isFine)
        wrong.push(`${next[0]}  ${words.join(' ').slice(0, 200)}: ${status} ${said.slice(-400)}`)
    }
  }
  await Promise.all(Array.from({ length: 2 * availableParallelism() }, worker))
  return wrong
}

test('every command, with every name that can be wrong, in every place for a name', async () => {
  const cwd = wrongPlace()
  const commands = await loadCommands()
  // Each command gets some of the names, and each name some commands: all of them take minutes.
  const every = depth(8, 6)
  const lines = commands.flatMap((command, at) =>
    linesFor(command).filter((_, index) => (at + index) % every === 0),
  )
  assert.ok(lines.length > commands.length * 2, `${lines.length} lines`)
  const runs = lines.map((words) => ['exec "$@"', words] as const)
  assert.equal(await walk(runs, cwd), [])
  chmodSync(join(cwd, 'locked'), 0o700)
})

test('every command, in surroundings that are not as usual', async () => {
  const cwd = wrongPlace()
  if (isRoot) chmodSync(cwd, 0o777)
  const commands = await loadCommands()
  const runs = commands.flatMap((command, at) =>
    SURROUNDINGS.filter((_, index) => (at + index) % depth(5, 3) === 0).map((line) => {
      const words = command.positionals.map(() => 'ecelerity.conf')
      return [line, [...command.name.split(' '), ...words]] as const
    }),
  )
  assert.equal(await walk(runs, cwd), [])
  chmodSync(join(cwd, 'locked'), 0o700)
})

test('a folder that may not be read hides no other', () => {
  if (!isRoot) return
  const cwd = wrongPlace()
  const as = `setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups '${process.execPath}' '${PROGRAM}'`
  rmSync(join(cwd, 'unreadable.conf'))
  rmSync(join(cwd, 'loop.conf'))
  const lint = shell(`${as} lint .`, cwd)
  assert.equal(
    [lint.status, lint.stdout, lint.stderr],
    [
      2,
      'ecelerity.conf\n1 file, 1 configuration (node): no findings, 1 not checked.\n',
      'ecconf: locked: permission denied\n',
    ],
  )
  const fmt = shell(`${as} fmt --check . locked`, cwd)
  assert.equal([fmt.status, fmt.stdout], [2, ''])
  assert.match(fmt.stderr, 'ecconf: locked: permission denied\n')
  mkdirSync(join(cwd, '.ecconf'), { mode: 0o700 })
  chmodSync(cwd, 0o711)
  const get = shell(`${as} get max_retries -c ecelerity.conf`, cwd)
  assert.equal([get.status, get.stdout, get.stderr], [0, 'Max_Retries = 3\n', ''])
  chmodSync(join(cwd, 'locked'), 0o700)
})

test('pipes that a shell hands over', () => {
  const cwd = scratch()
  const said = (line: string) => {
    const { status, stdout, stderr } = shell(line, cwd)
    return [status, stdout, stderr]
  }
  assert.equal(said("ecconf fmt <(echo '  Blackhole = true')"), [0, 'Blackhole = true\n', ''])
  assert.equal(said("echo '  Blackhole = true' | ecconf fmt /dev/stdin"), [
    0,
    'Blackhole = true\n',
    '',
  ])
  assert.equal(said("ecconf get blackhole -c <(echo 'Blackhole = true')"), [
    0,
    'Blackhole = true\n',
    '',
  ])
  assert.equal(said("ecconf diff <(echo 'Blackhole = true') <(echo 'Blackhole = false')"), [
    1,
    '~ Blackhole   true → false\n',
    '',
  ])
  const lint = shell("ecconf lint <(echo 'Blackhole = 1;')", cwd)
  assert.is(lint.status, 1)
  assert.match(lint.stdout, 'A semicolon does not end a statement here')
  const set = shell("ecconf set blackhole false --write -c <(echo 'Blackhole = true')", cwd)
  assert.is(set.status, 1)
  assert.match(set.stderr, 'read-only')
})

test('a pipe or a device that a file names is not opened', () => {
  const cwd = scratch()
  writeFileSync(
    join(cwd, 'ecelerity.conf'),
    'include "fifo"\ninclude "/dev/zero"\ninclude "conf.d"\nLocal_Changes_File = "fifo"\n',
  )
  mkdirSync(join(cwd, 'conf.d'))
  for (const name of ['fifo', 'conf.d/fifo', 'eccluster.conf'])
    spawnSync('mkfifo', [join(cwd, name)])
  const { status, stdout } = shell(
    'timeout 20 "$BASH" -c : && ecconf lint --format compact ecelerity.conf',
    cwd,
  )
  assert.is(status, 1)
  for (const name of ['fifo', '/dev/zero']) {
    assert.match(stdout, `Included file "${name}" cannot be read: it is no regular file`)
  }
  assert.match(stdout, 'Local changes file "fifo" cannot be read: it is no regular file')
})

test('names that are no UTF-8: they work when met in folders, and are refused as words', () => {
  const cwd = scratch()
  const prepare = `mkdir conf.d && printf 'Blackhole   = true\\n' > $'conf.d/a\\351.conf' && printf 'include "conf.d"\\n' > ecelerity.conf`
  assert.is(shell(prepare, cwd).status, 0)
  assert.equal(shell('ecconf get blackhole -c ecelerity.conf', cwd).stdout, 'Blackhole = true\n')
  assert.is(shell('ecconf set blackhole false -c ecelerity.conf --write', cwd).status, 0)
  assert.is(shell('ecconf fmt --write conf.d', cwd).status, 0)
  // Only the file that was there, with the new text.
  assert.is(
    shell(`ls conf.d | wc -l; cat $'conf.d/a\\351.conf'`, cwd).stdout,
    '1\nBlackhole = false\n',
  )
  assert.is(shell(`ecconf files -c ecelerity.conf | grep -cF 'a\\xe9'`, cwd).stdout, '1\n')
  assert.is(shell('ecconf rollback 1 -c ecelerity.conf --write', cwd).status, 0)
  assert.is(shell(`cat $'conf.d/a\\351.conf'`, cwd).stdout, 'Blackhole = true\n')
  const word = shell(`ecconf lint $'conf.d/a\\351.conf'`, cwd)
  assert.equal(
    [word.status, word.stdout, word.stderr],
    [
      2,
      '',
      'ecconf: "conf.d/a\\xe9.conf" is no UTF-8, and cannot be taken from the command line; a file with such a name can be reached by its folder, or by a link to it\n',
    ],
  )
  // The character that Node puts in the place of such bytes may have been typed.
  assert.is(
    shell('cp ecelerity.conf \ufffd.conf; ecconf get blackhole -c \ufffd.conf', cwd).status,
    0,
  )
  const inside = shell(
    `mkdir $'d\\351' && cd $'d\\351' && echo 'Max_Retries = 3' > x.conf && ecconf lint x.conf && ecconf set max_retries 4 -c x.conf --write && cat x.conf`,
    cwd,
  )
  assert.is(inside.status, 0)
  assert.ok(inside.stdout.endsWith('\nMax_Retries = 4\n'))
})

test('a working directory that is gone: absolute paths are what they are', () => {
  const cwd = scratch()
  writeFileSync(join(cwd, 'ecelerity.conf'), 'Max_Retries = 3\n')
  const gone = 'mkdir gone; cd gone; rmdir ../gone; '
  const lint = shell(`${gone} ecconf lint '${cwd}/ecelerity.conf'`, cwd)
  assert.equal([lint.status, lint.stderr], [0, ''])
  const set = shell(`${gone} ecconf set max_retries 4 --write -c '${cwd}/ecelerity.conf'`, cwd)
  assert.is(set.status, 0)
  const relative = shell(`${gone} ecconf lint x.conf`, cwd)
  assert.equal(
    [relative.status, relative.stderr],
    [2, 'ecconf: x.conf: no such file or directory\n'],
  )
})

test('schemas that lead back to themselves', () => {
  const cwd = scratch()
  writeFileSync(join(cwd, 'ecelerity.conf'), 'Max_Retries = 3\n')
  const said =
    'ecconf: s.json: no schema that can be used: its references lead back to where they begin\n'
  for (const schema of [
    '{"$ref":"#"}',
    '{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}}}',
    '{"allOf":[{"$ref":"#"}]}',
    '{"properties":{"x":{"$ref":"#/properties/x","x-ecconf":{"instance":"named"}}},"$ref":"#"}',
  ]) {
    writeFileSync(join(cwd, 's.json'), schema)
    const { status, stderr } = shell('ecconf lint --schema s.json ecelerity.conf', cwd)
    assert.equal([status, stderr], [2, said], schema)
  }
})

test('a file that is too large, and an argument in several lines', () => {
  const cwd = scratch()
  const large = shell('truncate -s 600M large.conf; ecconf lint large.conf', cwd)
  assert.equal([large.status, large.stderr], [2, 'ecconf: large.conf: is larger than 511 MiB\n'])
  const lines = shell(`ecconf lint $'a\\nb.conf'`, cwd)
  assert.equal([lines.status, lines.stderr], [2, 'ecconf: a\\nb.conf: no such file or directory\n'])
})

test.run()
