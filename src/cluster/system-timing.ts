import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Timing } from './timing.js'

/** What Linux calls this start of the system. */
const BOOT_ID = '/proc/sys/kernel/random/boot_id'

/** The times of this machine. What waits for them does not keep the process alive. */
export function systemTiming(): Timing {
  return {
    now: () => new Date(),
    monotonic: () => performance.now(),
    bootId: bootId(),
    after: (milliseconds, call) => {
      const timer = setTimeout(call, milliseconds)
      timer.unref()
      return () => clearTimeout(timer)
    },
  }
}

/** Where the system has no name for it, each start of the program counts as one of the system. */
function bootId(): string {
  try {
    return readFileSync(BOOT_ID, 'latin1').trim()
  } catch {
    return randomUUID()
  }
}
