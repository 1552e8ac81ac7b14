import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const corpus = fileURLToPath(new URL('../../corpus/', import.meta.url))

/** The files of a configuration set of the corpus, by the path that they have below its root. */
export function corpusFiles(set: 'cluster' | 'node'): Record<string, Uint8Array> {
  const root = join(corpus, set)
  const entries = readdirSync(root, { recursive: true, withFileTypes: true })
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name)
        return [path.slice(root.length), readFileSync(path)]
      }),
  )
}
