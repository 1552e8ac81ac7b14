import type { OptionData, OptionEntry, RegistryData, ScopeData } from '../../../src/schema/data.js'
import type { OptionFacts } from '../../../src/schema/option-facts.js'
import type { ProductLines } from '../../../src/schema/types.js'
import { BuildFailure } from '../failure.js'
import { configurationText } from './configuration-text.js'
import type { Annotations, Schema, SchemaDocuments } from './documents.js'
import { secretOptions } from './secret-options.js'
import { Table } from './table.js'
import type { ValidatorSet } from './validators.js'
import { valueRule } from './value-rule.js'
import { bareSchema, expand, type ValueSchema } from './value-schema.js'

/** The schema of a whole configuration, from `schemas/`: the scope Global. */
const GLOBAL = 'configuration.json'

/** The key of a scope's schema under which the instance stands. */
const INSTANCE = '$name'

/** Takes from the schemas what the registry of `src/schema/` knows. */
export class RegistryBuilder {
  private readonly values = new Table<RegistryData['values'][number]>()
  private readonly lines = new Table<ProductLines>()
  private readonly names: string[] = []
  private readonly scopeNames: string[] = []
  private readonly options: OptionData[] = []
  private readonly scopes: ScopeData[] = []
  private readonly innerScopes: number[][] = []
  private readonly optionTexts: (string | null)[] = []
  private readonly scopeTexts: (string | null)[] = []
  private readonly scopeMacros: (readonly string[])[] = []
  private readonly optionFacts: OptionFacts[] = []
  private readonly optionByPlace = new Map<string, number>()
  private readonly scopeByPlace = new Map<string, number>()

  constructor(
    private readonly documents: SchemaDocuments,
    private readonly validators: ValidatorSet,
  ) {}

  build(): RegistryData {
    this.scope('global', GLOBAL)
    const scopesByOption = this.scopesByOption()
    return {
      values: this.values.rows,
      lines: this.lines.rows,
      names: this.names,
      scopeNames: this.scopeNames,
      options: this.options,
      scopes: this.scopes,
      innerScopes: this.innerScopes,
      scopesByOption,
      secretOptions: secretOptions([...scopesByOption.keys()], this.secretNames()),
      optionDescriptions: this.optionTexts,
      scopeDescriptions: this.scopeTexts,
      scopeMacros: this.scopeMacros,
      optionFacts: this.optionFacts,
      misspellings: this.misspellings(),
    }
  }

