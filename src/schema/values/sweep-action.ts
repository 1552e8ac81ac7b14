import { closest } from '../suggest/closest.js'
import { duration } from './duration.js'
import type { FormatProblem } from './format.js'
import { wrongWhole } from './format.js'

/** The actions of a sweep rule. The documents list `transcode` too, but not for these rules. */
const ACTIONS = [
  'throttle',
  'suspend',
  'blackhole',
  'greylisted',
  'warmup',
  'reduce_connections',
  'reduce_deliveries',
  'transcode',
]

/** Whether a text is a time for which a sweep rule can suspend: whole hours, a power of two. */
export function isSuspension(text: string): boolean {
  const hours = /^(\d+)\s+hours?$/i.exec(text)?.[1]
  return hours !== undefined && Number.isInteger(Math.log2(Number(hours)))
}

/** Checks an element of `( ACTION [ARGUMENT] )`: an action, `down`, a number, or a time. */
export function sweepAction(text: string): FormatProblem | undefined {
  const lower = text.toLowerCase()
  if (ACTIONS.includes(lower) || lower === 'down' || /^\d+$/.test(text)) return undefined
  if (/^\s*\d/.test(text)) {
    const problem = duration(text)
    if (problem === undefined) return undefined
    const { suggestion } = problem
    return wrongWhole(
      text,
      'A time is a number, a blank and a unit; a suspension takes hours, a power of two.',
      // Another text would be wrong in another way.
      suggestion !== undefined && isSuspension(suggestion) ? suggestion : undefined,
    )
  }
  const reason = `The actions are ${ACTIONS.slice(0, -1).join(', ')}.`
  return wrongWhole(text, reason, closest(lower, [...ACTIONS, 'down'])?.name)
}
