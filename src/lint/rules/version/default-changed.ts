import { type JsonValue, toJson } from '../../../schema/index.js'
import type { OptionType } from '../../../schema/types.js'
import type { SchemaRule } from '../../engine/rule.js'
import { compareVersions, parseVersion, type Version } from '../../engine/version.js'
import { excerpt, quoted } from '../../names/words.js'
import { targetOf } from './at-target.js'

/**
 * A value that was once the default, when the target version has another default. Somebody wrote
 * the default out, and now keeps what the product has given up.
 */
export const defaultChanged: SchemaRule = {
  codes: ['version/default-changed'],
  option({ view, name, value, types }, { settings, findings }) {
    const target = targetOf(settings)
    const [type, ...others] = types
    if (target === undefined || type?.default === undefined) return
    const earlier = earlierDefaults(type, target)
    if (earlier.length === 0) return
    if (others.some((other) => other.default !== type.default)) return
    // The facts may give the default of a list with one element as that element (language spec 2.2,
    // B17).
    const written = JSON.stringify(toJson(type, value))
    const was = earlier.find(({ value: old }) =>
      [old, [old]].some((json) => JSON.stringify(json) === written),
    )
    if (was === undefined) return
    findings.report(
      'version/default-changed',
      view.nameToken,
      `Option ${quoted(name)} has the value that was its default ${was.when}`,
      {
        detail:
          `The default is now ${excerpt(type.default)}. ` +
          'Take the line out, unless the old value is still what you want.',
      },
    )
  },
}

interface EarlierDefault {
  readonly value: JsonValue
  /** `in 3.x`, `before 3.0.24` */
  readonly when: string
}

/** The former defaults that the target version no longer has, from 3.0 on. */
function earlierDefaults({ facts }: OptionType, target: Version): EarlierDefault[] {
  const earlier: EarlierDefault[] = []
  const { defaultByLine, defaultHistory = [] } = facts ?? {}
  const [before, now] = [defaultByLine?.['3'], defaultByLine?.['4']]
  if (target.line === '4' && before !== undefined && now !== undefined) {
    earlier.push({ value: before as JsonValue, when: 'in 3.x' })
  }
  const changes = defaultHistory.flatMap(({ since, value }) => {
    const version = since === undefined ? undefined : parseVersion(since)
    return version === undefined ? [] : [{ version, value }]
  })
  for (const { since, value } of defaultHistory) {
    const end = changes
      .filter(({ version }) => since === undefined || isAfter(version, since))
      .sort((a, b) => compareVersions(a.version, b.version))[0]?.version
    if (end === undefined || isFirst(end) || compareVersions(target, end) < 0) continue
    earlier.push({ value: value as JsonValue, when: `before ${end.text}` })
  }
  return earlier
}

function isAfter(version: Version, since: string): boolean {
  const other = parseVersion(since)
  return other === undefined || compareVersions(version, other) > 0
}

/** Whether a version is 3.0, the oldest that the registry covers. */
function isFirst({ numbers }: Version): boolean {
  return numbers.length === 1 && numbers[0] === 3
}
