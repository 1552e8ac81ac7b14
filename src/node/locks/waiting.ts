import { WriteError } from '../writing/write-error.js'
import { pause } from './pause.js'

/** Time between two attempts, in ms. */
const PAUSE = 20

/**
 * Repeats an action while another process holds a lock that it needs.
 * @param patience the longest time to wait, in ms
 * @throws WriteError `locked` when that time is over; any other error of the action at once
 */
export function whileLocked<T>(patience: number, action: () => T): T {
  const limit = performance.now() + patience
  for (;;) {
    try {
      return action()
    } catch (error) {
      const isBusy = error instanceof WriteError && error.code === 'locked'
      if (!isBusy || performance.now() > limit) throw error
      pause(PAUSE)
    }
  }
}
