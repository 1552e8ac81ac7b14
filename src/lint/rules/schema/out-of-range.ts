import { integerOf, numberOf } from '../../../schema/scalars.js'
import type { OptionType } from '../../../schema/types.js'
import type { ScalarView } from '../../../syntax/index.js'
import type { FileFindings } from '../../engine/file-findings.js'
import type { SchemaRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'
import { eachScalar } from '../../values/scalars.js'

/**
 * A number that the product's documents forbid for its option, or that makes no sense: those bounds
 * follow from what the number counts, so the finding is information only. None is an error, because
 * the documents do not say that the product refuses the number.
 */
export const outOfRange: SchemaRule = {
  codes: ['schema/out-of-range'],
  option({ name, value, types }, { findings }) {
    const [type] = types
    if (type?.range === undefined && type?.usualRange === undefined) return
    if (types.some((other) => !sameRanges(type, other))) return
    for (const scalar of eachScalar(value)) check(scalar, name, type, findings)
  },
}

function sameRanges({ range, usualRange }: OptionType, other: OptionType): boolean {
  return range?.join() === other.range?.join() && usualRange?.join() === other.usualRange?.join()
}

function check(scalar: ScalarView, name: string, type: OptionType, findings: FileFindings): void {
  const number = integerOf(scalar.value) ?? numberOf(scalar.value)
  if (number === undefined) return
  const { range, usualRange, facts = {} } = type
  // Some defaults are beyond what the documents advise.
  if (facts.special?.includes(number) || type.default === scalar.value) return
  const subject = `Value ${scalar.value} of ${quoted(name)}`
  if (range !== undefined && !isWithin(range, number)) {
    const note = facts.note === undefined ? '' : ` Note: ${facts.note}.`
    findings.report('schema/out-of-range', scalar, `${subject} is out of its range`, {
      detail: `Allowed is ${rangeText(range)}.${note}`,
      severity: 'warning',
    })
  } else if (facts.powerOfTwo && !isPowerOfTwo(number)) {
    findings.report('schema/out-of-range', scalar, `${subject} is no power of two`, {
      detail: 'Other numbers work, but slowly.',
    })
  } else if (usualRange !== undefined && !isUsual(usualRange, number)) {
    findings.report('schema/out-of-range', scalar, `${subject} is out of its usual range`, {
      detail: `Usual is ${rangeText(usualRange)}.`,
    })
  }
}

type Bounds = readonly [least: number | null, most: number | null]

function isWithin([least, most]: Bounds, number: number): boolean {
  return (least === null || number >= least) && (most === null || number <= most)
}

function isUsual(bounds: Bounds, number: number): boolean {
  // -1 means that there is no limit (language spec 2.4).
  return isWithin(bounds, number) || (number === -1 && bounds[1] === null)
}

function isPowerOfTwo(number: number): boolean {
  return number >= 1 && Number.isInteger(Math.log2(number))
}

function rangeText([least, most]: Bounds): string {
  if (most === null) return `${least} or more`
  return least === null ? `${most} or less` : `from ${least} to ${most}`
}
