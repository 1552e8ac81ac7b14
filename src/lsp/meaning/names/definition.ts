import type { Location, LocationLink } from 'vscode-languageserver'
import type { Definition } from '../../../config/index.js'
import { scopesOf } from '../../../lint/references/references.js'
import type { Range } from '../../../syntax/index.js'
import type { Asked, FileInTarget, FileSnapshot } from '../../workspace/snapshot.js'
import { scopePathsOf } from '../place/scope-place.js'
import { type OptionPlace, type ScopePlace, textPlaceAt } from '../place/text-place.js'
import { distinctPlaces, type FoundPlace, goTo } from './found-places.js'
import { includedFiles } from './included-files.js'
import { occurrencesOf, stanzasAt } from './occurrences.js'
import { thingInValue, type thingsOfStanza } from './thing-at.js'

/**
 * Where to go from a place: from an include to the files that it takes in; from a name in a value to
 * the stanzas that define it; from the head of a stanza to the other stanzas of its scope and, for a
 * domain, to those whose values it has too; from an option to the definition that overrides it, and
 * from the one that counts to those that it overrides.
 */
export function definition(
  file: FileSnapshot,
  index: number,
  asked: Asked,
): Location[] | LocationLink[] | undefined {
  const place = textPlaceAt(file.document.tree, index)
  if (place === undefined) return undefined
  const go = (places: Iterable<FoundPlace>, from: Range) =>
    goTo(distinctPlaces(places), from, file, asked)
  switch (place.kind) {
    case 'include': {
      const from = place.view.target ?? place.view.keyword
      return go(includedFiles(file.within, place.view), from)
    }
    case 'scope': {
      const from = place.view.instance ?? place.view.nameToken
      return go(
        file.within.flatMap((each) => ofStanza(each, place)),
        from,
      )
    }
    case 'option': {
      if (place.part === 'name') {
        return go(
          file.within.flatMap((each) => ofOption(each, place)),
          place.view.nameToken,
        )
      }
      const named = file.within.flatMap((each) => {
        const found = thingInValue(each, place, index)
        return found === undefined ? [] : [{ found, places: ofName(each, found.thing) }]
      })
      const [first] = named
      return (
        first &&
        go(
          named.flatMap(({ places }) => places),
          first.found,
        )
      )
    }
  }
}

function ofName(
  { target: { configuration } }: FileInTarget,
  thing: ReturnType<typeof thingsOfStanza>[number]['thing'],
): FoundPlace[] {
  if (thing.kind !== 'target') return []
  // Nodes are entries of a list, which only a search through the texts finds.
  if (thing.target === 'node') {
    return occurrencesOf(configuration, thing).filter(({ isDefinition }) => isDefinition)
  }
  return scopesOf(configuration.root, thing.target, thing.name).flatMap(({ path }) =>
    stanzasAt(configuration, path),
  )
}

function ofStanza(each: FileInTarget, place: ScopePlace): FoundPlace[] {
  const { configuration } = each.target
  const itself = place.view.start
  const isItself = ({ file, start }: FoundPlace) =>
    file === each.file && (start === itself || start === place.view.instance?.start)
  const name = place.view.name.toLowerCase()
  const all = scopePathsOf(each, [...place.around, place.view]).flatMap((path) => {
    const alike = configuration
      .outboundScopes(path)
      .filter((scope) => scope.name.toLowerCase() === name)
    return [path, ...alike.map((scope) => scope.path)].flatMap((its) =>
      stanzasAt(configuration, its),
    )
  })
  const others = all.filter((found) => !isItself(found))
  // A place that leads nowhere else leads to itself, so that the client shows it as known.
  return others.length > 0 ? others : all
}

function ofOption(each: FileInTarget, { view, around }: OptionPlace): FoundPlace[] {
  const { configuration } = each.target
  return scopePathsOf(each, around).flatMap((path) => {
    const all = configuration.definitions(path, view.name)
    const its = all.filter((one) => isAt(one, each, view.index))
    const winner = all.at(-1)
    if (winner === undefined || its.length === 0) return []
    if (!its.includes(winner)) return [placeOf(winner)]
    const overridden = all.filter((one) => !its.includes(one)).reverse()
    if (overridden.length > 0) return overridden.map(placeOf)
    const { fallback } = configuration.why(path, view.name)
    const outer = fallback.flatMap(({ scopes }) =>
      scopes.flatMap(({ definition }) => definition ?? []),
    )
    return [...outer, winner].map(placeOf)
  })
}

function isAt({ inclusion, node }: Definition, { file }: FileInTarget, index: number): boolean {
  return inclusion.file === file && node.index === index
}

/** The place of an option's name. */
export function placeOf({ inclusion, node }: Definition): FoundPlace {
  const { start, end } = node.nameToken
  return { file: inclusion.file, start, end }
}
