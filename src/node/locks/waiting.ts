import { WriteError } from '../writing/write-error.js'

/** Between two looks; in ms. */
const PAUSE = 20
const SLEEP = new Int32Array(new SharedArrayBuffer(4))

/**
 * Tries again what another process is in the way of, for it may be through in a moment.
 * @param patience how long at most; in ms
 * @throws WriteError `locked` when it still is after that, and at once whatever else the action throws
 */
export function whileLocked<T>(patience: number, action: () => T): T {
  const limit = performance.now() + patience
  for (;;) {
    try {
      return action()
    } catch (error) {
      const isBusy = error instanceof WriteError && error.code === 'locked'
      if (!isBusy || performance.now() > limit) throw error
      Atomics.wait(SLEEP, 0, 0, PAUSE)
    }
  }
}
