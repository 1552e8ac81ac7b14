import { fstatSync, readlinkSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { EnvironmentOver } from '../../src/config/environment/environment-over.js'
import type { Environment } from '../../src/config/index.js'
// Not from the room's index: what writes files loads much that reading does not need.
import { nodeEnvironment } from '../../src/node/files/environment.js'
import { Failure } from '../../src/project/failure.js'
import type { Use } from '../../src/project/host.js'

/** Every path that this run reads or has looked for, whether there is a file or not. */
const uses = new Map<string, Use>()
/** Folders of which every file is read. */
const folders = new Set<string>()

/**
 * Notes that a file is read: nothing but a change may write it then (`refuseOutput`).
 * @param path as it is known in the working directory
 */
export function noteInput(path: string, use: Use): void {
  const absolute = resolve(path)
  if (!uses.has(absolute)) uses.set(absolute, use)
}

/** Every path that this run has read or looked for until now, and the folders whose files it read. */
export function lookedFor(): readonly string[] {
  return [...uses.keys(), ...folders]
}

/** The machine, with a note of all that is asked of it. */
export function inputEnvironment(): Environment {
  return new InputEnvironment(nodeEnvironment())
}

class InputEnvironment extends EnvironmentOver {
  override readFile(path: string, named?: boolean, most?: number) {
    noteInput(path, 'is a file of the configuration')
    return super.readFile(path, named, most)
  }

  /** What is not there yet is read as soon as somebody makes it. */
  override status(path: string) {
    noteInput(path, 'is a file of the configuration')
    return super.status(path)
  }

  override readDirectory(path: string) {
    folders.add(path)
    return super.readDirectory(path)
  }
}

/**
 * Stops when what a flag says is to be written would take the place of something that this run reads,
 * or has looked for, by whatever name: only a change writes such a file.
 * @param name of the file to write
 * @param what is to be written, with its article: `a plan`
 * @throws Failure
 */
export function refuseOutput(name: string, what: string): void {
  const use = useOf(name)
  if (use !== undefined) throw new Failure(`${name}: ${sentence(use, what)}`)
}

/** Why something must not be written to a file. */
export function sentence(use: Use, what: string): string {
  if (use.startsWith('is ')) return `${use}, and no place for ${what}`
  // What a plan is made from is no place for that very plan.
  const isPartOfPlan = use === 'holds the lines' || use === 'holds the key'
  return `${use}, and is no place for ${isPartOfPlan ? what.replace(/^a /, 'the ') : what}`
}

/** Stops when two flags name one file to write. @throws Failure */
export function refuseSameOutput(name: string, other: string): void {
  if (identityOf(resolve(name)) !== identityOf(resolve(other))) return
  throw new Failure(`${name}: only one thing can be written to a file`)
}

/**
 * What a stream that goes into a file would spoil; undefined when nothing.
 * @param stream the descriptor
 */
export function spoiledBy(stream: number): Use | undefined {
  const status = fstatSync(stream, { bigint: true })
  return status.isFile() ? known().get(idOf(status.dev, status.ino)) : undefined
}

function useOf(name: string): Use | undefined {
  const path = identityOf(resolve(name))
  const found = known().get(path)
  if (found !== undefined) return found
  const folder = identityOf(dirname(targetOf(resolve(name))))
  const isRead =
    !basename(name).startsWith('.') && [...folders].some((each) => identityOf(each) === folder)
  return isRead ? 'is a file of the configuration' : undefined
}

function known(): Map<string, Use> {
  return new Map([...uses].reverse().map(([path, use]) => [identityOf(path), use]))
}

/**
 * What tells one file from another, whatever names and links lead to it: its device and inode, or
 * those of the folder in which it would come to lie.
 */
function identityOf(path: string): string {
  const id = idAt(path)
  if (id !== undefined) return id
  const target = targetOf(path)
  return `${idAt(dirname(target)) ?? dirname(target)}/${basename(target)}`
}

/** Where a path leads, also when nothing is there yet. */
function targetOf(path: string): string {
  let target = path
  // No more links than the system itself would follow.
  for (let links = 0; links < 40; links++) {
    try {
      target = resolve(realpathSync(dirname(target)), readlinkSync(target))
    } catch {
      return target
    }
  }
  return target
}

function idAt(path: string): string | undefined {
  try {
    const { dev, ino } = statSync(path, { bigint: true })
    return idOf(dev, ino)
  } catch {
    return undefined
  }
}

function idOf(device: bigint, inode: bigint): string {
  return `${device} ${inode}`
}
