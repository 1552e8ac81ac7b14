import type { Coordinator } from '../../cluster/commit/index.js'
import type { ManagerEnd } from '../../cluster/manager-end/index.js'
import type { Live, Transaction } from '../live/index.js'
import type { Upkeep } from './upkeep.js'

/** What a command knows of the console session that it was typed in. */
export interface SessionContext {
  /** The number of the session. */
  readonly session: number
  readonly user: string
  /** How the session came in: over TCP secrets are masked. */
  readonly where: 'unix' | 'tcp'
  /** Who it is and from where, as nodes log it: `joe at 192.0.2.7:4711 through *:2025`. */
  readonly issuer: string
  /** Is aborted when the session ends, while a command may still run. */
  readonly ended: AbortSignal
  readonly live: Live
  readonly cluster: ManagerEnd
  /** Commits on the nodes; absent where there are none: on a node itself. */
  readonly commits?: Coordinator | undefined
  /** When the session was opened, by the clock of `commits`. */
  readonly opened?: number | undefined
  readonly program: Program
  readonly roles: Roles
  readonly upkeep: Upkeep
  /** The transaction of this session; nobody else sees it. */
  transaction: Transaction | undefined
  /** How many lines were typed in the session so far, this one included. */
  line: number
  /**
   * Whether the user may run a command.
   * @param command with single blanks between its words, without `xml` and without pipes
   */
  authorize(command: string): boolean | Promise<boolean>
  /**
   * Whether the user may run a command, so that completion may show what it shows. It is not run, and
   * so stands in no log.
   */
  maySee(command: string): Promise<boolean>
  /** Ends the session when the answer is out. */
  quit(): void
  /** Stops the manager when the answer is out. */
  shutdown(): void
}

/** The running program, as commands tell of it. */
export interface Program {
  readonly version: string
  readonly host: string
  readonly pid: number
  readonly clusterGroup: string
  readonly controlGroup: string
  /** The name and the release of the system, and its processor: `Linux 6.1.0 (x64)`. */
  readonly system: string
  /** The runtime with its version: `Node.js 20.19.0`. */
  readonly runtime: string
  /** What a node says of itself; absent for a manager. */
  readonly node?: NodeFacts
}

/** Which program runs a console. */
export type ProgramKind = 'manager' | 'node'

export interface NodeFacts {
  readonly name: string
  /** Where the others of its cluster reach it: `ip:port`. */
  readonly address: string
}

export function programKind({ node }: Pick<Program, 'node'>): ProgramKind {
  return node === undefined ? 'manager' : 'node'
}

/** Who has which roles. Both reject where the store cannot be asked. */
export interface Roles {
  /** The roles of the user of this session, without the user's own name. */
  own(): Promise<readonly string[]>
  /** All roles that there are. */
  all(): Promise<readonly string[]>
}
