import { sysrootOf } from '../../config/environment/main-file.js'
import { pathBelow, resolvePath } from '../../config/environment/paths.js'
import { realPathOr } from '../../config/environment/real-path.js'
import {
  type Environment,
  EnvironmentError,
  type FileStatus,
  type LoadOptions,
} from '../../config/index.js'

/** The file or folder of an overlay, which need not exist any more. */
export interface OverlayTarget {
  /** A folder stands for all its files except those with a leading dot (language spec 5). */
  readonly kind: 'file' | 'folder'
  /** The name for users; that of a folder ends with a slash. */
  readonly name: string
  /** Absolute path on this machine. */
  readonly path: string
  /** Undefined when nothing exists there. */
  readonly realPath: string | undefined
  /** The path in the running product; undefined outside the sysroot. */
  readonly productPath: string | undefined
}

/**
 * Finds the target of a path, whatever its spelling.
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

/**
 * The operand of an overlay's include; that of a folder ends with a slash, as in the product's
 * files.
 */
export function operandOf({ kind, productPath, path }: OverlayTarget): string {
  const named = productPath ?? path
  return kind === 'folder' && named !== '/' ? `${named}/` : named
}

/** The path without the sysroot, compared by real paths if the spellings differ. */
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

async function statusOr(environment: Environment, path: string): Promise<FileStatus | undefined> {
  try {
    return await environment.status(path)
  } catch (error) {
    if (error instanceof EnvironmentError) return undefined
    throw error
  }
}
