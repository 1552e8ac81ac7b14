import { dirname } from 'node:path'
import type { Configuration, Definition, Stanza } from '../../../config/index.js'
import { visible } from '../../../report/index.js'
import { definitionPlace, placeText, stanzaPlace } from '../../../report/lookup/definition.js'

/**
 * Where something is set: `eccluster.conf:21:3`, without the folder of the main file. What was set on
 * the console has its line for a name, and no line within that.
 */
export function shortPlace(view: Configuration, set: Definition | Stanza): string {
  const { file } = set.inclusion
  if (file.virtual) return visible(file.name)
  const place = 'value' in set ? definitionPlace(set) : stanzaPlace(set)
  const folder = `${dirname(view.main.name)}/`
  const name = place.file.startsWith(folder) ? place.file.slice(folder.length) : place.file
  return placeText({ ...place, file: name })
}
