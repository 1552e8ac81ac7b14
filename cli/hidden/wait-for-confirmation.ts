import { fstatSync, readdirSync, writeSync } from 'node:fs'
import { Socket } from 'node:net'
import { isAbsolute } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  armedBy,
  armedEntries,
  type HistoryEntry,
  hasOwnArmed,
  isArmed,
  recover,
  STATE_FOLDER,
} from '../../src/node/index.js'
import { Failure } from '../../src/project/failure.js'
import { NEXT, TO_PARENT, WAITER } from '../../src/project/past/waiter-name.js'
import { machineOf } from '../../src/project/recovery/machine.js'
import { command } from '../arguments/command.js'
import { HOST } from '../host.js'

/** Between two looks at the clock on the wall: the machine may sleep, and the clock may be set. */
const STEP = 2000
/** How long to try when somebody else has locked a file, and between two tries. In milliseconds. */
const PATIENCE = 600_000
const PAUSE = 5000

/** Waits until a change is confirmed, or its time is over and it has to be taken back. */
export const waiterCommand = command({
  name: WAITER,
  describe: 'Take a change back when its time is over',
  positionals: [
    { name: 'folder', describe: 'The folder of the main file', count: 'one' },
    { name: 'number', describe: 'The change, or the one that is being made', count: 'one' },
    { name: 'files', describe: 'The files of it, by their real paths', count: 'many' },
  ],
  flags: {},
  run: async ({ words: [folder = '', number = '', ...files] }) => {
    const place = { folder, known: new Set(files) }
    if (number === NEXT) return waitForNext(place)
    if (!isAbsolute(folder) || !hasState(folder)) {
      throw new Failure(`"${folder}" is no folder with a history`)
    }
    if (!/^[1-9]\d{0,8}$/.test(number)) throw new Failure(`"${number}" is no number of a change`)
    const entry = armedEntries(folder).find((each) => each.number === Number(number))
    if (entry !== undefined) await waitFor(place, entry)
  },
})

/** Where a change waits. */
interface Place {
  /** The folder of the main file. */
  readonly folder: string
  /** The files of the change, which may lie elsewhere. */
  readonly known: ReadonlySet<string>
}

function hasState(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => name.startsWith(STATE_FOLDER))
  } catch {
    return false
  }
}

/**
 * Waits for the change that the process at the other end of a descriptor makes. That process lets go
 * of it when it has written, and when it dies in the middle: then the write is ended first.
 */
async function waitForNext(place: Place): Promise<void> {
  const { folder, known } = place
  // Others may have entries there that wait for as long as they like.
  const parent = process.ppid
  await endOfParent()
  const limit = performance.now() + PATIENCE
  while (
    hasOwnArmed(folder) &&
    armedBy(folder, parent) === undefined &&
    performance.now() < limit
  ) {
    recover(folder, machineOf(HOST), known)
    if (armedBy(folder, parent) === undefined) await sleep(STEP)
  }
  const entry = armedBy(folder, parent)
  if (entry !== undefined) await waitFor(place, entry)
}

/** @throws Failure when no process is at the other end */
function endOfParent(): Promise<void> {
  if (!isSocket(TO_PARENT)) throw new Failure(`${WAITER} is for ecconf itself`)
  const line = new Socket({ fd: TO_PARENT })
  writeSync(TO_PARENT, '.')
  return new Promise((done) => {
    line.on('error', () => undefined)
    line.once('close', () => done())
    line.resume()
  })
}

function isSocket(file: number): boolean {
  try {
    return fstatSync(file).isSocket()
  } catch {
    return false
  }
}

async function waitFor({ folder, known }: Place, entry: HistoryEntry): Promise<void> {
  const { id } = entry
  const confirmBy = Date.parse(entry.confirmBy ?? '')
  for (let left = confirmBy - Date.now(); left > 0; left = confirmBy - Date.now()) {
    await sleep(Math.min(left, STEP))
    if (!isArmed(folder, id)) return
  }
  // What is in the way for good is told to whoever uses the configuration next.
  const limit = performance.now() + PATIENCE
  while (isArmed(folder, id) && performance.now() < limit) {
    recover(folder, machineOf(HOST), known)
    if (isArmed(folder, id)) await sleep(PAUSE)
  }
}
