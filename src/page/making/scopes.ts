import {
  type Configuration,
  contentsOf,
  type Definition,
  displayStep,
  type Inclusion,
  type OptionValue,
  type Scope,
  valueText,
} from '../../config/index.js'
import { explainDefinitions } from '../../config/lookup/explain.js'
import { includedFrom } from '../../report/lookup/definition.js'
import { LAYERS, SECRET } from '../model/model.js'
import type { Files } from './files.js'
import { flagsOf, type OptionLists } from './option-lists.js'
import type { Places } from './places.js'
import type { Texts } from './texts.js'

/** What the scopes of a configuration are written down with. */
export interface ScopeContext {
  readonly texts: Texts
  readonly files: Files
  readonly lists: OptionLists
  readonly places: Places
}

/** The scopes of a configuration with the product's own settings, as columns. */
export class Scopes {
  /** In the order of the columns. */
  readonly all: Scope[] = []
  readonly columns = {
    parent: [] as number[],
    label: [] as number[],
    list: [] as number[],
    options: [] as number[],
    stanzas: [] as number[][],
  }
  readonly options = { name: [] as number[], flags: [] as number[], definitions: [] as number[] }
  readonly definitions = {
    file: [] as number[],
    line: [] as number[],
    column: [] as number[],
    value: [] as number[],
    layer: [] as number[],
    reason: [] as number[],
    chain: [] as number[],
  }
  readonly chains: string[][] = []
  readonly #chainOf = new Map<Inclusion, number>()

  constructor(
    { complete }: Configuration,
    readonly context: ScopeContext,
  ) {
    this.#add(complete, -1)
  }

  #add(scope: Scope, parent: number): void {
    const { texts, lists } = this.context
    const index = this.all.push(scope) - 1
    const { options, scopes } = contentsOf(scope)
    const { columns } = this
    columns.parent.push(parent)
    columns.label.push(texts.of(parent === -1 ? scope.name : displayStep(scope)))
    columns.list.push(scope.type === undefined ? -1 : lists.of(scope.type).index)
    columns.options.push(options.length)
    columns.stanzas.push(this.#stanzas(scope, index))
    for (const option of options) this.#addOption(scope, option)
    for (const inner of scopes) this.#add(inner, index)
  }

  #stanzas({ stanzas }: Scope, index: number): number[] {
    return stanzas.flatMap(({ inclusion: { file }, node }) => {
      this.context.places.add(file, node, -1 - index)
      return [this.context.files.indexOf(file), file.document.source.lineAt(node.start)]
    })
  }

  #addOption(scope: Scope, { name, type, definition }: OptionValue): void {
    const { texts, places } = this.context
    const index = this.options.name.length
    const definitions = scope.options.get(definition.name.toLowerCase()) ?? [definition]
    let isSecret = false
    for (const { definition: each, layer, reason } of explainDefinitions(definitions)) {
      places.add(each.inclusion.file, each.node, index)
      const shown = valueText({ name, type }, each.value, { maskSecrets: true })
      isSecret ||= shown !== each.value.text
      this.#addDefinition(each, shown)
      this.definitions.layer.push(LAYERS.indexOf(layer))
      this.definitions.reason.push(texts.of(reason))
    }
    this.options.name.push(texts.of(name))
    this.options.flags.push(flagsOf(type) | (isSecret ? SECRET : 0))
    this.options.definitions.push(definitions.length)
  }

  #addDefinition({ inclusion, node }: Definition, shown: string): void {
    const { texts, files } = this.context
    const { line, column } = inclusion.file.document.source.position(node.start)
    const { definitions } = this
    definitions.file.push(files.indexOf(inclusion.file))
    definitions.line.push(line)
    definitions.column.push(column)
    definitions.value.push(texts.ofValue(shown))
    definitions.chain.push(this.#chain(inclusion))
  }

  #chain(inclusion: Inclusion): number {
    const known = this.#chainOf.get(inclusion)
    if (known !== undefined) return known
    const { texts } = this.context
    const places = includedFrom({ inclusion }).map(({ file, line, keyword }) => {
      return texts.all[texts.of(`${file}:${line} (${keyword})`)] as string
    })
    const index = this.chains.push(places) - 1
    this.#chainOf.set(inclusion, index)
    return index
  }
}
