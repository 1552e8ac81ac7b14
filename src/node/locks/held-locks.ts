import { type Machine, THIS_MACHINE } from '../machine.js'
import { Journal } from '../transactions/journal.js'
import { settler } from '../transactions/settle.js'
import { StateFolder } from '../transactions/state-folder.js'
import { writeError } from '../writing/write-error.js'
import { FileLock, newToken } from './lock.js'

/** The locks of files for longer than a write takes: while somebody edits them. */
export class HeldLocks {
  readonly #locks = new Map<string, FileLock>()

  private constructor(
    /** The token of the locks, and of the transaction that is to end the edit. */
    readonly id: string,
  ) {}

  /**
   * @param files by real path, with the name that people know each by
   * @param folder in which the state folder lies: that of the main file
   * @throws WriteError `locked` when a living process holds one of them
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
      // In one order everywhere, so that two processes never wait for each other's second file.
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

  /** Lets go of all of them. One that cannot be removed is that of a dead process soon. */
  release(): void {
    for (const lock of this.#locks.values()) {
      try {
        lock.release()
      } catch {
        // Whoever wants it next sees that its holder is gone.
      }
    }
  }
}

function byPath(a: { readonly realPath: string }, b: { readonly realPath: string }): number {
  return a.realPath < b.realPath ? -1 : 1
}
