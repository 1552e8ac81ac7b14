import type { ConfigFile, Inclusion } from '../../config/index.js'
import type { BoundFile, ChangeSet } from '../../edit/index.js'
import { type IncludedBy, ledByOthers } from '../../node/index.js'
import { askingOnce } from '../../node/locks/processes.js'
import { visible } from '../../report/index.js'
import { Failure } from '../failure.js'
import type { Host } from '../host.js'
import { machineOf } from '../recovery/machine.js'

/** In which ways a file is included that a change writes. */
export type InclusionsOf = (file: BoundFile) => readonly IncludedBy[]

/** How many ways to one file are looked at. */
const MOST = 100

/**
 * The inclusions of files in some configurations.
 * @param isNamed whether somebody has named a file, so that it does not matter what else leads to it
 */
export function inclusionsIn(
  configurations: readonly { readonly files: readonly ConfigFile[] }[],
  isNamed: (file: ConfigFile) => boolean = () => false,
): InclusionsOf {
  return ({ path }) => {
    const files = configurations.flatMap(
      (each) => each.files.find((file) => file.path === path) ?? [],
    )
    if (files.some(isNamed)) return []
    const chains = new Map<string, IncludedBy>()
    for (const inclusion of files.flatMap(({ inclusions }) => inclusions)) {
      if (chains.size >= MOST) break
      const chain = filesAbove(inclusion)
      chains.set(chain.join('\n'), chain)
    }
    return [...chains.values()]
  }
}

function filesAbove(inclusion: Inclusion): IncludedBy {
  const paths: string[] = []
  for (let at = above(inclusion); at !== undefined; at = above(at)) {
    if (at.file.virtual !== true) paths.push(at.file.path)
  }
  return paths
}

function above({ parent, localChanges }: Inclusion): Inclusion | undefined {
  return localChanges?.inclusion ?? parent
}

/** Which files of a change somebody else has led to, who could not write them: a line for each. */
export function ledElsewhere(
  { edits }: Pick<ChangeSet, 'edits'>,
  inclusionsOf: InclusionsOf,
  host: Host,
): string[] {
  const machine = machineOf(host)
  const asking = { ...machine, processes: askingOnce(machine.processes) }
  return edits.flatMap((file) => {
    const why = ledByOthers(file, inclusionsOf(file), asking)
    return why === undefined ? [] : `${file.name} ${why}`
  })
}

/**
 * Stops before files are written to which somebody else has led, who could not write them, and of which
 * nobody has said that they are meant.
 * @throws Failure
 */
export function refuseLed(...of: Parameters<typeof ledElsewhere>): void {
  const [line] = ledElsewhere(...of)
  if (line === undefined) return
  throw new Failure(`${visible(line)}; nothing was written\n  --force writes it all the same`)
}
