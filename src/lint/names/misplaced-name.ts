import { isUncertain } from '../../schema/index.js'
import { slips } from '../../schema/suggest/closest.js'
import { oneWordApart } from '../../schema/suggest/other-words.js'
import type { Registry } from '../../schema/types.js'
import type { ScalarView } from '../../syntax/index.js'
import type { SchemaContext } from '../engine/schema-context.js'
import { display, type Kind, nameMeaning, namesHere } from './name-meaning.js'
import { describeOwners } from './owners.js'
import { rename } from './unknown-name.js'
import { quoted } from './words.js'

/** Reports a name that the product has, but not at this place. */
export function reportMisplaced(kind: Kind, token: ScalarView, context: SchemaContext): void {
  const { surroundings, registry, findings } = context
  const name = token.value
  if (nameMeaning(kind, name, surroundings) !== 'elsewhere') return
  const place = surroundings.inScope || ' here'
  const summary = `${quoted(name)} does not belong${place}`
  const where = `It is ${describeOwners(kind, name, registry)}.`
  const near = relative(name.toLowerCase(), namesHere(kind, surroundings))
  if (near === undefined) {
    const isDoubtful = kind === 'option' && hasUncertainPlaces(name, registry)
    findings.report('schema/wrong-scope', token, summary, {
      detail: isDoubtful ? `${where} The documents do not say where it belongs.` : where,
      ...(isDoubtful && { severity: 'info' }),
    })
    return
  }
  const meant = display(kind, near, registry)
  findings.report('schema/wrong-scope', token, summary, {
    detail: `${where} Here the ${kind} is "${meant}".`,
    fix: rename(token, meant, false, context),
  })
}

/** Whether the documents leave in doubt where an option belongs. */
function hasUncertainPlaces(name: string, registry: Registry): boolean {
  const lower = name.toLowerCase()
  return registry.scopesWithOption(lower).every(({ options }) => {
    const type = options.get(lower)
    return type !== undefined && isUncertain(type)
  })
}

/**
 * The only name with nearly the same meaning: one slip away, or a prefix of the other, as with
 * Enable and Enabled, Idle_Time and Idle_Timeout; or else the only one with one word more or less,
 * as with TLS_Verify and TLS_Verify_Mode. All names are in lower case.
 */
function relative(name: string, names: ReadonlySet<string>): string | undefined {
  const [only, ...others] = [...names].filter(
    (other) => begins(other, name) || begins(name, other) || slips(other, name) === 1,
  )
  if (only !== undefined) return others.length === 0 ? only : undefined
  const [wordy, ...more] = oneWordApart(name, names)
  return more.length === 0 ? wordy : undefined
}

const LONGEST_ENDING = 4

function begins(short: string, long: string): boolean {
  return (
    short.length >= LONGEST_ENDING &&
    long.length - short.length <= LONGEST_ENDING &&
    long.startsWith(short)
  )
}
