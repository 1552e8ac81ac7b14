import type { Location } from 'vscode-languageserver'
import type { Asked, FileInTarget, FileSnapshot } from '../../workspace/snapshot.js'
import { scopePathsOf } from '../place/scope-place.js'
import { type OptionPlace, textPlaceAt } from '../place/text-place.js'
import { placeOf } from './definition.js'
import { distinctPlaces, type FoundPlace, locationOf } from './found-places.js'
import { includedFiles, includesOf } from './included-files.js'
import { occurrencesOf } from './occurrences.js'
import { thingInValue, thingsOfStanza } from './thing-at.js'

/**
 * Everything that speaks of what stands at a place: the stanzas of an instance and the options that
 * name it, the statements that take in the same file, the definitions of an option in its scope and
 * in those that it falls back to.
 * @param declarations whether stanzas are wanted too, beside what names them
 */
export function references(
  file: FileSnapshot,
  index: number,
  declarations: boolean,
  asked: Asked,
): Location[] {
  const found = file.within.flatMap((each) => referencesIn(file, each, index, declarations))
  return distinctPlaces(found).map((place) => locationOf(place, asked))
}

function referencesIn(
  file: FileSnapshot,
  each: FileInTarget,
  index: number,
  declarations: boolean,
): FoundPlace[] {
  const place = textPlaceAt(file.document.tree, index)
  const { configuration } = each.target
  switch (place?.kind) {
    case 'include': {
      const files = includedFiles([each], place.view).map((found) => found.file.realPath)
      return includesOf([each], new Set(files))
    }
    case 'scope':
      return thingsOfStanza(each, place)
        .flatMap(({ thing }) => occurrencesOf(configuration, thing))
        .filter(({ isDefinition }) => declarations || !isDefinition)
    case 'option': {
      if (place.part === 'name') return ofOption(each, place)
      const thing = thingInValue(each, place, index)?.thing
      if (thing === undefined) return []
      return occurrencesOf(configuration, thing).filter(
        ({ isDefinition }) => declarations || !isDefinition,
      )
    }
    default:
      return []
  }
}

function ofOption(each: FileInTarget, { view, around }: OptionPlace): FoundPlace[] {
  const { configuration } = each.target
  return scopePathsOf(each, around).flatMap((path) => {
    const { definitions, fallback } = configuration.why(path, view.name)
    const outer = fallback.flatMap(({ scopes }) => scopes.flatMap((at) => at.definition ?? []))
    return [...definitions.map((one) => one.definition), ...outer].map(placeOf)
  })
}
