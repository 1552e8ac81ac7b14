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

/** Checks an element of `( ACTION [ARGUMENT] )`: an action, `down`, a number, or a time. */
export function sweepAction(text: string): FormatProblem | undefined {
  const lower = text.toLowerCase()
  if (ACTIONS.includes(lower) || lower === 'down' || /^\d+$/.test(text)) return undefined
  if (/^\s*\d/.test(text)) {
    const problem = duration(text)
    return problem && { ...problem, reason: 'A time is a number, a blank and a unit.' }
  }
  const reason = `The actions are ${ACTIONS.slice(0, -1).join(', ')}.`
  return wrongWhole(text, reason, closest(lower, [...ACTIONS, 'down'])?.name)
}
