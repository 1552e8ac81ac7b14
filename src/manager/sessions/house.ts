import type { Coordinator } from '../../cluster/commit/index.js'
import type { ManagerEnd } from '../../cluster/manager-end/index.js'
import type { Decoys } from '../../protocol/index.js'
import type { FailedLogins } from '../access/failed-logins.js'
import type { Stores } from '../access/user-stores.js'
import type { Program, Upkeep } from '../commands/index.js'
import type { PeerUsers } from '../listeners/peer-user.js'
import type { Live } from '../live/index.js'
import type { AccountRecord } from '../records/acctlog.js'
import type { Report } from '../records/paniclog.js'
import type { Occupancy } from './limits.js'

/** What all sessions have in common. */
export interface House {
  readonly live: Live
  readonly cluster: ManagerEnd
  /** Makes cluster commits; absent where no journal of them can be kept. */
  readonly commits?: Coordinator | undefined
  readonly program: Program
  readonly upkeep: Upkeep
  readonly stores: Stores
  readonly decoys: Decoys
  readonly failedLogins: FailedLogins
  readonly occupancy: Occupancy
  /** Undefined where nobody can be known by a Unix socket. */
  readonly peerUsers: PeerUsers | undefined
  report(report: Report): void
  account(record: AccountRecord): void
  /** Stops the manager. */
  shutdown(): void
}
