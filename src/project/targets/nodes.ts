import type { Configuration, LoadOptions } from '../../config/index.js'
import { nodeFolders } from '../../config/loading/node-folders.js'
import type { Settings } from '../settings/settings.js'

/** What is checked, of which there may be one for each node. */
interface ForNode {
  readonly configuration: Configuration
  readonly settings: Settings | undefined
  readonly node?: string
}

type Open = (options: LoadOptions) => Promise<Configuration>

/**
 * A configuration once for each node that it is for: those that the settings name, or those of a
 * checkout with a folder for each (language spec 5). It is one target without a node where no node is
 * known, where one was chosen, and where all of them read the same files.
 * @param open reads the main file again @throws EnvironmentError
 */
export async function forEachNode<Target extends ForNode>(
  target: Target,
  options: LoadOptions,
  open: Open,
): Promise<Target[]> {
  const { configuration, settings } = target
  if (options.includes === false) return [target]
  if (options.nodeName !== undefined) {
    return [{ ...target, configuration: await ofNode(configuration, options, open) }]
  }
  const found = await nodeFolders(configuration)
  const nodes = settings?.nodes ?? found.nodes
  if (nodes.length === 0) return [target]
  const targets: Target[] = []
  for (const node of nodes) {
    const its = inCheckout({ ...options, nodeName: node }, found.searchPath)
    targets.push({ ...target, configuration: await open(its), node })
  }
  const [first] = targets
  if (first === undefined || new Set(targets.map(filesOf)).size > 1) return targets
  return nodes.length > 1 ? [{ ...target, configuration: first.configuration }] : targets
}

/** A configuration as the node reads it that was chosen: in a checkout, with the files of its folder. */
export async function ofNode(
  configuration: Configuration,
  options: LoadOptions,
  open: Open,
): Promise<Configuration> {
  const { nodeName } = options
  if (nodeName === undefined) return configuration
  const { nodes, searchPath } = await nodeFolders(configuration)
  const its = inCheckout(options, searchPath)
  return nodes.includes(nodeName) && its !== options ? open(its) : configuration
}

/** Options with the search path of a checkout, where nobody says where files are looked for. */
function inCheckout(options: LoadOptions, searchPath: string): LoadOptions {
  const isGiven =
    options.searchPath !== undefined ||
    options.sysroot !== undefined ||
    options.environment.variable('EC_CONF_SEARCH_PATH') !== undefined
  return isGiven ? options : { ...options, searchPath }
}

function filesOf({ configuration }: ForNode): string {
  return configuration.files.map(({ realPath }) => realPath).join('\n')
}
