import { integerOf, numberOf } from '../../../schema/scalars.js'
import type { OptionType } from '../../../schema/types.js'
import type { ScalarView } from '../../../syntax/index.js'
import type { FileFindings } from '../../engine/file-findings.js'
import type { SchemaRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'
import { eachScalar } from '../../values/scalars.js'

/**
 * A number that makes no sense for its option. The bounds follow from what the number counts, not
 * from the product's documents, so the finding is no error.
 */
export const outOfRange: SchemaRule = {
  codes: ['schema/out-of-range'],
  option({ name, value, types }, { findings }) {
    const [type] = types
    if (type?.usualRange === undefined || types.some((other) => !sameRange(type, other))) return
    for (const scalar of eachScalar(value)) check(scalar, name, type, findings)
  },
}

function sameRange({ usualRange }: OptionType, other: OptionType): boolean {
  return usualRange?.join() === other.usualRange?.join()
}

function check(scalar: ScalarView, name: string, type: OptionType, findings: FileFindings): void {
  const number = integerOf(scalar.value) ?? numberOf(scalar.value)
  const [least, most] = type.usualRange ?? [null, null]
  if (number === undefined) return
  if ((least === null || number >= least) && (most === null || number <= most)) return
  // -1 means that there is no limit (language spec 2.4).
  if (number === -1 && most === null) return
  if (type.facts?.special?.includes(number)) return
  findings.report(
    'schema/out-of-range',
    scalar,
    `Value ${scalar.value} of ${quoted(name)} is out of its usual range`,
    { detail: `Usual is ${rangeText(least, most)}.` },
  )
}

function rangeText(least: number | null, most: number | null): string {
  if (most === null) return `${least} or more`
  return least === null ? `${most} or less` : `from ${least} to ${most}`
}
