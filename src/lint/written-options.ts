import type { Configuration } from '../config/index.js'
import { lowerCase } from '../config/lower-case.js'
import { BROKEN, NodeKind, OptionView } from '../syntax/index.js'

const known = new WeakMap<Configuration, ReadonlySet<string>>()

/**
 * The names of all options in the texts of a configuration, in lower case: what is not among them
 * needs no look at any scope. Looks once, however many ask.
 */
export function writtenOptions(configuration: Configuration): ReadonlySet<string> {
  let names = known.get(configuration)
  if (names === undefined) {
    names = namesIn(configuration)
    known.set(configuration, names)
  }
  return names
}

function namesIn({ files }: Configuration): ReadonlySet<string> {
  const written = new Set<string>()
  for (const { document } of files) {
    const { tree } = document
    for (let node = 1; node < tree.count; node++) {
      if (((tree.kind[node] as number) & ~BROKEN) !== NodeKind.Option) continue
      written.add(new OptionView(tree, node).name)
    }
  }
  return new Set([...written].map(lowerCase))
}
