import { pathBelow } from '../../config/environment/paths.js'
import { realPathOf } from './real-path.js'

/** Whether a file lies in a folder, at any depth, wherever links lead. */
export function liesWithin(folder: string, file: string): boolean {
  return pathBelow(realPathOf(folder), realPathOf(file)) !== undefined
}
