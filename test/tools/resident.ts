import { spawn, spawnSync } from 'node:child_process'
import { fstatSync, openSync, readSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { builtProgram, ecconf, ROOT, type Run, type RunOptions } from './program.js'
import { scratch } from './scratch.js'

const RESIDENT = join(ROOT, 'test/tools/resident.cjs')

/** A process that runs one command line after another, and the files that it prints into. */
interface Resident {
  readonly asks: number
  readonly ends: number
  readonly stdout: Stream
  readonly stderr: Stream
}

interface Stream {
  readonly file: number
  /** How much of it earlier runs have printed. */
  seen: number
}

let resident: Resident | undefined

/**
 * Runs the built `ecconf` as `ecconf()` does, in one process for all runs of a test file, which loads the
 * program anew for each: for tests of what many commands do to files, most of whose time would go
 * into starting processes. What a process alone can do or suffer (signals, streams, a run beside
 * another) has `ecconf()`; so has a run with something on its standard input, wherever it is asked for.
 */
export function residentEcconf(
  args: readonly string[],
  options: RunOptions & { readonly input?: string | Uint8Array } = {},
): Run {
  if ((options.input ?? '').length > 0) return ecconf(args, options)
  resident ??= start()
  const { asks, ends, stdout, stderr } = resident
  const { cwd = ROOT, env } = options
  const ask = { words: args, cwd, env: { ...process.env, ...env } }
  writeSync(asks, `${JSON.stringify(ask)}\n`)
  const end = nextLine(ends)
  // The process has come to an end of its own: the next run starts another.
  if (end.startsWith('gone')) resident = undefined
  return {
    status: Number(end.replace('gone ', '')),
    stdout: newText(stdout),
    stderr: newText(stderr),
  }
}

function start(): Resident {
  const folder = scratch()
  const [asks, ends] = [join(folder, 'asks'), join(folder, 'ends')]
  const { status } = spawnSync('mkfifo', [asks, ends])
  if (status !== 0) throw new Error('mkfifo made no pipes')
  // For both: nobody waits for the other end to be opened.
  const resident = {
    asks: openSync(asks, 'r+'),
    ends: openSync(ends, 'r+'),
    stdout: { file: openSync(join(folder, 'stdout'), 'a+'), seen: 0 },
    stderr: { file: openSync(join(folder, 'stderr'), 'a+'), seen: 0 },
  }
  const words = [process.execPath, RESIDENT, builtProgram(), asks, ends]
  // The shell says when the process ends, which its pipe does not: this process holds it too.
  const child = spawn('sh', ['-c', '"$@"; echo "gone $?" >"$5"', 'sh', ...words], {
    stdio: ['ignore', resident.stdout.file, resident.stderr.file],
  })
  child.unref()
  return resident
}

function nextLine(file: number): string {
  const bytes = Buffer.alloc(64)
  let line = ''
  while (!line.endsWith('\n')) line += bytes.toString('utf8', 0, readSync(file, bytes))
  return line.trimEnd()
}

function newText(stream: Stream): string {
  const { size } = fstatSync(stream.file)
  const bytes = Buffer.alloc(size - stream.seen)
  readSync(stream.file, bytes, 0, bytes.length, stream.seen)
  stream.seen = size
  return bytes.toString('utf8')
}
