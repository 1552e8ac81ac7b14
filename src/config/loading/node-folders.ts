import { decodeString } from '../../syntax/index.js'
import type { Configuration } from '../configuration.js'
import type { Environment } from '../environment/environment.js'
import { basename, dirname, isAbsolute } from '../environment/paths.js'

/** The folders that all nodes share (language spec 5, search path). */
export const SHARED_FOLDERS: readonly string[] = ['global', 'default']

/** Whether the main file of a configuration lies where the folders beside it may be those of nodes. */
function hasNodesBeside(folder: string): boolean {
  return SHARED_FOLDERS.includes(basename(folder))
}

/** The nodes of a checkout that has a folder for each. */
export interface NodeFolders {
  /** In byte order; none when no include asks for what they have. */
  readonly nodes: readonly string[]
  /** Where a node looks for files in this checkout, as `LoadOptions.searchPath`. */
  readonly searchPath: string
}

/**
 * The folders beside `default`, or `global`, that hold a file which an include of the main file there asks
 * for and did not find: in the checkout of a cluster each of them has the files of a node.
 */
export async function nodeFolders({
  main,
  files,
  diagnostics,
  options,
}: Pick<Configuration, 'main' | 'files' | 'diagnostics' | 'options'>): Promise<NodeFolders> {
  const own = dirname(main.path)
  const parent = dirname(own)
  const searchPath = [parent, `${parent}/global`, `${parent}/{NODENAME}`, own].join(':')
  const texts = new Map(files.map(({ name, document }) => [name, document.source.text]))
  const wanted = diagnostics.flatMap(({ code, file, start, end }) => {
    if (code !== 'include/missing') return []
    const written = texts.get(file)?.slice(start, end) ?? ''
    const operand = written.startsWith('"') ? decodeString(written) : written
    return operand === '' || isAbsolute(operand) || operand.includes('://') ? [] : [operand]
  })
  const nodes: string[] = []
  if (wanted.length > 0 && hasNodesBeside(own)) {
    for (const name of await namesIn(options.environment, parent)) {
      if (SHARED_FOLDERS.includes(name) || name.startsWith('.')) continue
      if (await hasAny(options.environment, `${parent}/${name}`, wanted)) nodes.push(name)
    }
  }
  return { nodes: nodes.sort(), searchPath }
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
