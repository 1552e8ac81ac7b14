import type { Scope } from '../../../config/index.js'
import { headOf, nameOf, relatedTo } from '../../references/places.js'
import { isOff } from '../../values/switches.js'
import type { Requirement } from '../requirement.js'
import { ownSetting, type Site, sayOption, sayScope } from '../site.js'

/** Modules that look into messages. */
export const SCANNERS: readonly Requirement[] = [
  ...(['clamav', 'csapi'] as const).map((name): Requirement => twice(name)),
  {
    code: 'schema/csapi-global-options',
    line: '4',
    about: ['clamav', 'csapi'],
    inStanza: true,
    *check(site) {
      for (const scope of globalEngines(site)) {
        for (const [option, definitions] of scope.options) {
          const definition = definitions.at(-1)
          if (definition === undefined || !scope.type?.options.has(option)) continue
          if (option === 'enabled' || option === 'debug_level') continue
          yield {
            at: nameOf(definition),
            summary: `Option ${sayOption(scope, option)} does nothing in ${sayScope(scope)} of the global scope`,
            detail: `There it takes Enabled and Debug_Level only: set it in ${scope.name} of antivirus.`,
          }
        }
      }
    },
  },
  {
    code: 'schema/csapi-instance',
    line: '4',
    about: ['clamav', 'csapi'],
    inStanza: true,
    *check(site) {
      for (const scope of site.scopesNamed('clamav').concat(site.scopesNamed('csapi'))) {
        const isInner = scope.parent?.parent !== undefined
        if (isInner === (scope.instance !== undefined)) continue
        yield {
          at: headOf(scope),
          summary: `${sayScope(scope)} ${isInner ? 'has no name' : 'has a name in the global scope'}`,
          detail: isInner
            ? 'Inside of antivirus each engine has a name.'
            : 'There is one in the global scope: take the name out.',
        }
      }
    },
  },
  {
    code: 'schema/csapi-concurrency',
    about: ['csapi'],
    *check(site) {
      for (const scope of innerEngines(site, 'csapi')) {
        if (scope.options.has('max_concurrency')) continue
        if (site.mayBeMeant(['max_concurrency'])) return
        yield {
          at: headOf(scope),
          summary: `${sayScope(scope)} has no "max_concurrency"`,
          detail: 'It has to be set: without it the scanner has one thread.',
        }
      }
    },
  },
  {
    code: 'schema/csapi-cpu-pool',
    about: ['csapi'],
    also: ['threadpool'],
    *check(site) {
      const pool = site.root.child('threadpool', 'CPU')
      const size = pool && ownSetting(pool, 'concurrency')
      if (size?.definition === undefined || size.number === undefined) return
      for (const scope of innerEngines(site, 'csapi')) {
        const most = ownSetting(scope, 'max_concurrency')
        if (most.definition === undefined || most.number === undefined) continue
        if (size.number < most.number) continue
        yield {
          at: nameOf(most.definition),
          summary: `The scanner of ${sayScope(scope)} has ${most.number} threads, and the pool CPU ${size.number}`,
          detail: 'The pool has fewer threads than the scanner: change one of them.',
          related: [relatedTo(size.definition, 'the pool')],
        }
      }
    },
  },
  {
    code: 'schema/cloudmark-passive',
    since: '3.4',
    about: ['cloudmark'],
    *check({ root }) {
      for (const scope of root.scopesNamed('cloudmark')) {
        const enabled = ownSetting(scope, 'enabled')
        if (isOff(enabled.value)) continue
        yield {
          at: enabled.definition === undefined ? headOf(scope) : nameOf(enabled.definition),
          summary: `${sayScope(scope)} is not passive`,
          detail: 'From 3.4 on scripts send it what to scan: set enabled = false.',
        }
      }
    },
  },
]

function twice(name: 'clamav' | 'csapi'): Requirement {
  return {
    code: `schema/${name}-antivirus`,
    about: [name],
    also: ['antivirus'],
    *check(site) {
      const inner = innerEngines(site, name)
      const outer = site.root.scopesNamed(name)
      const [place] = inner.length === 0 ? outer : outer.length === 0 ? inner : []
      if (place === undefined || site.mayBeMeant(['antivirus', name])) return
      yield {
        at: headOf(place),
        summary:
          inner.length === 0
            ? `Module ${name} is not in antivirus, which uses it`
            : `Module ${name} is in antivirus, and not loaded`,
        detail: `It stands twice: ${name} { } in the global scope, and with its options in antivirus.`,
      }
    },
  }
}

function globalEngines({ root }: Site): Scope[] {
  return ['clamav', 'csapi'].flatMap((name) => root.scopesNamed(name))
}

function innerEngines(site: Site, name: string): Scope[] {
  return site.root.scopesNamed('antivirus').flatMap((scope) => scope.scopesNamed(name))
}
