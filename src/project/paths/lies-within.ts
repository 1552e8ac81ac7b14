import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathBelow } from '../../config/environment/paths.js'

/** Whether a file lies in a folder, at any depth, wherever links lead. */
export function liesWithin(folder: string, file: string): boolean {
  return pathBelow(realPathOr(folder), realPathOr(file)) !== undefined
}

function realPathOr(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return resolve(path)
  }
}
