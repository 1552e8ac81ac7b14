import type { ConfigFile, Configuration, ScopePath } from '../../../config/index.js'
import {
  hasDomainInstances,
  instanceKey,
  isRegexInstance,
} from '../../../config/merging/identity.js'
import {
  kindOfInstances,
  namedBy,
  namesIn,
  type TargetKind,
} from '../../../lint/references/references.js'
import type { ScopeType } from '../../../schema/types.js'
import type { BodyView, OptionView, Range, ScalarView } from '../../../syntax/index.js'

/** A place where an instance is defined or named. */
export interface Occurrence extends Range {
  readonly file: ConfigFile
  readonly isDefinition: boolean
  /** The scalar that is the name; absent when the name is a part of one. */
  readonly scalar?: ScalarView | undefined
}

/** Something that has a name in several places. */
export type NamedThing =
  /** What options can name: a binding, a data source, a scheme. */
  | { readonly kind: 'target'; readonly target: TargetKind; readonly name: string }
  /** A domain, in whatever scope it stands. */
  | { readonly kind: 'domain'; readonly name: string }
  /** Any other instance, which nothing but its stanzas name. */
  | { readonly kind: 'scope'; readonly path: ScopePath }

/** What an instance of a kind of scope is. */
export function thingOf(path: ScopePath, type: ScopeType | undefined): NamedThing | undefined {
  const last = path.at(-1)
  if (last?.instance === undefined) return undefined
  const target = type && kindOfInstances(type)
  if (target !== undefined) return { kind: 'target', target, name: last.instance }
  const isDomain = hasDomainInstances(last.name.toLowerCase())
  if (isDomain && !isRegexInstance(last.instance)) return { kind: 'domain', name: last.instance }
  return { kind: 'scope', path }
}

/** All places of a name in the files of a configuration, shadowed definitions too. */
export function occurrencesOf(configuration: Configuration, thing: NamedThing): Occurrence[] {
  if (thing.kind === 'scope') return stanzasAt(configuration, thing.path)
  return configuration.files.flatMap((file) => {
    if (file.virtual || !mayMention(file, thing.name)) return []
    return new FileSearch(file, thing).search(outerTypes(configuration, file))
  })
}

/** The heads of the stanzas of one scope. */
export function stanzasAt(configuration: Configuration, path: ScopePath): Occurrence[] {
  return (configuration.scope(path)?.stanzas ?? []).map(({ inclusion, node }) => {
    const { instance, nameToken } = node
    const { start, end } = instance ?? nameToken
    return { file: inclusion.file, start, end, isDefinition: true, scalar: instance }
  })
}

/** Whether a text can have a name at all: most files of a large configuration have not. */
function mayMention({ document }: ConfigFile, name: string): boolean {
  const { text } = document.source
  return (
    /["\\]/.test(name) || text.includes(name) || text.toLowerCase().includes(name.toLowerCase())
  )
}

/** The kinds of scope in which a file is included. */
function outerTypes(configuration: Configuration, { inclusions }: ConfigFile): ScopeType[] {
  return [...new Set(inclusions.flatMap(({ within }) => configuration.typeOf(within) ?? []))]
}

class FileSearch {
  readonly #found = new Map<number, Occurrence>()

  constructor(
    readonly file: ConfigFile,
    readonly thing: Exclude<NamedThing, { kind: 'scope' }>,
  ) {}

  search(types: readonly ScopeType[]): Occurrence[] {
    this.#visit(this.file.document.root, types)
    return [...this.#found.values()].sort((a, b) => a.start - b.start)
  }

  #visit(body: BodyView, types: readonly ScopeType[]): void {
    for (const item of body.eachItem()) {
      if (item.type === 'option') this.#lookAtOption(item, types)
      if (item.type !== 'scope') continue
      const lower = item.name.toLowerCase()
      const inner = types.flatMap(({ scopes }) => scopes.get(lower) ?? [])
      const { instance } = item
      if (instance !== undefined && this.#isIts(lower, instance.value, inner)) {
        this.#add(instance, true, instance)
      }
      this.#visit(item, inner)
    }
  }

  #isIts(lowerName: string, instance: string, types: readonly ScopeType[]): boolean {
    const { thing } = this
    if (thing.kind === 'domain') {
      return (
        hasDomainInstances(lowerName) &&
        instanceKey(lowerName, instance) === instanceKey(lowerName, thing.name)
      )
    }
    return instance === thing.name && types.some((type) => kindOfInstances(type) === thing.target)
  }

  #lookAtOption(option: OptionView, types: readonly ScopeType[]): void {
    const { thing } = this
    if (thing.kind === 'domain' || option.value === undefined) return
    const lower = option.name.toLowerCase()
    if (thing.target === 'node' && lower === 'peers') return this.#lookAtPeers(option)
    for (const { options } of types) {
      const type = options.get(lower)
      if (type === undefined || namedBy(type) !== thing.target) continue
      for (const part of namesIn(thing.target, option.value)) {
        if (part.name === thing.name) this.#add(part, false, part.scalar)
      }
    }
  }

  /** The peers of the message bus are the nodes. */
  #lookAtPeers({ value }: OptionView): void {
    if (value?.type !== 'dictionary') return
    for (const { keyToken } of value.entries) {
      if (keyToken.value === this.thing.name) this.#add(keyToken, true, keyToken)
    }
  }

  #add({ start, end }: Range, isDefinition: boolean, scalar: ScalarView | undefined): void {
    const { file } = this
    this.#found.set(start, { file, start, end, isDefinition, scalar })
  }
}
