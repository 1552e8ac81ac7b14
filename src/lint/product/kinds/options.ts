import type { Scope } from '../../../config/index.js'
import { headOf, nameOf, relatedTo } from '../../references/places.js'
import type { Entry, Requirement } from '../requirement.js'
import { ownSetting, type Setting, type Site, sayOption, sayScope, sayValue } from '../site.js'

/** Which values of an option count. */
type Test = (setting: Setting) => boolean

const isOn: Test = (setting) => setting.isOn

interface OptionOfOption extends Entry {
  readonly option: string
  /** The values for which the other one is needed; any by default, or any that is not off. */
  readonly when?: Test
  /** Only in these scopes. */
  readonly where?: (scope: Scope) => boolean
  readonly needs: string
  /** The values of the other one that will do; any by default. */
  readonly of?: Test
  /** What the other one has to be, for the summary: `"tls = required"`. */
  readonly being?: string
  /** Whether the option is needed in the same scope; with fallback and default if not. */
  readonly here?: true
  /** What the option lacks: `does nothing`, or `is incomplete` by default. */
  readonly is?: string
}

/** An option that needs another one, or a certain value of it. */
export function optionOfOption(entry: OptionOfOption): Requirement {
  const { option, when = () => true, where = () => true, needs, detail } = entry
  const {
    of = ({ value }: Setting) => value !== undefined,
    being,
    here,
    is = 'does nothing',
  } = entry
  return {
    ...common(entry),
    about: [option],
    also: [needs],
    *check(site) {
      for (const scope of site.scopesWith(option)) {
        const setting = ownSetting(scope, option)
        if (setting.definition === undefined || !when(setting) || !where(scope)) continue
        const other = here ? ownSetting(scope, needs) : site.effective(scope, needs)
        if (of(other)) continue
        if (other.definition === undefined && site.mayBeMeant([needs])) continue
        const name = sayOption(scope, option)
        const state = being === undefined ? `without ${sayOption(scope, needs)}` : `unless ${being}`
        yield {
          at: nameOf(setting.definition),
          summary: `Option ${name} of ${sayScope(scope)} ${is} ${state}`,
          detail,
          ...(other.definition && {
            related: [relatedTo(other.definition, `it is ${sayValue(other)} here`)],
          }),
        }
      }
    },
  }
}

interface Exclusion extends Entry {
  readonly option: string
  readonly when?: Test
  readonly where?: (scope: Scope) => boolean
  readonly other: string
  readonly otherWhen?: Test
  /** Whether both stand in one scope; the other one may come by fallback if not. */
  readonly here?: true
}

/** Two options that do not go together. The first one is where it is found. */
export function exclusion(entry: Exclusion): Requirement {
  const { option, when = () => true, where = () => true, other, detail, here } = entry
  const otherWhen = entry.otherWhen ?? (({ value }: Setting) => value !== undefined)
  return {
    ...common(entry),
    about: [option],
    also: [other],
    ...(here && { inStanza: true }),
    *check(site) {
      if (here && !site.isWritten(other)) return
      for (const scope of site.scopesWith(option)) {
        const setting = ownSetting(scope, option)
        if (setting.definition === undefined || !when(setting) || !where(scope)) continue
        const against = here ? ownSetting(scope, other) : site.effective(scope, other)
        if (!otherWhen(against)) continue
        const name = sayOption(scope, option)
        yield {
          at: nameOf(setting.definition),
          summary: `Option ${name} of ${sayScope(scope)} does not go with ${sayOption(scope, other)}`,
          detail,
          ...(against.definition && {
            related: [relatedTo(against.definition, 'the other one')],
          }),
        }
      }
    },
  }
}

interface Relation extends Entry {
  readonly option: string
  readonly other: string
  /** What must hold between the two numbers. */
  readonly holds: (number: number, other: number) => boolean
  /** What is wrong, between the two: `is above`. */
  readonly says: string
  readonly where?: (scope: Scope, site: Site) => boolean
  /** Whether a default of the other one counts, which nobody wrote. */
  readonly defaults?: true
}

/** Two numbers of which one bounds the other. */
export function relation(entry: Relation): Requirement {
  const { option, other, holds, says, where = () => true, detail, defaults } = entry
  return {
    ...common(entry),
    about: [option, other],
    *check(site) {
      // Where no default counts, both are written somewhere.
      if (!defaults && !(site.isWritten(option) && site.isWritten(other))) return
      for (const scope of new Set([...site.scopesWith(option), ...site.scopesWith(other)])) {
        if (!scope.type?.options.has(option) || !scope.type.options.has(other)) continue
        if (!where(scope, site)) continue
        const left = site.effective(scope, option)
        const right = site.effective(scope, other)
        if (left.number === undefined || right.number === undefined) continue
        const own = [left, right].find(
          ({ definition }) => definition && ownDefinition(scope, definition.name) === definition,
        )?.definition
        const isWritten = left.definition !== undefined && right.definition !== undefined
        if (own === undefined || (!isWritten && !defaults) || holds(left.number, right.number)) {
          continue
        }
        const second = own === left.definition ? right.definition : left.definition
        yield {
          at: nameOf(own),
          summary: `${sayOption(scope, option)} of ${sayScope(scope)} is ${left.number}, which ${says} ${sayOption(scope, other)}, ${right.number}`,
          detail,
          ...(second && { related: [relatedTo(second, 'the other one')] }),
        }
      }
    },
  }
}

