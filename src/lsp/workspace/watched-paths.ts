import { basename, dirname } from 'node:path'
import { SHARED_FOLDERS } from '../../config/loading/nodes-with.js'
import type { LintTarget } from '../../project/targets/lint-targets.js'
import { decodeString } from '../../syntax/index.js'

/**
 * What is worth watching of the paths that were read or looked for: not a file that nothing includes any
 * more, and no folder from which nothing is included. A file that an include in `default` does not find is
 * also looked for in every folder beside it, as each of them might be a node's (`nodeFolders`): what was not
 * found there is not a part of any configuration.
 * @param seen absolute paths, folders with a slash at their end
 * @param first the targets as they were read
 * @param targets the same with what open texts say
 */
export function watchedPaths(
  seen: ReadonlySet<string>,
  first: readonly LintTarget[],
  targets: readonly LintTarget[],
): ReadonlySet<string> {
  const read = filesOf(targets)
  const folders = new Set([...read].map((path) => `${dirname(path)}/`))
  const left = new Set([...filesOf(first)].filter((path) => !read.has(path)))
  const nodes = new Set<string>(SHARED_FOLDERS)
  for (const { configuration, node } of targets) {
    folders.delete(`${dirname(configuration.main.path)}/`)
    nodes.add(basename(dirname(configuration.main.path)))
    if (node !== undefined) nodes.add(node)
  }
  const guesses = new Map<string, Set<string>>()
  for (const target of targets) {
    const parent = dirname(dirname(target.configuration.main.path))
    guesses.set(parent, new Set([...(guesses.get(parent) ?? []), ...missingIncludes(target)]))
  }
  const isNothing = (path: string) => {
    if (read.has(path)) return false
    if (path.endsWith('/')) return !folders.has(path)
    for (const [parent, operands] of guesses) {
      if (!path.startsWith(`${parent}/`)) continue
      const [name = '', ...rest] = path.slice(parent.length + 1).split('/')
      if (operands.has(rest.join('/')) && !nodes.has(name)) return true
    }
    return false
  }
  return new Set([...seen].filter((path) => !left.has(path) && !isNothing(path)))
}

function filesOf(targets: readonly LintTarget[]): Set<string> {
  const files = targets.flatMap(({ configuration }) => configuration.files)
  return new Set(files.flatMap(({ path, virtual }) => (virtual ? [] : path)))
}

function missingIncludes({ configuration: { files, diagnostics } }: LintTarget): string[] {
  const texts = new Map(files.map(({ name, document }) => [name, document.source.text]))
  return diagnostics.flatMap(({ code, file, start, end }) => {
    if (code !== 'include/missing') return []
    const written = texts.get(file)?.slice(start, end) ?? ''
    return written.startsWith('"') ? decodeString(written) : written
  })
}
