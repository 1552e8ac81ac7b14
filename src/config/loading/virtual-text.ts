import { parse } from '../../../grammar/index.js'
import type { ConfigFile } from '../model.js'
import { Reading } from './reading.js'

/**
 * The reading of a text that is not in a file.
 * @param base place of the text in the order of reading
 * @param order number among the inclusions; negative for a text before the main file
 */
export function virtualReading(name: string, text: string, base: number, order: number): Reading {
  const inclusions: ConfigFile['inclusions'][number][] = []
  const file: ConfigFile = {
    name,
    path: '',
    realPath: '',
    productPath: '',
    document: parse(text, { name }),
    readOnly: undefined,
    inclusions,
    virtual: true,
  }
  const inclusion = { file, within: [], order }
  inclusions.push(inclusion)
  return new Reading(inclusion, base)
}