function ownDefinition(scope: Scope, name: string) {
  return scope.options.get(name.toLowerCase())?.at(-1)
}

interface ScopeOfOptions extends Entry {
  /** The name of the scopes, in lower case. */
  readonly scope: string
  readonly where?: (scope: Scope, site: Site) => boolean
  readonly needs: readonly string[]
  /** Whether one of the options is enough. */
  readonly anyOf?: true
  /** The scopes in which the options may stand: the scope itself by default. */
  readonly in?: (scope: Scope) => readonly (Scope | undefined)[]
}

/** A scope that is of no use without certain options. */
export function scopeOfOptions(entry: ScopeOfOptions): Requirement {
  const { scope: name, where = () => true, needs, anyOf, detail } = entry
  return {
    ...common(entry),
    about: [name],
    *check(site) {
      for (const scope of site.scopesNamed(name)) {
        if (!where(scope, site)) continue
        const places = entry.in?.(scope) ?? [scope]
        const isThere = (option: string) => places.some((place) => place?.options.has(option))
        const missing = needs.filter((option) => !isThere(option))
        if (missing.length === 0 || (anyOf && missing.length < needs.length)) continue
        if (site.mayBeMeant(missing)) continue
        const names = missing.map((option) => sayOption(scope, option))
        yield {
          at: headOf(scope),
          summary: `${sayScope(scope)} has no ${names.join(anyOf ? ' or ' : ' and no ')}`,
          detail,
        }
      }
    },
  }
}

interface ValueForm extends Entry {
  readonly option: string
  readonly where?: (scope: Scope) => boolean
  readonly wrong: Test
  /** What is wrong with the value: `does not begin with 220`. */
  readonly says: string
}

/** An option of which not every value makes sense. */
export function valueForm({
  option,
  where = () => true,
  wrong,
  says,
  ...entry
}: ValueForm): Requirement {
  return {
    ...common(entry),
    about: [option],
    inStanza: true,
    *check(site) {
      for (const scope of site.scopesWith(option)) {
        const setting = ownSetting(scope, option)
        const { definition, value } = setting
        if (definition === undefined || value === undefined) continue
        if (!where(scope) || !wrong(setting)) continue
        yield {
          at: { file: definition.inclusion.file.name, start: value.start, end: value.end },
          summary: `The value of ${sayOption(scope, option)} of ${sayScope(scope)} ${says}`,
          detail: entry.detail,
        }
      }
    },
  }
}

interface OptionOfScopes extends Entry {
  readonly options: readonly string[]
  /** The outermost scopes in which the options mean something, or do not with `not`. */
  readonly not: readonly string[]
}

/** Options that mean nothing in what some scopes contain. */
export function optionOfScopes({ options, not, detail, ...entry }: OptionOfScopes): Requirement {
  return {
    ...entry,
    about: options,
    inStanza: true,
    *check(site) {
      for (const option of options) {
        for (const scope of site.scopesWith(option)) {
          const { definition } = ownSetting(scope, option)
          const outermost = outermostOf(scope)
          if (definition === undefined || outermost === scope) continue
          if (!not.includes(outermost.name.toLowerCase())) continue
          yield {
            at: nameOf(definition),
            summary: `Option ${sayOption(scope, option)} means nothing in ${sayScope(scope)}`,
            detail,
          }
        }
      }
    },
  }
}

/** The scope of Global that contains a scope. */
export function outermostOf(scope: Scope): Scope {
  let outer = scope
  while (outer.parent !== undefined && outer.parent.path.length > 0) outer = outer.parent
  return outer
}

interface InstanceForm extends Entry {
  readonly scope: string
  readonly wrong: (instance: string) => boolean
  /** What is wrong with the name: `has a blank`. */
  readonly says: string
}

/** A scope of which not every name makes sense. */
export function instanceForm({ scope: name, wrong, says, ...entry }: InstanceForm): Requirement {
  return {
    ...common(entry),
    about: [name],
    inStanza: true,
    *check(site) {
      for (const scope of site.scopesNamed(name)) {
        if (scope.instance === undefined || !wrong(scope.instance)) continue
        yield {
          at: headOf(scope),
          summary: `The name of ${sayScope(scope)} ${says}`,
          detail: entry.detail,
        }
      }
    },
  }
}

function common({ code, line, since }: Entry): Pick<Requirement, 'code' | 'line' | 'since'> {
  return { code, ...(line && { line }), ...(since && { since }) }
}

export { isOn }
