import { existsSync } from 'node:fs'
import type { Configuration } from '../../config/index.js'
import { exchangersOf, isOneOf, partyText, writersOf } from '../../node/access/parties.js'
import { askQuietly } from '../../node/files/ignore-errors.js'
import { wayTo } from '../../node/files/way.js'
import { THIS_MACHINE } from '../../node/machine.js'
import { Queue } from '../live/queue.js'
import { type Author, isRoot, strangersAt, strangersOf } from '../live/strangers.js'
import type { Opening } from '../opening.js'
import { type Account, accountOf, withRightsOf } from './account.js'
import { StartRefused } from './start-refused.js'

/** Whether others than root can say what a file says, as far as it is there. */
export function hasStrangers(path: string): boolean {
  return existsSync(path) && strangersAt(path, path).length > 0
}

/** A program that does what its configuration says, and how to run it otherwise. */
export interface Doing {
  readonly what: string
  readonly again: string
  /** What helps where only what is known about the product is against the configuration. */
  readonly wayPast: string
}

const SETTINGS_HELP =
  'Settings beside the main file can give a finding another severity, or name a schema that describes the option'

export const STARTS_MANAGER: Doing = {
  what: 'starts no manager',
  again: 'start it',
  wayPast: `--force starts it all the same. ${SETTINGS_HELP}.`,
}
export const STARTS_AGENT: Doing = {
  what: 'starts no agent',
  again: 'start it',
  wayPast: `${SETTINGS_HELP}.`,
}
export const ASKS_NODES: Omit<Doing, 'wayPast'> = { what: 'asks no nodes', again: 'run it' }

/**
 * As whom root is to run a program whose files others than root can change: the configuration names
 * files that are made, written and given away, logins that are shown to a server that it names, and whom
 * the program runs as.
 * @param more files that say how the configuration is judged: absolute
 * @returns the account of `Security`, when nobody but root and that user can change the files: the rights
 *   of the account are enough then; undefined where root alone can change them, and where this is not root
 * @throws StartRefused when somebody else can change the files
 */
export async function accountThatDecides(
  configuration: Configuration,
  { what, again }: Omit<Doing, 'wayPast'>,
  more: readonly string[] = [],
): Promise<Account | undefined> {
  if (!isRoot()) return undefined
  const strangers = [
    ...strangersOf(configuration),
    ...more.flatMap((path) => strangersAt(path, path)),
  ]
  if (strangers.length === 0) return undefined
  const found = await accountOf(configuration)
  const account = typeof found === 'string' ? undefined : found
  const other = strangers.find(({ party }) => !isOneOf(party, [account?.uid]))
  if (other === undefined) return withOwnGroups(account as Account, strangers, what)
  const who = partyText(other.party)
  throw new StartRefused([
    `${other.file} can be changed by ${who}, who is neither root nor the user of Security: root ${what} for others. Take that right away, or ${again} as that user`,
    // Who is the user of Security may be what is wrong.
    ...(typeof found === 'string' ? [found] : []),
  ])
}

/**
 * An account that has chosen its groups itself gets none that the system does not give it: what only root
 * or another group can read or write would be its own.
 * @throws StartRefused
 */
function withOwnGroups(
  account: Account,
  [{ file } = { file: '' }]: readonly Pick<Author, 'file'>[],
  what: string,
): Account {
  const { uid, gid, supplementalGroups } = account
  const own = THIS_MACHINE.processes.groupsOf(uid)
  const foreign = [gid, ...supplementalGroups].find((group) => !own.includes(group))
  if (foreign === undefined) return account
  throw new StartRefused([
    `${file} can be changed by user ${uid}, whom Security puts into group ${foreign}, of which that user is no member: root ${what} with groups that others give themselves. Make that user a member, or take the right to change the file away`,
  ])
}

/**
 * How root opens what the manager writes, before it becomes the account: with the rights of the account,
 * which may write there later, but where root alone can put anything on the way. So a link that somebody
 * puts there meanwhile leads to nothing that the account could not reach. One is opened at a time: the rights
 * are those of the whole process, so the end of one would give those of root to another.
 */
export function openingFor(account: Account): Opening {
  const turns = new Queue()
  return async (path, action) => {
    // Of the real user: the other one is the account while somebody else has its turn.
    if (process.getuid?.() !== 0) return action()
    return turns.run(() =>
      !isRoot() || isOfRootAlone(path) ? action() : withRightsOf(account, action),
    )
  }
}

/** Whether nobody but root can exchange anything on the way to a path, or make anything beside it. */
export function isOfRootAlone(path: string): boolean {
  const way = askQuietly(() => wayTo(path, THIS_MACHINE.calls))
  const folders = way?.at(-1)?.folders
  const folder = folders?.at(-1)
  if (way === undefined || folders === undefined || folder === undefined) return false
  const parties = [...way.flatMap(exchangersOf), ...writersOf(folder, folders)]
  return parties.every((party) => isOneOf(party, [0]))
}
