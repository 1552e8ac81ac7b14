import { basename, dirname, join } from 'node:path'
import { type BoundFile, boundPath } from '../../edit/index.js'
import { openedIdentity } from '../files/file-identity.js'
import type { FileSystemCalls, FolderStatus } from '../files/file-system-calls.js'
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

/**
 * The folder that a file of a change set lies in must be the one that it lay in, as the file must be
 * the same: whoever may rename folders can put another one in the place, which holds the same text.
 * @param found what the opened file and folder are
 * @throws WriteError
 */
export function checkBound(
  { name, identity, folderIdentity }: Omit<BoundFile, 'path'>,
  found: { readonly identity?: string | undefined; readonly folder?: FolderStatus },
): void {
  const isOther = (was?: string, is?: string) => was !== undefined && is !== undefined && was !== is
  const { folder } = found
  const what = isOther(identity, found.identity)
    ? 'is another file with the same text now'
    : isOther(folderIdentity, folder && openedIdentity(folder))
      ? 'lies in another folder now'
      : undefined
  if (what === undefined) return
  const reason = `was exchanged by someone else meanwhile: it ${what}${NOTHING_WRITTEN}`
  throw new WriteError('changed', name, reason)
}

function realPlace({ name, path, create = false }: FileOfChange, calls: FileSystemCalls): string {
  try {
    return create ? join(calls.realPath(dirname(path)), basename(path)) : calls.realPath(path)
  } catch (error) {
    if (create || !hasCode(error, 'ENOENT')) throw writeError(error, name)
    throw new WriteError('gone', name, `was removed by someone else meanwhile${NOTHING_WRITTEN}`)
  }
}
