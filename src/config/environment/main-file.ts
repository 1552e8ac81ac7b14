import type { LoadOptions } from '../loading/load-options.js'
import { EnvironmentError, type FileStatus } from './environment.js'
import { resolvePath, shownBelow } from './paths.js'
import { environmentNodeName, environmentSubcluster, searchFolders } from './search-path.js'
import { type LocatedPath, Sysroot } from './sysroot.js'

/** The file with which a configuration begins. */
export interface MainFile {
  readonly place: LocatedPath
  readonly status: FileStatus
  /** The path as given; relative to the working directory if the file is below it. */
  readonly name: string
}

/**
 * Finds the main file. A bare name that is not a file in the working directory is searched for
 * along the search path.
 * @throws EnvironmentError when there is no such file, or it is a folder
 */
export async function findMainFile(main: string, options: LoadOptions): Promise<MainFile> {
  const { environment } = options
  const given = resolvePath(environment.workingDirectory, main)
  const places = [{ path: given, productPath: sysrootOf(options).productPath(given) }]
  if (main !== '' && !main.includes('/')) places.push(...searched(main, options))
  const { place, status } = await firstOf(places, options, given, given)
  const shown = shownBelow(environment, place.path)
  const isWhole = shown === place.path
  return { place, status, name: isWhole && place.path === given ? main : shown }
}

/**
 * Finds a main file that the user did not name, along the search path only, which does not contain
 * the working directory (language spec 5).
 * @param main a relative path
 * @returns its path on this machine
 * @throws EnvironmentError when there is no such file, or only a folder
 */
export async function findInstalledMain(main: string, options: LoadOptions): Promise<string> {
  return (await firstOf(searched(main, options), options, main)).place.path
}

/** The places below the sysroot where the search path leads for a name. */
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
 * The first place that has a file.
 * @param name what an error calls missing; by default the first place
 * @param given the path that a person named: only this one may be a pipe
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
