import { type Machine, THIS_MACHINE } from '../machine.js'
import { Journal } from '../transactions/journal.js'
import { settler } from '../transactions/settle.js'
import { StateFolder } from '../transactions/state-folder.js'
import { writeError } from '../writing/write-error.js'
import { FileLock, newToken } from './lock.js'

/** Locks of files that are held longer than a write takes: while somebody edits them. */
export class HeldLocks {
  readonly #locks = new Map<string, FileLock>()

  private constructor(
    /** The token of the locks, and the id of the transaction that ends the edit. */
    readonly id: string,
  ) {}

  /**
   * @param files real paths, each with the name that users know
   * @param folder the folder of the main file, which holds the state folder
   * @throws WriteError `locked` when a living process holds one of the locks
   */
  static acquire(
    files: readonly { readonly realPath: string; readonly name: string }[],
    folder: string,
    machine: Machine = THIS_MACHINE,
  ): HeldLocks {
    const { calls, processes } = machine
    const held = new HeldLocks(newToken())
    try {
      const record = StateFolder.with(folder, machine, (state) =>
        new Journal(state).pathOf(held.id),
      )
      const known = files.map(({ realPath }) => realPath)
      const purpose = { id: held.id, record, settle: settler(machine, undefined, known) }
      // Every process locks in the same order, so that two never wait for each other's second file.
      for (const { realPath, name } of [...files].sort(byPath)) {
        held.#locks.set(realPath, FileLock.acquire(realPath, name, calls, processes, purpose))
      }
    } catch (error) {
      held.release()
      throw writeError(error, folder)
    }
    return held
  }

  /**
   * @internal
   * @param file a real path
   */
  of(file: string): FileLock | undefined {
    return this.#locks.get(file)
  }

  /** Releases all locks. A lock that cannot be removed soon counts as a dead process's. */
  release(): void {
    for (const lock of this.#locks.values()) {
      try {
        lock.release()
      } catch {
        // Whoever wants the lock next sees that its holder is gone.
      }
    }
  }
}

function byPath(a: { readonly realPath: string }, b: { readonly realPath: string }): number {
  return a.realPath < b.realPath ? -1 : 1
}
