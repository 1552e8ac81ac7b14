import { decodeString } from '../../syntax/index.js'
import type { Configuration } from '../configuration.js'
import { dirname, isAbsolute } from '../environment/paths.js'
import { nodesWith } from './nodes-with.js'

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
  return { nodes: await nodesWith(options.environment, own, wanted), searchPath }
}
