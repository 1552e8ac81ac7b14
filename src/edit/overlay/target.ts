import { includeTarget } from '../../config/include-target.js'
import {
  type ConfigFile,
  type Configuration,
  type Environment,
  EnvironmentError,
  type Inclusion,
  type LoadOptions,
} from '../../config/index.js'
import { sysrootOf } from '../../config/main-file.js'
import { dirname, normalize, pathBelow, resolvePath } from '../../config/paths.js'
import type { IncludeView } from '../../syntax/index.js'

/** The file that an overlay is, as far as its path says it: it need not exist any more. */
export interface OverlayTarget {
  /** As people read it. */
  readonly name: string
  /** Absolute, on this machine. */
  readonly path: string
  /** Undefined when there is no such file. */
  readonly realPath: string | undefined
  /** As the running product sees it; undefined when it lies outside of the sysroot. */
  readonly productPath: string | undefined
}

/**
 * Finds out what file is meant, whatever spelling of its path is given.
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
  const { root } = sysrootOf(options)
  return {
    name,
    path,
    realPath,
    productPath: await productPathOf(path, realPath, root, environment),
  }
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

async function realPathOr<T>(
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

/** How a configuration takes an overlay in. */
export interface OverlayInclusions {
  /** The lines of the main file that do it: `readonly_include` of the file itself, at top level. */
  readonly statements: readonly IncludeView[]
  /** Every inclusion of the file at top level, by whatever statement of whatever file. */
  readonly atTopLevel: readonly Inclusion[]
  /** The inclusions inside of stanzas. */
  readonly inStanzas: readonly Inclusion[]
}

/** Two spellings of a path are one overlay; a file that is gone is known by its path. */
export function findInclusions(
  { main, inclusions }: Configuration,
  target: OverlayTarget,
): OverlayInclusions {
  const found = inclusions.filter(({ file }) => file !== main && file.realPath === target.realPath)
  const statements = main.document.root.items.filter((item): item is IncludeView => {
    if (item.type !== 'include' || !item.readOnly || item.target === undefined) return false
    const inclusion = inclusions.find(
      ({ statement, parent }) => statement?.index === item.index && parent?.file === main,
    )
    if (inclusion === undefined) return namesTarget(item.target.value, main, target)
    const { file } = inclusion
    return file.realPath === target.realPath && !namesFolder(item.target.value, main, file)
  })
  return {
    statements,
    atTopLevel: found.filter(({ within }) => within.length === 0),
    inStanzas: found.filter(({ within }) => within.length > 0),
  }
}

/** Whether the operand of an include that took nothing in is the path of the target. */
function namesTarget(operand: string, main: ConfigFile, { productPath }: OverlayTarget): boolean {
  return operandPath(operand, main) === productPath
}

/** Whether an include names the folder that the file lies in. */
function namesFolder(operand: string, main: ConfigFile, { productPath }: ConfigFile): boolean {
  const folder = dirname(productPath)
  return operandPath(operand, main) === folder || folder.endsWith(`/${normalize(operand)}`)
}

/** The path of an operand as the running product sees it, the search path left aside. */
function operandPath(operand: string, main: ConfigFile): string | undefined {
  const named = includeTarget(operand)
  if (named.kind !== 'path' || named.path === '') return undefined
  return resolvePath(dirname(main.productPath), named.path)
}
