import { dirname, join } from 'node:path'
import type { FileSystemCalls, Ownership } from './file-system-calls.js'

/** One step on the way to a file: an entry that is looked up in a folder. */
export interface Step {
  /** The folders from `/` down to the one in which the entry is looked up; never empty. */
  readonly folders: readonly [Ownership, ...Ownership[]]
  /** What was found, a link as itself; undefined where there is nothing. */
  readonly entry: Ownership | undefined
}

/** As many as Linux follows. */
const MOST_LINKS = 40

/**
 * Every step that the system takes to a file, with all links on the way. The last one finds the file,
 * or the place where it would stand.
 * @param path absolute
 * @throws the system's errors
 */
export function wayTo(path: string, calls: FileSystemCalls): Step[] {
  const steps: Step[] = []
  let links = 0
  let names = namesIn(path)
  let at = '/'
  let folders: [Ownership, ...Ownership[]] = [statusOf('/', calls)]
  for (let name = names.shift(); name !== undefined; name = names.shift()) {
    if (name === '..') {
      at = dirname(at)
      const [root, ...others] = folders
      folders = [root, ...others.slice(0, -1)]
      continue
    }
    const next = join(at, name)
    const entry = calls.status(next)
    steps.push({ folders, entry })
    const target = entry && calls.readLink(next)
    if (target !== undefined) {
      if (++links > MOST_LINKS) throw failure('ELOOP', path)
      names = [...namesIn(target), ...names]
      if (!target.startsWith('/')) continue
      at = '/'
      folders = [folders[0]]
    } else if (names.length > 0) {
      at = next
      folders = [...folders, statusOf(next, calls)]
    }
  }
  return steps
}

function namesIn(path: string): string[] {
  return path.split('/').filter((name) => name !== '' && name !== '.')
}

function statusOf(folder: string, calls: FileSystemCalls): Ownership {
  const status = calls.status(folder)
  if (status === undefined) throw failure('ENOENT', folder)
  return status
}

/** An error as those of the system are. */
function failure(code: 'ELOOP' | 'ENOENT', path: string): Error {
  const errno = code === 'ELOOP' ? -40 : -2
  return Object.assign(new Error(`${code}: ${path}`), { code, errno })
}
