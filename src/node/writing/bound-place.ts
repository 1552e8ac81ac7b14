import { basename, dirname, join } from 'node:path'
import { type BoundFile, boundPath } from '../../edit/index.js'
import type { FileSystemCalls } from '../files/file-system-calls.js'
import { hasCode, NOTHING_WRITTEN, WriteError, writeError } from './write-error.js'

/** A file of a change set. */
interface FileOfChange extends BoundFile {
  /** Whether the change makes it: then it is the folder that is there. */
  readonly create?: boolean
}

/**
 * Where a file of a change set really lies, as long as its path leads there still: whoever may exchange
 * a link or a folder on the way must not choose another file once somebody has said yes to this one.
 * @throws WriteError
 */
export function boundPlace(file: FileOfChange, calls: FileSystemCalls): string {
  const bound = boundPath(file)
  const real = realPlace(file, calls)
  if (real === bound) return bound
  const reason = `was changed by someone else meanwhile and leads to ${real} now${NOTHING_WRITTEN}`
  throw new WriteError('changed', file.name, reason)
}

function realPlace({ name, path, create = false }: FileOfChange, calls: FileSystemCalls): string {
  try {
    return create ? join(calls.realPath(dirname(path)), basename(path)) : calls.realPath(path)
  } catch (error) {
    if (create || !hasCode(error, 'ENOENT')) throw writeError(error, name)
    throw new WriteError('gone', name, `was removed by someone else meanwhile${NOTHING_WRITTEN}`)
  }
}
