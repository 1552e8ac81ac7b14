import type { LoadOptions } from '../loading/load-options.js'
import { EnvironmentError, type FileStatus } from './environment.js'
import { pathBelow, resolvePath } from './paths.js'
import { environmentNodeName, environmentSubcluster, searchFolders } from './search-path.js'
import { type LocatedPath, Sysroot } from './sysroot.js'

/** The file that a configuration starts from. */
export interface MainFile {
  readonly place: LocatedPath
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
  const given = resolvePath(environment.workingDirectory, main)
  const places = [{ path: given, productPath: sysrootOf(options).productPath(given) }]
  if (main !== '' && !main.includes('/')) places.push(...searched(main, options))
  const { place, status } = await firstOf(places, options, given, given)
  const below = pathBelow(environment.workingDirectory, place.path)
  return { place, status, name: below || (place.path === given ? main : place.path) }
}

/**
 * Finds a main file that nobody names: along the search path and nowhere else. The working directory
 * is no part of that (language spec 5).
 * @param main a relative path
 * @returns where it lies on this machine
 * @throws EnvironmentError when there is none, or only a folder
 */
export async function findInstalledMain(main: string, options: LoadOptions): Promise<string> {
  return (await firstOf(searched(main, options), options, main)).place.path
}

/** Where a name is looked for along the search path, below the sysroot. */
function searched(main: string, options: LoadOptions): LocatedPath[] {
  const { environment } = options
  const sysroot = sysrootOf(options)
  const names = {
    nodeName: options.nodeName || environmentNodeName(environment),
    subcluster: options.subcluster || environmentSubcluster(environment),
  }
  return searchFolders(environment, sysroot, names, options.searchPath).map((folder) =>
    sysroot.inside(resolvePath(folder, main)),
  )
}

/**
 * @param name what is said to be missing; the first place by default
 * @param given the place that a person has named: only that one may be a pipe
 */
async function firstOf(
  places: readonly LocatedPath[],
  { environment }: LoadOptions,
  name = places[0]?.path ?? '',
  given?: string,
): Promise<Pick<MainFile, 'place' | 'status'>> {
  let failure = new EnvironmentError('ENOENT', name, 'no such file or directory')
  for (const place of places) {
    const status = await environment.status(place.path)
    if (status?.kind === 'directory') {
      failure = new EnvironmentError('EISDIR', place.path, 'is a directory')
    } else if (status?.kind === 'other' && place.path !== given) {
      failure = new EnvironmentError('EINVAL', place.path, 'is no regular file')
    } else if (status !== undefined) return { place, status }
  }
  throw failure
}

export function sysrootOf({ environment, sysroot }: LoadOptions): Sysroot {
  if (!sysroot) return new Sysroot(undefined)
  const root = resolvePath(environment.workingDirectory, sysroot)
  return new Sysroot(root === '/' ? undefined : root)
}
