import { spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { builtProgram, ROOT, type Run, type RunOptions } from './program.js'
import { scratch } from './scratch.js'

const IN_TURN = join(ROOT, 'test/tools/in-turn.cjs')

/**
 * Runs the built `ecconf` with one command line after another in one process, which loads the program
 * anew for each: for tests of what many commands print, which would start hundreds of processes. What
 * a process alone can do or suffer (signals, streams, a run beside another) has `ecconf()`.
 *
 * @throws Error when one of them ends the process
 */
export function ecconfInTurn(
  lines: readonly (readonly string[])[],
  { cwd = ROOT, env }: RunOptions = {},
): Run[] {
  const ran = runInTurn(builtProgram(), lines, { cwd, env: { ...process.env, ...env } })
  return ran.map(({ status, stdout, stderr }) => ({
    status,
    stdout: stdout.toString(),
    stderr: stderr.toString(),
  }))
}

/**
 * The same for any build of it, byte for byte.
 *
 * @param program the file `ecconf.cjs` of the build
 */
export function runInTurn(
  program: string,
  lines: readonly (readonly string[])[],
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): { status: number; stdout: Buffer; stderr: Buffer }[] {
  const [first = []] = lines
  const folder = scratch()
  const file = (name: string) => join(folder, name)
  writeFileSync(file('lines.json'), JSON.stringify(lines))
  writeFileSync(file('ends.json'), '[]')
  const streams = [openSync(file('stdout'), 'w'), openSync(file('stderr'), 'w')]
  const { error } = spawnSync(process.execPath, ['--require', IN_TURN, program, ...first], {
    cwd,
    env: { ...env, IN_TURN: file('lines.json'), IN_TURN_ENDS: file('ends.json') },
    input: '',
    stdio: ['pipe', ...streams],
    timeout: 60_000 + lines.length * 10_000,
  })
  for (const stream of streams) closeSync(stream)
  if (error) throw error
  const [stdout, stderr] = [readFileSync(file('stdout')), readFileSync(file('stderr'))]
  const ends: { status: number; stdout: number; stderr: number }[] = JSON.parse(
    readFileSync(file('ends.json'), 'utf8'),
  )
  if (ends.length !== lines.length) {
    throw new Error(`ecconf ${lines[ends.length]?.join(' ')} ended the process:\n${stderr}`)
  }
  return ends.map((end, at) => ({
    status: end.status,
    stdout: stdout.subarray(ends[at - 1]?.stdout ?? 0, end.stdout),
    stderr: stderr.subarray(ends[at - 1]?.stderr ?? 0, end.stderr),
  }))
}
