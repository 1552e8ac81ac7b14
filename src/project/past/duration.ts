import { Failure } from '../failure.js'

const SECONDS = { s: 1, m: 60, h: 3600 } as const

const SHORTEST = 10
const LONGEST = 24 * 3600

/**
 * How long a change may wait for its confirmation.
 * @param text `30s`, `10m`, `2h`: from 10 seconds to 24 hours
 * @returns seconds
 * @throws Failure
 */
export function confirmationTime(text: string): number {
  const [, digits, unit] = /^(\d{1,5})([smh])$/.exec(text) ?? []
  if (digits === undefined) {
    throw new Failure(`--confirm takes a time such as 30s, 10m or 2h, not "${text}"`)
  }
  const seconds = Number(digits) * SECONDS[unit as keyof typeof SECONDS]
  if (seconds < SHORTEST || seconds > LONGEST) {
    throw new Failure(`--confirm takes a time from 10s to 24h, not ${text}`)
  }
  return seconds
}
