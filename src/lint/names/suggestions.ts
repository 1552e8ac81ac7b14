import type { Closest } from '../../schema/suggest/closest.js'
import { misspelledOption } from '../../schema/tables.js'
import type { Registry } from '../../schema/types.js'
import type { FileFindings } from '../engine/file-findings.js'
import { ClosestNames } from './closest-names.js'
import { type Kind, namesHere } from './name-meaning.js'
import type { Surroundings } from './surroundings.js'

/** Suggestions for unknown names of one text; each name is looked up once per place. */
class Suggestions {
  readonly #here = new WeakMap<Surroundings, Map<string, ClosestNames>>()
  readonly #elsewhere = new Map<string, ClosestNames>()
  /** A text with more mistakes is probably not a configuration. */
  readonly #lookUps = { left: 5_000 }

  /** The closest of the names that may stand at a place, in lower case. */
  here(kind: Kind, typed: string, surroundings: Surroundings): Closest | undefined {
    const meant = kind === 'option' ? misspelledOption(typed) : undefined
    if (meant !== undefined && surroundings.optionTypes(meant).length > 0) {
      return { name: meant, slips: 1, clear: true }
    }
    return this.#hereOf(kind, surroundings).to(typed)
  }

  /** The names that may stand at a place with one word more or less, in lower case. */
  oneWordFrom(kind: Kind, typed: string, surroundings: Surroundings): readonly string[] {
    return this.#hereOf(kind, surroundings).oneWordFrom(typed)
  }

  #hereOf(kind: Kind, surroundings: Surroundings): ClosestNames {
    let kinds = this.#here.get(surroundings)
    if (kinds === undefined) {
      kinds = new Map()
      this.#here.set(surroundings, kinds)
    }
    return this.#namesOf(kinds, kind, () => namesHere(kind, surroundings))
  }

  /** The closest of all names of the product. */
  elsewhere(kind: Kind, typed: string, registry: Registry): string | undefined {
    const meant = kind === 'option' ? misspelledOption(typed) : undefined
    if (meant !== undefined) return meant
    const all = () => [...(kind === 'option' ? registry.optionNames() : registry.scopeNames())]
    return this.#namesOf(this.#elsewhere, kind, all).to(typed)?.name
  }

  #namesOf(kinds: Map<string, ClosestNames>, kind: Kind, all: () => Iterable<string>) {
    let names = kinds.get(kind)
    if (names === undefined) {
      names = new ClosestNames(all(), this.#lookUps)
      kinds.set(kind, names)
    }
    return names
  }
}

const known = new WeakMap<FileFindings, Suggestions>()

/** The suggestions for the text whose findings are collected. */
export function suggestionsOf(findings: FileFindings): Suggestions {
  let suggestions = known.get(findings)
  if (suggestions === undefined) {
    suggestions = new Suggestions()
    known.set(findings, suggestions)
  }
  return suggestions
}
