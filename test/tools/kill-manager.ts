/**
 * `npm run kill-test [-- COUNT]`: kills eccmgr with SIGKILL at random moments of sets, commits and
 * writebacks, and starts it again on the same files. Each file has to be old or new as a whole at any
 * moment, and both have to be of the same writeback once the manager runs again. Exit 1 when not.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Installation, ManagerProcess } from './manager-process.js'
import { Client } from './running-manager.js'
import { scratch } from './scratch.js'

/** A kill comes at most so long after the first writeback, in ms: the thread of the manager runs by then. */
const LONGEST = 120

/** How many sets come before each commit. */
const SETS = 3

/** Files by the values in them, with the socket in the second argument. */
const FILES: Readonly<Record<string, (value: number, socket: string) => string>> = {
  'eccluster.conf': (value, socket) => `# The main file.
Security { User = "root" Group = "root" }
Control_Listener { Listen "${socket}" {} }
Max_Outbound_Connections = ${value} # kept
include "more.conf"
`,
  'more.conf': (value) => `Domain "example.com" {
  # Of the domain.
  Retry_Interval = ${value}
}
`,
}

/** What was found after a number of kills. */
export interface Killed {
  readonly kills: number
  /** How many kills came while a writeback was at work. */
  readonly duringWriteback: number
  /** How many of those were in the files after all. */
  readonly carriedOut: number
  readonly violations: readonly string[]
}

/** Kills a manager so many times. */
export async function killManager(kills: number): Promise<Killed> {
  const root = scratch()
  const main = join(root, 'etc/eccluster.conf')
  for (const folder of ['tmp', 'etc']) mkdirSync(join(root, folder))
  const place: Installation = { root, main, socket: join(root, 'tmp/2025') }
  const violations: string[] = []
  let written = 1
  let duringWriteback = 0
  let carriedOut = 0
  for (const [name, text] of Object.entries(FILES)) {
    writeFileSync(join(root, 'etc', name), text(written, place.socket))
  }
  for (let kill = 0; kill <= kills; kill++) {
    const manager = await ManagerProcess.start(place)
    const client = await Client.connect(place.socket)
    const values = [await numberAt(client, ''), await numberAt(client, 'Domain example.com ')]
    const [value = 0] = values
    const state = valuesIn(place)
    if (values[0] !== values[1]) violations.push(`kill ${kill}: half of a change: ${values}`)
    if (state.some((each) => each !== value)) {
      violations.push(`kill ${kill}: the files have ${state}, the manager ${values}`)
    }
    if (value !== written && value !== written + 1) {
      violations.push(`kill ${kill}: ${value} is neither ${written} nor the next`)
    }
    if (value === written + 1) carriedOut++
    if (kill === kills) {
      client.connection.close()
      await manager.end()
      break
    }
    const progress = { written: value, isWriting: false }
    await writeNext(client, progress)
    const working = writeOn(client, progress).catch(() => undefined)
    await sleep(Math.random() * LONGEST)
    if (progress.isWriting) duringWriteback++
    await manager.end('SIGKILL')
    await working
    written = progress.written
    const left = valuesIn(place)
    if (left.some((each) => each !== written && each !== written + 1)) {
      violations.push(`kill ${kill}: the files are not whole: ${left}, written ${written}`)
    }
  }
  return { kills, duringWriteback, carriedOut, violations }
}

/** How far a manager has come. */
interface Progress {
  written: number
  isWriting: boolean
}

async function writeOn(client: Client, progress: Progress): Promise<never> {
  for (;;) await writeNext(client, progress)
}

/** Sets, commits and writes back the next number in both files. */
async function writeNext(client: Client, progress: Progress): Promise<void> {
  const next = progress.written + 1
  await client.ok('config begin')
  for (let set = 0; set < SETS; set++) {
    await client.ok(`config set Max_Outbound_Connections ${next}`)
  }
  await client.ok(`config set Domain example.com Retry_Interval ${next}`)
  await client.ok('config commit')
  progress.isWriting = true
  await client.ok('config writeback')
  progress.isWriting = false
  progress.written = next
}

async function numberAt(client: Client, scope: string): Promise<number> {
  const option = scope === '' ? 'Max_Outbound_Connections' : 'Retry_Interval'
  return Number((await client.ok(`config get ${scope}${option}`)).replace(/.* = /, ''))
}

/** The number in each file; NaN for one that is not whole. */
function valuesIn({ main, socket }: Installation): number[] {
  return Object.entries(FILES).map(([name, text]) => {
    const found = readFileSync(join(dirname(main), name), 'utf8')
    const value = Number(/(?:Connections|Interval) = (\d+)/.exec(found)?.[1] ?? Number.NaN)
    return found === text(value, socket) ? value : Number.NaN
  })
}

if (process.argv[1]?.endsWith('kill-manager.ts')) {
  const { violations, ...counts } = await killManager(Number(process.argv[2] ?? 200))
  for (const violation of violations) console.log(violation)
  console.log(
    `${counts.kills} kills, ${counts.duringWriteback} during a writeback, of which ${counts.carriedOut} are in the files; ${violations.length} not as promised`,
  )
  if (violations.length > 0) process.exitCode = 1
}
