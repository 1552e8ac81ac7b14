import { numberOf } from '../../../schema/scalars.js'
import type { ScalarView, ScopeView, ValueView } from '../../../syntax/index.js'
import type { FileFindings } from '../../engine/file-findings.js'
import type { PlacedScope, SchemaRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'

const SWEEP_RULE = 'adaptive_sweep_rule'
const ACTIONS: readonly string[] = ['low_action', 'high_action']

/** A suspension by a sweep rule that is not in whole hours, a power of two. */
export const sweepRuleHours: SchemaRule = {
  codes: ['schema/sweep-rule-hours'],
  option({ name, value }, { surroundings, findings }) {
    if (!surroundings.types.some((type) => type.name === SWEEP_RULE)) return
    if (!ACTIONS.includes(name.toLowerCase()) || value.type !== 'array') return
    const [action, time] = value.elements
    if (time?.type !== 'scalar' || textOf(action) !== 'suspend') return
    checkTime(time, findings)
  },
}

function checkTime(time: ScalarView, findings: FileFindings): void {
  const [, number, unit] = /^(\d+)\s+([a-z]+)$/i.exec(time.value) ?? []
  // A time in another form is a wrong value, which is reported as such.
  if (number === undefined || unit === undefined) return
  const isInHours = /^hours?$/i.test(unit)
  if (isInHours && Number.isInteger(Math.log2(Number(number)))) return
  findings.report(
    'schema/sweep-rule-hours',
    time,
    `A sweep rule suspends for whole hours, a power of two, not for ${quoted(time.value)}`,
    { detail: 'Write "1 hours", "2 hours", "4 hours", "8 hours" and so on.' },
  )
}

/** A sweep rule whose lower threshold is above the higher one. */
export const sweepRuleThresholds: SchemaRule = {
  codes: ['schema/sweep-rule-thresholds'],
  scope({ view, types }: PlacedScope, { findings }) {
    if (!types.some((type) => type.name === SWEEP_RULE)) return
    const low = thresholdIn(view, 'low_threshold')
    const high = thresholdIn(view, 'high_threshold')
    if (low === undefined || high === undefined || low.number <= high.number) return
    findings.report(
      'schema/sweep-rule-thresholds',
      low.scalar,
      `Low_Threshold ${low.scalar.value} is above High_Threshold ${high.scalar.value}`,
      {
        detail:
          'Low_Action is taken when only the low threshold is met, which never happens like this.',
      },
    )
  },
}

function thresholdIn(view: ScopeView, name: string) {
  const option = view.items.findLast(
    (item) => item.type === 'option' && !item.broken && item.name.toLowerCase() === name,
  )
  const value = option?.type === 'option' ? option.value : undefined
  if (value?.type !== 'scalar') return undefined
  const number = numberOf(value.value)
  return number === undefined ? undefined : { number, scalar: value }
}

function textOf(value: ValueView | undefined): string | undefined {
  return value?.type === 'scalar' ? value.value.toLowerCase() : undefined
}
