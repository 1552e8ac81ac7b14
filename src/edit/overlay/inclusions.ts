import { sysrootOf } from '../../config/environment/main-file.js'
import { dirname, normalize, resolvePath } from '../../config/environment/paths.js'
import { realPathOr } from '../../config/environment/real-path.js'
import type { ConfigFile, Configuration, Environment, Inclusion } from '../../config/index.js'
import { includeTarget } from '../../config/loading/include-target.js'
import { IncludeView } from '../../syntax/index.js'
import type { OverlayTarget } from './target.js'

/** How a configuration includes an overlay. */
export interface OverlayInclusions {
  /**
   * The lines of the main file that include exactly the overlay, by `readonly_include` at top
   * level.
   */
  readonly statements: readonly IncludeView[]
  /** All inclusions at top level, by any statement of any file. */
  readonly atTopLevel: readonly Inclusion[]
  /** The inclusions within stanzas. */
  readonly inStanzas: readonly Inclusion[]
}

/** Finds the inclusions of an overlay by its real path, or by its path if it does not exist. */
export async function findInclusions(
  configuration: Configuration,
  target: OverlayTarget,
): Promise<OverlayInclusions> {
  const { main, inclusions } = configuration
  const found: Inclusion[] = []
  for (const inclusion of inclusions) {
    if (await isOf(configuration, inclusion, target)) found.push(inclusion)
  }
  const statements: IncludeView[] = []
  for (const item of main.document.root.items) {
    if (!(item instanceof IncludeView) || !item.readOnly || item.target === undefined) continue
    const own = found.find(
      ({ statement, parent }) => statement?.index === item.index && parent?.file === main,
    )
    const isOwn =
      own === undefined
        ? await namesTarget(configuration, item, target)
        : target.kind === 'folder' || !namesFolder(item.target.value, main, own.file)
    if (isOwn) statements.push(item)
  }
  return {
    statements,
    atTopLevel: found.filter(({ within }) => within.length === 0),
    inStanzas: found.filter(({ within }) => within.length > 0),
  }
}

/** The first statement that includes a single file of a folder. */
export async function inclusionOfPart(
  configuration: Configuration,
  parts: readonly ConfigFile[],
  folder: OverlayTarget,
): Promise<Inclusion | undefined> {
  const realPaths = new Set(parts.map(({ realPath }) => realPath))
  for (const inclusion of configuration.inclusions) {
    if (inclusion.parent === undefined || !realPaths.has(inclusion.file.realPath)) continue
    if (!(await isOf(configuration, inclusion, folder))) return inclusion
  }
  return undefined
}

/** Whether an inclusion includes the target: the file itself, or a file as part of its folder. */
async function isOf(
  configuration: Configuration,
  { file, parent, statement }: Inclusion,
  target: OverlayTarget,
): Promise<boolean> {
  if (parent === undefined || target.realPath === undefined) return false
  if (target.kind === 'file') return file.realPath === target.realPath
  const operand = statement?.target?.value
  if (operand === undefined) return false
  const { environment } = configuration.options
  if ((await realPathOfOperand(configuration, operand, parent.file)) === target.realPath)
    return true
  // The folder may have been found along the search path.
  return (
    namesFolder(operand, parent.file, file) &&
    (await realPathOr(environment, dirname(file.path), undefined)) === target.realPath
  )
}

/**
 * Whether an include without included files names the target: a missing file, or an empty folder.
 */
async function namesTarget(
  configuration: Configuration,
  { target: operand, index }: IncludeView,
  target: OverlayTarget,
): Promise<boolean> {
  const { main, inclusions } = configuration
  const tookIn = inclusions.some(
    ({ statement, parent }) => statement?.index === index && parent?.file === main,
  )
  if (tookIn || operand === undefined) return false
  if (operandPath(operand.value, main) === target.productPath) return true
  const realPath = await realPathOfOperand(configuration, operand.value, main)
  return realPath !== undefined && realPath === target.realPath
}

/** Whether an include names the folder of a file, and not the file. */
function namesFolder(operand: string, includer: ConfigFile, { productPath }: ConfigFile): boolean {
  const folder = dirname(productPath)
  return operandPath(operand, includer) === folder || folder.endsWith(`/${normalize(operand)}`)
}

async function realPathOfOperand(
  { options }: Configuration,
  operand: string,
  includer: ConfigFile,
): Promise<string | undefined> {
  const path = operandPath(operand, includer)
  if (path === undefined) return undefined
  const { environment }: { environment: Environment } = options
  return realPathOr(environment, sysrootOf(options).inside(path).path, undefined)
}

/** The path of an operand in the running product, ignoring the search path. */
function operandPath(operand: string, includer: ConfigFile): string | undefined {
  const named = includeTarget(operand)
  if (named.kind !== 'path' || named.path === '') return undefined
  return resolvePath(dirname(includer.productPath), named.path)
}
