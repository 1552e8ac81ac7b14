import type { Scope } from '../../../config/index.js'
import { headOf, nameOf } from '../../references/places.js'
import { isOn, optionOfOption, scopeOfOptions } from '../kinds/options.js'
import type { Requirement } from '../requirement.js'
import { ownSetting, type Site, sayScope } from '../site.js'

/** How many bindings a group under adaptive delivery has at most. */
const MOST_BINDINGS = 32

/** Adaptive delivery and its sweep rules. */
export const ADAPTIVE: readonly Requirement[] = [
  {
    code: 'schema/adaptive-32-bindings',
    line: '4',
    about: ['adaptive'],
    also: ['binding_group'],
    beside: 'adaptive',
    *check(site) {
      for (const group of site.scopesNamed('binding_group')) {
        const count = group.scopesNamed('binding').length
        if (count <= MOST_BINDINGS) continue
        yield {
          at: headOf(group),
          summary: `${sayScope(group)} has ${count} bindings`,
          detail: `With adaptive delivery ${MOST_BINDINGS} are the most: divide the group.`,
        }
      }
    },
  },
  {
    code: 'schema/adaptive-leveldb-data-store',
    line: '4',
    about: ['data_store'],
    also: ['adaptive_backstore_leveldb'],
    *check(site) {
      const [store] = site.root.scopesNamed('adaptive_backstore_leveldb')
      for (const scope of site.scopesWith('data_store')) {
        const { definition } = ownSetting(scope, 'data_store')
        if (store === undefined || definition === undefined) continue
        if (scope.name.toLowerCase() !== 'adaptive') continue
        yield {
          at: nameOf(definition),
          summary: 'Option "data_store" of adaptive is not used with the LevelDB store',
          detail: 'Remove it, or the stanza of the store.',
          related: [{ ...headOf(store), note: 'the LevelDB store' }],
        }
      }
    },
  },
  optionOfOption({
    code: 'schema/adaptive-mail-rate',
    line: '4',
    option: 'adaptive_rejection_rate_suspension_percentage',
    needs: 'adaptive_default_suspension_enabled',
    of: isOn,
    being: '"Adaptive_Default_Suspension_Enabled" is on',
    detail: 'The percentage counts only with Adaptive_Default_Suspension_Enabled = true.',
  }),
  scopeOfOptions({
    code: 'schema/sweep-rule-codes',
    scope: 'adaptive_sweep_rule',
    needs: ['codes'],
    detail: 'A rule without codes is ignored: set codes = ( "bc:10" ) or the like.',
  }),
  codesOf('schema/sweep-rule-bounces', 'bc', 'bounce_classifier_override'),
  codesOf('schema/sweep-rule-fbl', 'fbl', 'fbl'),
  {
    code: 'schema/sweep-rule-mixed-codes',
    about: ['codes'],
    inStanza: true,
    *check(site) {
      for (const scope of rulesOf(site)) {
        const { definition } = ownSetting(scope, 'codes')
        const kinds = kindsOf(scope)
        if (definition === undefined || !kinds.has('bc') || !kinds.has('fbl')) continue
        yield {
          at: nameOf(definition),
          summary: `${sayScope(scope)} has codes of bounces and of complaints`,
          detail: 'A rule with both is ignored: make two rules of it.',
        }
      }
    },
  },
  {
    code: 'schema/sweep-rule-names',
    about: ['adaptive_sweep_rule'],
    *check(site) {
      const known = new Map<string, Scope>()
      for (const scope of site.scopesNamed('adaptive_sweep_rule')) {
        const name = scope.instance ?? ''
        const first = known.get(name)
        if (first === undefined) known.set(name, scope)
        else {
          yield {
            at: headOf(scope),
            summary: `${sayScope(scope)} has the name of another rule`,
            detail:
              'Of two rules with one name the most specific counts, even where it is disabled.',
            related: [{ ...headOf(first), note: 'the other rule' }],
          }
        }
      }
    },
  },
]

function codesOf(code: Requirement['code'], kind: string, module: string): Requirement {
  return {
    code,
    about: ['codes'],
    *check(site) {
      if (site.isLoaded(module)) return
      const rules = rulesOf(site).filter((scope) => kindsOf(scope).has(kind))
      if (rules.length === 0 || site.mayBeMeant([module])) return
      for (const scope of rules) {
        const { definition } = ownSetting(scope, 'codes')
        if (definition === undefined) continue
        yield {
          at: nameOf(definition),
          summary: `${sayScope(scope)} waits for codes that nothing gives: module ${module} is not loaded`,
          detail: `Load it with a stanza, ${module} { }, or remove the rule.`,
        }
      }
    },
  }
}

function rulesOf(site: Site): Scope[] {
  return site.scopesWith('codes').filter(({ name }) => name.toLowerCase() === 'adaptive_sweep_rule')
}

/** What the codes of a rule begin with: `bc` or `fbl`. */
function kindsOf(scope: Scope): ReadonlySet<string> {
  const { texts } = ownSetting(scope, 'codes')
  return new Set(texts.map((text) => text.slice(0, text.indexOf(':')).trim().toLowerCase()))
}
