import type { Registry } from '../../schema/types.js'
import type { FileFindings } from '../engine/file-findings.js'
import { type Closest, closest } from './closest.js'
import { type Kind, namesHere } from './name-meaning.js'
import type { Surroundings } from './surroundings.js'

/** Suggestions for unknown names of one text; each name is looked up once per place. */
class Suggestions {
  readonly #here = new WeakMap<Surroundings, Map<string, Names>>()
  readonly #elsewhere = new Map<string, Names>()
  /** How many look-ups are left; a text with more mistakes is probably not a configuration. */
  #left = 5_000

  /** The closest of the names that may stand at a place, in lower case. */
  here(kind: Kind, typed: string, surroundings: Surroundings): Closest | undefined {
    let kinds = this.#here.get(surroundings)
    if (kinds === undefined) {
      kinds = new Map()
      this.#here.set(surroundings, kinds)
    }
    return this.#closest(kinds, kind, typed, () => namesHere(kind, surroundings))
  }

  /** The closest of all names of the product. */
  elsewhere(kind: Kind, typed: string, registry: Registry): string | undefined {
    const all = () => [...(kind === 'option' ? registry.optionNames() : registry.scopeNames())]
    return this.#closest(this.#elsewhere, kind, typed, all)?.name
  }

  #closest(
    kinds: Map<string, Names>,
    kind: Kind,
    typed: string,
    all: () => Iterable<string>,
  ): Closest | undefined {
    let names = kinds.get(kind)
    if (names === undefined) {
      names = { all: all(), answers: new Map() }
      kinds.set(kind, names)
    }
    const { answers } = names
    if (answers.has(typed)) return answers.get(typed)
    if (--this.#left < 0) return undefined
    const answer = closest(typed, names.all)
    answers.set(typed, answer)
    return answer
  }
}

interface Names {
  readonly all: Iterable<string>
  readonly answers: Map<string, Closest | undefined>
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
