import {
  type ConfigurationModel,
  FALLBACKS,
  type FileModel,
  type FindingModel,
  LAYERS,
  SECRET,
} from '../model/model.js'

/** A place in a file; -1 as the file is none. */
export interface Place {
  readonly file: number
  readonly line: number
  readonly column: number
}

/** Where an option that a scope does not set gets its value. */
export interface Inherited {
  /** The place of the option in the list of options of the scope's kind. */
  readonly entry: number
  /** The option that the value comes from. */
  readonly source: number
}

const IMPLICIT = LAYERS.indexOf('implicit setting')
const ENCLOSING = FALLBACKS.indexOf('enclosing')

/** The data of a configuration with what is asked of it again and again. */
export class Tree {
  readonly scopeCount: number
  readonly optionCount: number
  /** By scope: how many are around it. */
  readonly depth: Uint16Array
  /** By scope: the first one behind it that is not inside it. */
  readonly end: Int32Array
  /** By scope: its first option; one more than there are scopes. */
  readonly firstOption: Int32Array
  /** By option: its scope. */
  readonly scopeOf: Int32Array
  /** By option: its first definition; one more than there are options. */
  readonly firstDefinition: Int32Array
  readonly #findingsOfOption = new Map<number, number[]>()
  readonly #findingsOfScope = new Map<number, number[]>()
  readonly #lower: string[] = []
  readonly #shortNames: readonly string[]
  readonly #isBuiltIn: readonly boolean[]
  /** By scope: how many before it have a stanza in a file; one more than there are scopes. */
  #writtenBefore: Int32Array | undefined

  constructor(readonly model: ConfigurationModel) {
    const { scopes, options, findings, files } = model
    this.#shortNames = withoutFolder(files)
    this.#isBuiltIn = files.map(({ state }) => state === 'built in')
    this.scopeCount = scopes.parent.length
    this.optionCount = options.name.length
    this.depth = new Uint16Array(this.scopeCount)
    this.end = new Int32Array(this.scopeCount)
    this.firstOption = sums(scopes.options)
    this.firstDefinition = sums(options.definitions)
    this.scopeOf = new Int32Array(this.optionCount)
    for (let scope = 0; scope < this.scopeCount; scope++) {
      const parent = scopes.parent[scope] as number
      this.depth[scope] = parent === -1 ? 0 : (this.depth[parent] as number) + 1
      this.scopeOf.fill(scope, this.firstOption[scope], this.firstOption[scope + 1])
    }
    for (let scope = this.scopeCount - 1; scope >= 0; scope--) {
      this.end[scope] ||= scope + 1
      const parent = scopes.parent[scope] as number
      if (parent !== -1)
        this.end[parent] = Math.max(this.end[parent] as number, this.end[scope] as number)
    }
    for (const [index, { at }] of findings.entries()) {
      for (const target of at) {
        const [map, key] =
          target >= 0 ? [this.#findingsOfOption, target] : [this.#findingsOfScope, -1 - target]
        const known = map.get(key as number)
        if (known === undefined) map.set(key as number, [index])
        else known.push(index)
      }
    }
  }

  text(index: number): string {
    return this.model.texts[index] ?? ''
  }

  label(scope: number): string {
    return this.text(this.model.scopes.label[scope] as number)
  }

  /** `Binding "b" > Domain "d"`. */
  path(scope: number): string {
    if (scope === 0) return this.label(0)
    const labels: string[] = []
    for (let at = scope; at > 0; at = this.parent(at)) labels.unshift(this.label(at))
    return labels.join(' > ')
  }

  parent(scope: number): number {
    return this.model.scopes.parent[scope] as number
  }

  optionName(option: number): string {
    return this.text(this.model.options.name[option] as number)
  }

  isSecret(option: number): boolean {
    return ((this.model.options.flags[option] as number) & SECRET) !== 0
  }

  /** The definition that counts. */
  winner(option: number): number {
    return (this.firstDefinition[option + 1] as number) - 1
  }

  isOverridden(option: number): boolean {
    return (this.model.options.definitions[option] as number) > 1
  }

  /** The value of a definition, as written. */
  value(definition: number): string {
    return this.text(this.model.definitions.value[definition] as number)
  }

  layer(definition: number): number {
    return this.model.definitions.layer[definition] as number
  }

  place(definition: number): Place {
    const { file, line, column } = this.model.definitions
    return {
      file: file[definition] as number,
      line: line[definition] as number,
      column: column[definition] as number,
    }
  }

  placeText({ file, line, column }: Place): string {
    const name = this.model.files[file]?.name
    if (name === undefined) return ''
    return column > 0 ? `${name}:${line}:${column}` : `${name}:${line}`
  }

  /** The name of a file without the folder that all files are in. */
  shortName(file: number): string {
    return this.#shortNames[file] ?? ''
  }

  /** As `placeText`, without the folder that all files are in. */
  shortPlaceText({ file, line, column }: Place): string {
    const name = this.#shortNames[file]
    if (name === undefined) return ''
    return column > 0 ? `${name}:${line}:${column}` : `${name}:${line}`
  }

  /** Whether no file has a stanza of a scope: the product has it by itself. */
  isBuiltIn(scope: number): boolean {
    const stanzas = this.model.scopes.stanzas[scope] ?? []
    return (
      stanzas.length > 0 && stanzas.every((each, index) => index % 2 === 1 || this.#isBuiltIn[each])
    )
  }

  /**
   * What files and changes say of a scope: how many options it has and how many scopes are inside it, without
   * those that the product has by itself.
   */
  written(scope: number): { readonly options: number; readonly scopes: number } {
    const options = this.#writtenOptions(
      this.firstOption[scope] as number,
      this.firstOption[scope + 1] as number,
    )
    this.#writtenBefore ??= sums(
      Array.from({ length: this.scopeCount }, (_, each) => (this.isBuiltIn(each) ? 0 : 1)),
    )
    const before = (each: number) => this.#writtenBefore?.[each] ?? 0
    return { options, scopes: before(this.end[scope] as number) - before(scope + 1) }
  }

