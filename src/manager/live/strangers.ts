import type { Configuration } from '../../config/index.js'
import { isOneOf, type Party, partyText } from '../../node/access/parties.js'
import { authorsOf } from '../../node/access/rights.js'
import { askQuietly } from '../../node/files/ignore-errors.js'
import { wayTo } from '../../node/files/way.js'
import { THIS_MACHINE } from '../../node/machine.js'

/** Whether this process has the rights of root. */
export function isRoot(): boolean {
  return process.geteuid?.() === 0
}

/** Somebody else than root who can say what a file of the configuration says. */
export interface Author {
  readonly party: Party
  /** As the running product names it. */
  readonly file: string
}

/** All others than root who can say what a configuration says. */
export function strangersOf({ files }: Configuration): Author[] {
  return files.flatMap(({ path, productPath, virtual }) =>
    virtual === true ? [] : strangersAt(path, productPath),
  )
}

/**
 * All others than root who can say what a file says.
 * @param name of the file, for people
 */
export function strangersAt(path: string, name: string): Author[] {
  const way = askQuietly(() => wayTo(path, THIS_MACHINE.calls))
  // What has no way to it is being exchanged at this moment.
  const parties: readonly Party[] = way === undefined ? [{ groups: [] }] : authorsOf(way)
  const strangers = parties.filter((party) => !isOneOf(party, [0]))
  return strangers.map((party) => ({ party, file: name }))
}

/**
 * Why what runs as root must not run what its files say now: others have come to say something in them since
 * it was started, when nobody else could.
 * @returns lines; none where that is not so, and for what does not run as root
 */
export function strangersLines(configuration: Configuration): readonly string[] {
  if (!isRoot()) return []
  const [stranger] = strangersOf(configuration)
  if (stranger === undefined) return []
  const who = partyText(stranger.party)
  return [`${stranger.file} can be changed by ${who}: what runs as root does not run it`]
}
