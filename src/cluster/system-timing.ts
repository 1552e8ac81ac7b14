import { readFileSync } from 'node:fs'
import type { Timing } from './timing.js'

/** The times of this machine. What waits for them does not keep the process alive. */
export const SYSTEM_TIMING: Timing = {
  now: () => new Date(),
  monotonic: () => Number(process.hrtime.bigint() / 1000n) / 1000,
  bootId: bootId(),
  after: (milliseconds, call) => {
    const timer = setTimeout(call, Math.min(milliseconds, 2 ** 31 - 1))
    timer.unref()
    return () => clearTimeout(timer)
  },
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return 'unknown'
  }
}
