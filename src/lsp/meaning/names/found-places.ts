import type { Location, LocationLink } from 'vscode-languageserver'
import type { ConfigFile } from '../../../config/index.js'
import type { Range } from '../../../syntax/index.js'
import type { Asked, FileSnapshot } from '../../workspace/snapshot.js'

/** A range in a file of a configuration. */
export interface FoundPlace extends Range {
  readonly file: ConfigFile
}

/** The places once each, in the order given; several configurations have the same files. */
export function distinctPlaces<P extends FoundPlace>(places: Iterable<P>): P[] {
  const found = new Map<string, P>()
  for (const place of places) {
    // Changes in memory and the settings that the product has by itself are in no file.
    if (place.file.virtual) continue
    const key = `${place.file.realPath}\n${place.start} ${place.end}`
    if (!found.has(key)) found.set(key, place)
  }
  return [...found.values()]
}

export function locationOf({ file, start, end }: FoundPlace, { positions, uri }: Asked): Location {
  return { uri: uri(file.path), range: positions.range(file.document.source, start, end) }
}

/** Places to go to from words of a text, in the form that the client takes. */
export function goTo(
  places: readonly FoundPlace[],
  from: Range,
  { document }: FileSnapshot,
  asked: Asked,
): Location[] | LocationLink[] | undefined {
  if (places.length === 0) return undefined
  const locations = places.map((place) => locationOf(place, asked))
  if (!asked.client.linkSupport) return locations
  const origin = asked.positions.range(document.source, from.start, from.end)
  return locations.map(({ uri, range }) => ({
    originSelectionRange: origin,
    targetUri: uri,
    targetRange: range,
    targetSelectionRange: range,
  }))
}
