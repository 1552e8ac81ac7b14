import { type Configuration, EnvironmentError, type LoadOptions, load } from '../../config/index.js'

/** What the main file of the nodes is called. */
export const NODES_MAIN = 'ecelerity.conf'

/**
 * Why the files of a member cannot be looked for. Its name and that of its subcluster are parts of the paths
 * of folders, and who says them on the bus must not choose which folders these are.
 * @returns undefined where they can
 */
export function strangeNames(node: string, subcluster: string): string | undefined {
  const isPlain = [node, subcluster].every((name) => !/[/\0]|^\.\.?$/.test(name))
  return isPlain ? undefined : 'its name, or that of its subcluster, can be none of a folder'
}

/** How a node reads the manager's copy of its files. */
export function optionsOfNode(
  options: LoadOptions,
  nodeName: string,
  subcluster: string,
): LoadOptions {
  return { ...options, role: 'node', nodeName, subcluster }
}

/**
 * The manager's copy of the nodes' files, as one of them reads it.
 * @param main of the nodes, on this machine
 * @param options of the manager
 * @returns why it cannot be read, in one line
 */
export async function nodesFiles(
  main: string,
  options: LoadOptions,
  node: string,
  subcluster: string,
): Promise<Configuration | string> {
  const strange = strangeNames(node, subcluster)
  if (strange !== undefined) return strange
  try {
    return await load(main, optionsOfNode(options, node, subcluster))
  } catch (error) {
    if (error instanceof EnvironmentError) return error.message
    throw error
  }
}
