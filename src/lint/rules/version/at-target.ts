import type { ScopeType } from '../../../schema/types.js'
import type { Range } from '../../../syntax/index.js'
import type { PlacedOption, PlacedScope, SchemaRule } from '../../engine/rule.js'
import type { SchemaContext } from '../../engine/schema-context.js'
import type { LintOptions } from '../../engine/settings.js'
import { type Availability, availability, parseTarget, type Version } from '../../engine/version.js'
import { quoted } from '../../names/words.js'

/** An option or a scope that the target version lacks or deprecates. */
export interface TargetFinding {
  /** The kind and the name: `Option "dkim"`. */
  readonly subject: string
  /** The name in lower case. */
  readonly name: string
  /** ` in scope Host`, for an option that the target may have in other scopes. */
  readonly where: string
  readonly at: Range
  readonly availability: Availability
  readonly target: Version
}

/** Calls `report` for options and scopes that the target version lacks or deprecates. */
export function atTarget(
  report: (finding: TargetFinding, context: SchemaContext) => void,
): Pick<SchemaRule, 'option' | 'scope'> {
  const check = (placed: PlacedOption | PlacedScope, word: string, context: SchemaContext) => {
    const target = targetOf(context.settings)
    if (target === undefined) return
    const found = common(placed.types, target)
    if (found === undefined || isInsideOfOne(context.surroundings.types, target)) return
    const { name, view } = placed
    const subject = `${word} ${quoted(name)}`
    const { types, inScope } = context.surroundings
    const where = types[0]?.id === 'global' ? '' : inScope
    const at = view.nameToken
    report({ subject, name: name.toLowerCase(), where, at, availability: found, target }, context)
  }
  return {
    option: (option, context) => check(option, 'Option', context),
    scope: (scope, context) => check(scope, isModule(scope.types) ? 'Module' : 'Scope', context),
  }
}

const targets = new WeakMap<LintOptions, Version | undefined>()

/** The version to check against; undefined when there is none, or it cannot be parsed. */
export function targetOf(settings: LintOptions): Version | undefined {
  if (settings.target === undefined) return undefined
  if (!targets.has(settings)) targets.set(settings, parseTarget(settings.target))
  return targets.get(settings)
}

interface Versioned {
  readonly lines?: ScopeType['lines']
}

/** The availability of all possible kinds; undefined when the target has at least one. */
function common(kinds: readonly Versioned[], target: Version): Availability | undefined {
  let found: Availability | undefined
  for (const { lines } of kinds) {
    const here = lines && availability(lines, target)
    if (here === undefined) return undefined
    found ??= here
  }
  return found
}

/** Whether the scope around was reported, so that its contents need not be. */
function isInsideOfOne(scopes: readonly ScopeType[], target: Version): boolean {
  const found = common(scopes, target)
  return found !== undefined && found.kind !== 'deprecated'
}

function isModule(types: readonly ScopeType[]): boolean {
  return types.length > 0 && types.every(({ id, module }) => module && !id.includes('/'))
}
