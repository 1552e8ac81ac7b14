import { expectedText } from '../../report/option/value.js'
import type { OptionType, ScopeType } from '../../schema/types.js'
import {
  FALLBACKS,
  type FallbackKind,
  type OptionListModel,
  RESTART,
  SECRET,
} from '../model/model.js'
import type { Texts } from './texts.js'

/** A list of options, and what the search for their values depends on. */
export interface OptionList {
  readonly index: number
  /** An option of each kind of search, by its index in `FALLBACKS`. */
  readonly searches: ReadonlyMap<number, OptionType>
}

/** The lists of options of all kinds of scopes in a configuration; kinds with the same options share one. */
export class OptionLists {
  readonly all: OptionListModel[] = []
  readonly #known = new Map<ScopeType['options'], OptionList>()

  constructor(readonly texts: Texts) {}

  of({ options }: ScopeType): OptionList {
    const known = this.#known.get(options)
    if (known !== undefined) return known
    const searches = new Map<number, OptionType>()
    const name: number[] = []
    const usual: number[] = []
    const fallback: number[] = []
    const flags: number[] = []
    const description: number[] = []
    const expected: number[] = []
    for (const type of options.values()) {
      const kind = FALLBACKS.indexOf(kindOf(type))
      if (!searches.has(kind)) searches.set(kind, type)
      name.push(this.texts.of(type.display))
      usual.push(this.texts.maybe(type.default))
      fallback.push(kind)
      flags.push(flagsOf(type))
      description.push(this.texts.maybe(type.description))
      expected.push(this.texts.maybe(expectedText(type)))
    }
    const list = { index: this.all.length, searches }
    this.all.push({ name, default: usual, fallback, flags, description, expected })
    this.#known.set(options, list)
    return list
  }
}

function kindOf({ fallback, name }: OptionType): FallbackKind {
  return fallback === 'listener' && name === 'pathway' ? 'pointer' : fallback
}

/** As in `OptionListModel`. */
export function flagsOf(type: OptionType | undefined): number {
  return (type?.secret ? SECRET : 0) + (type?.restart ? RESTART : 0)
}
