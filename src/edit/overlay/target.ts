import { sysrootOf } from '../../config/environment/main-file.js'
import { pathBelow, resolvePath } from '../../config/environment/paths.js'
import {
  type Environment,
  EnvironmentError,
  type FileStatus,
  type LoadOptions,
} from '../../config/index.js'

/** The file or folder that an overlay is, as far as its path says it: it need not exist any more. */
export interface OverlayTarget {
  /** Of a folder every file counts that does not begin with a dot (language spec 5). */
  readonly kind: 'file' | 'folder'
  /** As people read it; that of a folder ends with a slash. */
  readonly name: string
  /** Absolute, on this machine. */
  readonly path: string
  /** Undefined when there is nothing. */
  readonly realPath: string | undefined
  /** As the running product sees it; undefined when it lies outside of the sysroot. */
  readonly productPath: string | undefined
}

/**
 * Finds out what is meant, whatever spelling of its path is given.
 * @param given relative to the working directory
 */
export async function findTarget(
  given: string,
  options: LoadOptions,
  name = given,
): Promise<OverlayTarget> {
  const { environment } = options
  const path = resolvePath(environment.workingDirectory, given)
  const realPath = await realPathOr(environment, path, undefined)
  const status = realPath === undefined ? undefined : await statusOr(environment, path)
  const isFolder = status === undefined ? given.endsWith('/') : status.kind === 'directory'
  const { root } = sysrootOf(options)
  return {
    kind: isFolder ? 'folder' : 'file',
    name: isFolder ? `${name.replace(/\/+$/, '')}/` : name,
    path,
    realPath,
    productPath: await productPathOf(path, realPath, root, environment),
  }
}

/** What the line of an overlay names; as the product's own files do it, a folder with a slash. */
export function operandOf({ kind, productPath, path }: OverlayTarget): string {
  const named = productPath ?? path
  return kind === 'folder' && named !== '/' ? `${named}/` : named
}

/** The path without the sysroot; by the real paths when the two are spelt differently. */
async function productPathOf(
  path: string,
  realPath: string | undefined,
  root: string | undefined,
  environment: Environment,
): Promise<string | undefined> {
  if (root === undefined) return path
  const below =
    pathBelow(root, path) ??
    (realPath && pathBelow(await realPathOr(environment, root, root), realPath))
  return below === undefined ? undefined : `/${below}`
}

/** A path with links resolved; something else when there is nothing at that path. */
export async function realPathOr<T>(
  environment: Environment,
  path: string,
  other: T,
): Promise<string | T> {
  try {
    return await environment.realPath(path)
  } catch (error) {
    if (error instanceof EnvironmentError) return other
    throw error
  }
}

async function statusOr(environment: Environment, path: string): Promise<FileStatus | undefined> {
  try {
    return await environment.status(path)
  } catch (error) {
    if (error instanceof EnvironmentError) return undefined
    throw error
  }
}
