import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Run } from '../../tools/program.js'
import { residentEcconf } from '../../tools/resident.js'
import { scratch } from '../../tools/scratch.js'

/** A small configuration in a folder of its own. */
export interface Site {
  readonly root: string
  readonly main: string
}

export const TEXT = `Message_Expiration = 86400
Datasource "d" {
  uri = ( "pgsql:host=db;password=secret1" )
}
Domain "yahoo.com" {
  Gateway = "relay1"
}
`

const roots: string[] = []

process.on('exit', () => {
  for (const root of roots) for (const pid of waiters({ root })) end(pid)
})

export function site(text = TEXT): Site {
  const root = scratch()
  roots.push(root)
  const main = join(root, 'ecelerity.conf')
  writeFileSync(main, text)
  return { root, main }
}

/** Runs `ecconf` in the folder of the configuration, without a terminal. */
export function run({ root }: Site, ...words: readonly string[]): Run {
  return residentEcconf([...words, '-c', 'ecelerity.conf'], { cwd: root })
}

export function read({ root }: Site, name = 'ecelerity.conf'): string {
  return readFileSync(join(root, name), 'utf8')
}

/** Moments and process numbers of a text as `T` and `P`: they are others each time. */
export function steady(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/g, 'T')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'T')
    .replace(/process \d+/g, 'process P')
}

/** The user as the history knows them. */
export const USER = execFileSync('id', ['-un'], { encoding: 'utf8' }).trim()

/** The processes that wait for a confirmation of this configuration. */
export function waiters({ root }: Pick<Site, 'root'>): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => wordsOf(pid).join(' ').includes(`wait-for-confirmation ${root} `))
    .map(Number)
}

function wordsOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    // The process has ended meanwhile.
    return []
  }
}

export function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // The process has ended by itself.
  }
}

/**
 * Waits until something is so. The driver's time-out ends what never comes: how long a process takes
 * beside others is no matter of the test.
 *
 * @param what is said when it takes long
 */
export async function until(isSo: () => boolean, what: string): Promise<void> {
  const timer = setTimeout(() => console.error(`still waiting: ${what}`), 20_000)
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20))
  clearTimeout(timer)
}
