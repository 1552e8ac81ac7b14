import { dirname } from 'node:path'
import { sysrootOf } from '../../config/environment/main-file.js'
import type { Configuration, LoadOptions } from '../../config/index.js'
import { type Machine, recover, THIS_MACHINE } from '../../node/index.js'
import { FileLock } from '../../node/locks/lock.js'
import type { EndedBefore } from './messages.js'

/**
 * Ends what a thread has left that died while it wrote: its locks name this process, which lives, but
 * nobody in it goes on. To be called before this thread takes a lock itself.
 */
export function endInterrupted(
  files: Configuration,
  load: LoadOptions,
  { path }: EndedBefore,
): void {
  const { calls } = THIS_MACHINE
  const machine = withoutPredecessor(THIS_MACHINE)
  const known = new Set(files.files.map(({ realPath }) => realPath))
  recover(dirname(files.main.realPath), machine, known)
  if (path === undefined) return
  try {
    const place = sysrootOf(load).inside(path).path
    const real = calls.status(place) === undefined ? place : calls.realPath(place)
    FileLock.acquire(real, path, calls, machine.processes).release()
  } catch {
    // Whoever writes the file next is told what prevents it.
  }
}

/** A machine on which whatever this process has locked is left over. */
function withoutPredecessor(machine: Machine): Machine {
  const { processes } = machine
  const self = processes.self()
  const isAlive: typeof processes.isAlive = (other) => {
    const isOwn = other.pid === self.pid && other.host === self.host && other.start === self.start
    return isOwn ? false : processes.isAlive(other)
  }
  return { ...machine, processes: { ...processes, isAlive } }
}
