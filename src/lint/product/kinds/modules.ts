import { listed } from '../../../diagnostics/index.js'
import { headOf, nameOf } from '../../references/places.js'
import { isOff } from '../../values/switches.js'
import type { Entry, Requirement } from '../requirement.js'
import { ownSetting, sayOption } from '../site.js'

interface OptionOfModule extends Omit<Entry, 'detail'> {
  readonly options: readonly string[]
  readonly module: string
}

/** Options that do nothing unless a module is loaded. */
export function optionsOfModule({ options, module, ...entry }: OptionOfModule): Requirement {
  return {
    ...entry,
    about: options,
    *check(site) {
      if (site.isLoaded(module)) return
      for (const option of options) {
        for (const scope of site.eachScopeWith(option)) {
          const { definition, value } = ownSetting(scope, option)
          if (definition === undefined || isOff(value)) continue
          if (site.mayBeMeant([module])) return
          yield {
            at: nameOf(definition),
            summary: `Option ${sayOption(scope, option)} does nothing: module ${module} is not loaded`,
            detail: `Load it with a stanza, ${module} { }, or remove the option.`,
          }
          // However many scopes have it, one stanza is missing.
          return
        }
      }
    },
  }
}

interface ModuleOfModules extends Omit<Entry, 'detail'> {
  readonly module: string
  readonly needs: readonly string[]
}

/** A module that does not work unless other modules are loaded. */
export function moduleOfModules({ module, needs, ...entry }: ModuleOfModules): Requirement {
  return {
    ...entry,
    about: [module],
    *check(site) {
      const [scope] = site.root.scopesNamed(module)
      const missing = needs.filter((name) => !site.isLoaded(name))
      if (scope?.type === undefined || missing.length === 0 || site.mayBeMeant(missing)) return
      const isOne = missing.length === 1
      yield {
        at: headOf(scope),
        summary: `Module ${module} needs ${listed(missing)}, which ${isOne ? 'is' : 'are'} not loaded`,
        detail: `Load ${isOne ? 'it' : 'them'} with ${listed(missing.map((name) => `${name} { }`))}.`,
      }
    },
  }
}

interface ScopeOfScope extends Entry {
  /** The scope of Global that is of no use alone, in lower case. */
  readonly scope: string
  /** The scope of Global that it needs, in lower case. */
  readonly needs: string
  /** What is wrong without it. */
  readonly summary: string
}

/** A scope of Global that is of no use without another one. */
export function scopeOfScope({
  scope: name,
  needs,
  summary,
  detail,
  ...entry
}: ScopeOfScope): Requirement {
  return {
    ...entry,
    about: [name],
    *check(site) {
      const [scope] = site.root.scopesNamed(name)
      if (scope === undefined || site.root.scopesNamed(needs).length > 0) return
      if (site.mayBeMeant([needs])) return
      yield { at: headOf(scope), summary, detail }
    },
  }
}

interface LoadOrder extends Omit<Entry, 'detail'> {
  /** What has to be read first. */
  readonly first: string
  /** What it comes before: modules, or scopes at any depth. */
  readonly before: readonly string[]
}

/** A module that is loaded before another one, or before scopes that it knows. */
export function loadOrder({ first, before, ...entry }: LoadOrder): Requirement {
  return {
    ...entry,
    about: before,
    also: [first],
    *check(site) {
      const [module] = site.root.scopesNamed(first)
      const start = module?.stanzas[0]
      if (module === undefined || start === undefined) return
      for (const name of before) {
        const early = site
          .scopesNamed(name)
          .find(({ stanzas: [stanza] }) => stanza !== undefined && stanza.order < start.order)
        if (early === undefined) continue
        yield {
          at: headOf(early),
          summary: `${early.name} comes before the module ${first}`,
          detail: `The module is loaded first: move ${early.name} below it.`,
          related: [{ ...headOf(module), note: 'loaded here' }],
        }
      }
    },
  }
}
