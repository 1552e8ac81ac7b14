import type { Environment } from '../environment/environment.js'
import { basename, dirname, isAbsolute } from '../environment/paths.js'

/** The folders that all nodes share (language spec 5, search path). */
export const SHARED_FOLDERS: readonly string[] = ['global', 'default']

/** Whether the main file of a configuration lies where the folders beside it may be those of nodes. */
function hasNodesBeside(folder: string): boolean {
  return SHARED_FOLDERS.includes(basename(folder))
}

/** The nodes with a folder beside one that all share, which hold any of some files; in byte order. */
export async function nodesWith(
  environment: Environment,
  shared: string,
  wanted: readonly string[],
): Promise<string[]> {
  const nodes: string[] = []
  if (wanted.length === 0 || !hasNodesBeside(shared)) return nodes
  const parent = dirname(shared)
  for (const name of await namesIn(environment, parent)) {
    if (SHARED_FOLDERS.includes(name) || name.startsWith('.')) continue
    if (await hasAny(environment, `${parent}/${name}`, wanted)) nodes.push(name)
  }
  return nodes.sort()
}

/**
 * Who has a file that an include asked for in vain, as a sentence; undefined when no node has.
 * @param shared the folder of the file that includes it
 * @param isChosen whether one node was chosen, so that nobody needs to be told how
 */
export async function whoHas(
  environment: Environment,
  shared: string,
  operand: string,
  isChosen: boolean,
): Promise<string | undefined> {
  if (operand === '' || isAbsolute(operand) || operand.includes('://')) return undefined
  return fileOfNodes(await nodesWith(environment, shared, [operand]), isChosen)
}

/** The nodes that have a file, and how one of them is chosen, as a sentence. */
export function fileOfNodes(nodes: readonly string[], isChosen = false): string | undefined {
  if (nodes.length === 0) return undefined
  const way = isChosen ? '' : ': --node NAME chooses one'
  return `It is a file of ${nodes.length === 1 ? 'node' : 'nodes'} ${nodes.join(', ')}${way}.`
}

async function namesIn(environment: Environment, folder: string): Promise<string[]> {
  try {
    return await environment.readDirectory(folder)
  } catch {
    return []
  }
}

async function hasAny(
  environment: Environment,
  folder: string,
  names: readonly string[],
): Promise<boolean> {
  for (const name of names) {
    try {
      if ((await environment.status(`${folder}/${name}`))?.kind === 'file') return true
    } catch {
      // What cannot be looked at is no file of a node.
    }
  }
  return false
}
