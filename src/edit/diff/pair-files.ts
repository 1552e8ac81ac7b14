import { dirname } from '../../config/environment/paths.js'
import type { ConfigFile, Configuration } from '../../config/index.js'

/** A file of one configuration and its counterpart in another. */
export interface FilePair {
  readonly before: ConfigFile | undefined
  readonly after: ConfigFile | undefined
}

/**
 * Pairs the files of two configurations: the main files, files with the same path below the folder
 * of the main file, and files with the same path in the running product. The files of the first
 * configuration come first, in its order.
 */
export function pairFiles(before: Configuration, after: Configuration): FilePair[] {
  const open = new Set(onDisk(after))
  const pairs = onDisk(before).map(
    (file): { before: ConfigFile; after: ConfigFile | undefined } => {
      const candidates = [...open]
      const place = pathBelowMain(before, file)
      const found =
        candidates.find((each) => pathBelowMain(after, each) === place) ??
        candidates.find((each) => each.productPath === file.productPath)
      if (found !== undefined) open.delete(found)
      return { before: file, after: found }
    },
  )
  return [...pairs, ...[...open].map((file) => ({ before: undefined, after: file }))]
}

function onDisk({ files }: Configuration): ConfigFile[] {
  return files.filter(({ virtual }) => !virtual)
}

/** The path of a file below the folder of the main file; empty for the main file itself. */
function pathBelowMain({ main }: Configuration, file: ConfigFile): string {
  if (file === main) return ''
  const folder = dirname(main.path)
  const prefix = folder.endsWith('/') ? folder : `${folder}/`
  return file.path.startsWith(prefix) ? file.path.slice(prefix.length) : `//${file.path}`
}