  /** The index of the scope at a place in the schemas. */
  private scope(name: string, place: string): number {
    const known = this.scopeByPlace.get(place)
    if (known !== undefined) return known
    const index = this.scopes.length
    this.scopeByPlace.set(place, index)
    const schema = this.documents.resolve(place)
    const annotations = schema['x-ecconf'] ?? {}
    const { instance, module, optionsUnknown, fallback, lines } = annotations
    if (instance === undefined || fallback === undefined || lines === undefined) {
      throw new BuildFailure(`schemas/${place} says no instance, fallback or lines`)
    }
    const options: OptionEntry[] = []
    const inner: number[] = []
    // Its place is taken before those of the scopes inside: Global is the first.
    this.scopeNames.push(name)
    this.scopes.push({
      display: schema.title ?? name,
      instance,
      ...this.instanceValue(schema.properties?.[INSTANCE]),
      module: module === true,
      ...(optionsUnknown && { optionsUnknown }),
      fallback,
      lines: this.lines.index(lines),
      options,
      ...(schema.patternProperties && { prefixes: this.prefixes(schema.patternProperties) }),
    })
    this.innerScopes.push(inner)
    this.scopeTexts[index] = schema.description ?? null
    this.scopeMacros[index] = this.macrosOf(annotations)
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      if (key === INSTANCE) continue
      const reference = this.scopeReference(property)
      if (reference !== undefined) inner.push(this.scope(key, reference))
      else options.push(this.optionEntry(key, property))
    }
    return index
  }

  /** The macros of a module's formats: its own, or those of the module that it is like. */
  private macrosOf({ macros, macrosLike }: Annotations): readonly string[] {
    if (macrosLike === undefined) return macros ?? []
    const { macros: those } = this.documents.resolve(`modules/${macrosLike}.json`)['x-ecconf'] ?? {}
    if (those === undefined) throw new BuildFailure(`The module ${macrosLike} has no macros`)
    return those
  }

  private scopesByOption(): Map<string, number[]> {
    const byOption = new Map<string, number[]>()
    // The set grows while it is walked, level by level.
    const walked = new Set([0])
    for (const scope of walked) {
      for (const inner of this.innerScopes[scope] ?? []) walked.add(inner)
      for (const entry of this.scopes[scope]?.options ?? []) {
        const name = this.nameOf(entry)
        byOption.set(name, [...(byOption.get(name) ?? []), scope])
      }
    }
    return byOption
  }

  /** The names of the options that are secret in any scope. */
  private secretNames(): Set<string> {
    const entries = this.scopes.flatMap(({ options }) => options)
    const secret = entries.filter((entry) => this.options[optionOf(entry)]?.secret === true)
    return new Set(secret.map((entry) => this.nameOf(entry)))
  }

  private misspellings(): [string, string][] {
    const pairs = this.optionFacts.flatMap(({ misspellings = [] }, option) =>
      misspellings.map((wrong): [string, string] => [wrong, this.names[option] as string]),
    )
    return [...new Map(pairs)]
  }

  private nameOf(entry: OptionEntry): string {
    return this.names[optionOf(entry)] as string
  }

  private instanceValue(property: Schema | undefined): Pick<ScopeData, 'instanceValue'> {
    const schema = property && expand(property, this.documents)
    return schema?.format === undefined ? {} : { instanceValue: this.value(schema) }
  }

  /** Where the scope stands that a property is for; undefined when it is for an option. */
  private scopeReference(property: Schema): string | undefined {
    const place = (property.anyOf?.[0] ?? property.items ?? property).$ref
    if (place === undefined) throw new BuildFailure('A property of a scope refers to nothing')
    return this.documents.resolve(place)['x-ecconf']?.instance === undefined ? undefined : place
  }

  private optionEntry(name: string, property: Schema): OptionEntry {
    const { fallback, lines, aliasOf } = property['x-ecconf'] ?? {}
    const option = this.option(name, property, aliasOf)
    const own = {
      ...(property.default !== undefined && { default: this.defaultText(property) }),
      ...(lines && { lines: this.lines.index(lines) }),
      ...(fallback && { fallback }),
    }
    return Object.keys(own).length === 0 ? option : { option, ...own }
  }

  private prefixes(patterns: Readonly<Record<string, Schema>>): Record<string, number> {
    const prefixes = Object.entries(patterns).map(([pattern, property]) => {
      const prefix = /^\^(\w+:)$/.exec(pattern)?.[1]
      if (prefix === undefined) throw new BuildFailure(`The pattern ${pattern} is no prefix`)
      return [prefix, this.option(prefix, property, undefined)] as const
    })
    return Object.fromEntries(prefixes)
  }

  private option(name: string, property: Schema, aliasOf: string | undefined): number {
    const place = `${name} ${property.$ref}`
    const known = this.optionByPlace.get(place)
    if (known !== undefined) return known
    const { default: _, ...shared } = property
    const schema = expand(
      aliasOf === undefined ? { $ref: property.$ref ?? '' } : shared,
      this.documents,
    )
    const annotations = schema['x-ecconf'] ?? {}
    const { lines, secret, range, usualRange } = annotations
    const restart = restartOf(annotations)
    if (lines === undefined) throw new BuildFailure(`schemas/${property.$ref} says no lines`)
    const index = this.options.length
    this.names.push(name)
    this.options.push({
      ...(schema.title !== name && schema.title !== undefined && { display: schema.title }),
      value: this.value(schema),
      lines: this.lines.index(lines),
      ...(schema.default !== undefined && { default: configurationText(schema.default, schema) }),
      ...(restart !== undefined && { restart }),
      ...(secret && { secret }),
      ...(aliasOf !== undefined && { aliasOf }),
      ...(range && { range }),
      ...(usualRange && { usualRange }),
    })
    this.optionTexts[index] = schema.description ?? null
    this.optionFacts[index] = factsOf(annotations)
    this.optionByPlace.set(place, index)
    return index
  }

  private value(schema: ValueSchema): number {
    const validator = this.validators.add(bareSchema(schema))
    return this.values.index(valueRule(schema, validator))
  }

  private defaultText(property: Schema): string {
    return configurationText(property.default, expand(property, this.documents))
  }
}

/** The index of an option. */
function optionOf(entry: OptionEntry): number {
  return typeof entry === 'number' ? entry : entry.option
}

/** Whether a change needs a restart in any product line; undefined when no document speaks of it. */
function restartOf({ restart, restartByLine }: Annotations): boolean | undefined {
  if (restartByLine === undefined) return restart
  return Object.values(restartByLine).includes(true) || undefined
}

/** What an annotation says that few ask for. */
function factsOf(annotation: Annotations): OptionFacts {
  const facts = FACTS.flatMap((name) => {
    const fact = annotation[name]
    return fact === undefined ? [] : [[name, fact]]
  })
  return Object.fromEntries(facts)
}

const FACTS = [
  'references',
  'restartByLine',
  'restartNote',
  'range',
  'powerOfTwo',
  'usualRange',
  'special',
  'means',
  'numericAliases',
  'knownKeys',
  'syntax',
  'macros',
  'misspellings',
  'note',
  'implemented',
  'shipped',
  'defaultByLine',
  'defaultHistory',
  'defaultDoubted',
] as const satisfies readonly (keyof OptionFacts)[]
