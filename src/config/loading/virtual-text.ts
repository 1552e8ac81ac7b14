import { parse } from '../../../grammar/index.js'
import type { ConfigFile } from '../model.js'
import { Reading } from './reading.js'

/**
 * A text that stands on no disk, as a reading.
 * @param base its place in the order of reading
 * @param order its number among the inclusions: negative before the main file
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
