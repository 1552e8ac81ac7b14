import { realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { nativePath, pathFrom } from '../../node/files/native-path.js'

/**
 * The real path of a file, or of the place where it would stand in a folder that there is; a pipe that
 * a shell hands over stands in the folder of its process. The absolute path when there is no such folder.
 */
export function realPathOf(name: string): string {
  const path = resolve(name)
  const real = asked(path)
  if (real !== undefined) return real
  const folder = asked(dirname(path))
  return folder === undefined ? path : join(folder, basename(path))
}

function asked(path: string): string | undefined {
  try {
    return pathFrom(realpathSync.native(nativePath(path), 'buffer'))
  } catch {
    return undefined
  }
}
