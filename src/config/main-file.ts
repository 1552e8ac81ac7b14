import { EnvironmentError, type FileStatus } from './environment.js'
import type { LoadOptions } from './load-options.js'
import { pathBelow, resolvePath } from './paths.js'
import { environmentNodeName, environmentSubcluster, searchFolders } from './search-path.js'
import { type Place, Sysroot } from './sysroot.js'

/** The file that a configuration starts from. */
export interface MainFile {
  readonly place: Place
  readonly status: FileStatus
  /** As given; relative to the working directory where it lies under it. */
  readonly name: string
}

/**
 * Finds the main file. A bare name that is no file of the working directory is looked for along
 * the search path.
 * @throws EnvironmentError when there is none, or it is a folder
 */
export async function findMainFile(main: string, options: LoadOptions): Promise<MainFile> {
  const { environment } = options
  const sysroot = sysrootOf(options)
  const given = resolvePath(environment.workingDirectory, main)
  const places: Place[] = [{ path: given, productPath: sysroot.productPath(given) }]
  if (main !== '' && !main.includes('/')) {
    const names = {
      nodeName: options.nodeName || environmentNodeName(environment),
      subcluster: options.subcluster || environmentSubcluster(environment),
    }
    for (const folder of searchFolders(environment, sysroot, names, options.searchPath)) {
      places.push(sysroot.inside(resolvePath(folder, main)))
    }
  }
  let failure = new EnvironmentError('ENOENT', given, 'no such file or directory')
  for (const place of places) {
    const status = await environment.status(place.path)
    if (status === undefined) continue
    if (status.kind === 'directory') {
      failure = new EnvironmentError('EISDIR', place.path, 'is a directory')
      continue
    }
    // Only what is named may be a pipe, and not what a search comes across.
    if (status.kind === 'other' && place.path !== given) {
      failure = new EnvironmentError('EINVAL', place.path, 'is no regular file')
      continue
    }
    const below = pathBelow(environment.workingDirectory, place.path)
    const name = below || (place.path === given ? main : place.path)
    return { place, status, name }
  }
  throw failure
}

export function sysrootOf({ environment, sysroot }: LoadOptions): Sysroot {
  if (!sysroot) return new Sysroot(undefined)
  const root = resolvePath(environment.workingDirectory, sysroot)
  return new Sysroot(root === '/' ? undefined : root)
}