  /** The same for the whole configuration, with the outermost scope. */
  get writtenInAll(): { readonly options: number; readonly scopes: number } {
    return {
      options: this.#writtenOptions(0, this.optionCount),
      scopes: this.written(0).scopes + 1,
    }
  }

  #writtenOptions(from: number, end: number): number {
    let count = 0
    for (let option = from; option < end; option++) if (!this.isImplicit(option)) count++
    return count
  }

  findingsOfOption(option: number): readonly number[] {
    return this.#findingsOfOption.get(option) ?? NONE
  }

  findingsOfScope(scope: number): readonly number[] {
    return this.#findingsOfScope.get(scope) ?? NONE
  }

  finding(index: number): FindingModel {
    return this.model.findings[index] as FindingModel
  }

  /** The list of the options that a scope may have; undefined for a scope that the product does not know. */
  listOf(scope: number) {
    return this.model.optionLists[this.model.scopes.list[scope] as number]
  }

  /** The entry of an option in the list of its scope; -1 for an option that is unknown there. */
  entryOf(option: number): number {
    const list = this.listOf(this.scopeOf[option] as number)
    const name = this.lower(this.model.options.name[option] as number)
    return list === undefined ? -1 : list.name.findIndex((each) => this.lower(each) === name)
  }

  /** The option of a scope by its name in lower case; undefined where it is not set. */
  optionAt(scope: number, lowerName: string): number | undefined {
    for (
      let at = this.firstOption[scope] as number;
      at < (this.firstOption[scope + 1] as number);
      at++
    ) {
      if (this.lower(this.model.options.name[at] as number) === lowerName) return at
    }
    return undefined
  }

  /**
   * The places where a value is searched for behind the scope itself, each with the scopes that are
   * there; one that does not exist is -1 minus the index of its text.
   */
  steps(scope: number, kind: number): readonly (readonly number[])[] {
    const pairs = this.model.scopes.searches[scope] ?? []
    const at = pairs.findIndex((each, index) => index % 2 === 0 && each === kind)
    if (at === -1) return kind === ENCLOSING ? this.#around(scope) : []
    const list = this.model.scopes.searched[pairs[at + 1] as number] ?? []
    const steps: number[][] = []
    for (let index = 0; index < list.length; ) {
      const count = list[index] as number
      steps.push(list.slice(index + 1, index + 1 + count))
      index += 1 + count
    }
    return steps
  }

  #around(scope: number): number[][] {
    const steps: number[][] = []
    for (let at = this.parent(scope); at !== -1; at = this.parent(at)) steps.push([at])
    return steps
  }

  /** The option that gives one of another scope its value; undefined when no scope does. */
  source(scope: number, lowerName: string, kind: number): number | undefined {
    for (const step of this.steps(scope, kind)) {
      // What files set at a place goes before what the product has there by itself.
      for (const isImplicit of [false, true]) {
        for (const each of step) {
          const option = each < 0 ? undefined : this.optionAt(each, lowerName)
          if (option !== undefined && this.isImplicit(option) === isImplicit) return option
        }
      }
    }
    return undefined
  }

  isImplicit(option: number): boolean {
    return this.layer(this.winner(option)) === IMPLICIT
  }

  /** What a scope does not set, and gets from others, in the order of its list. */
  inherited(scope: number): Inherited[] {
    const list = this.listOf(scope)
    if (list === undefined) return []
    const own = this.#names(scope)
    const byKind = new Map<number, ReadonlyMap<string, number>>()
    return list.name.flatMap((text, entry) => {
      const name = this.lower(text)
      if (own.has(name)) return []
      const kind = list.fallback[entry] as number
      const known = byKind.get(kind) ?? this.#found(scope, kind)
      byKind.set(kind, known)
      const source = known.get(name)
      return source === undefined ? [] : [{ entry, source }]
    })
  }

  /** The entries of a scope's list that count with their default there. */
  defaults(scope: number, inherited: readonly Inherited[]): number[] {
    const list = this.listOf(scope)
    if (list === undefined) return []
    const own = this.#names(scope)
    const others = new Set(inherited.map(({ entry }) => entry))
    return list.name.flatMap((text, entry) => {
      const isDefault =
        list.default[entry] !== -1 && !others.has(entry) && !own.has(this.lower(text))
      return isDefault ? [entry] : []
    })
  }

  /** A text in lower case, by its index. */
  lower(text: number): string {
    let known = this.#lower[text]
    if (known === undefined) {
      known = this.text(text).toLowerCase()
      this.#lower[text] = known
    }
    return known
  }

  #names(scope: number): Set<string> {
    const { name } = this.model.options
    const own = name.slice(this.firstOption[scope], this.firstOption[scope + 1])
    return new Set(own.map((text) => this.lower(text)))
  }

  /** The options that are found for a scope in a search, by name. */
  #found(scope: number, kind: number): Map<string, number> {
    const found = new Map<string, number>()
    for (const step of this.steps(scope, kind)) {
      for (const isImplicit of [false, true]) {
        for (const each of step) {
          if (each < 0) continue
          const end = this.firstOption[each + 1] as number
          for (let option = this.firstOption[each] as number; option < end; option++) {
            const name = this.lower(this.model.options.name[option] as number)
            if (!found.has(name) && this.isImplicit(option) === isImplicit) found.set(name, option)
          }
        }
      }
    }
    return found
  }
}

const NONE: readonly number[] = []

/** The names of files without the folder that all of them are in. */
function withoutFolder(files: readonly FileModel[]): string[] {
  const paths = files.filter(({ state }) => state !== 'missing' && state !== 'built in')
  const [first = '', ...others] = paths.map(({ name }) => name)
  let length = first.lastIndexOf('/') + 1
  while (length > 0 && !others.every((name) => name.startsWith(first.slice(0, length)))) {
    length = first.lastIndexOf('/', length - 2) + 1
  }
  const folder = first.slice(0, length)
  return files.map(({ name }) => (name.startsWith(folder) ? name.slice(length) : name))
}

/** The sums of the numbers before each, and of all. */
function sums(numbers: readonly number[]): Int32Array {
  const all = new Int32Array(numbers.length + 1)
  for (const [index, number] of numbers.entries()) {
    all[index + 1] = (all[index] as number) + number
  }
  return all
}
