import { decodeEnvelope, encodeEnvelope } from './envelope.js'
import { readHead } from './read-head.js'

/** What a member of the cluster says of itself, again and again (runtime spec 4 and 5). */
export interface Presence {
  /** The name of the node; of a manager its host name. */
  readonly name: string
  /** Absent for a manager that belongs to none. */
  readonly subcluster: string | undefined
  /** `Momentum`, `Manager`, or another word. */
  readonly type: string
  /** As in the banner: `3.0.10.30663 r(30669)`. */
  readonly version: string
  /** `ip:port`; `0.0.0.0:0` where there is none. */
  readonly address: string
  readonly groups: readonly string[]
  /** `#ec0-PID#NODE` (runtime spec 4). */
  readonly privateName: string
  /** What tells this run of the program from any other one of the same name. */
  readonly run: string
  /** The epoch of a manager, which grows with each start and each take-over. */
  readonly epoch?: number | undefined
  /** Whether the member says with this that it goes. */
  readonly isLeaving: boolean
}

export function encodePresence(presence: Presence): Uint8Array {
  const { subcluster, epoch, ...rest } = presence
  return encodeEnvelope({
    kind: 'presence',
    ...rest,
    ...(subcluster !== undefined && { subcluster }),
    ...(epoch !== undefined && { epoch }),
  })
}

/** @returns undefined for another message, and for one that is wrong */
export function decodePresence(payload: Uint8Array): Presence | undefined {
  return readHead(payload, 'presence', (head) => ({
    name: head.text('name', 255),
    subcluster: head.optionalText('subcluster', 255),
    type: head.text('type', 64),
    version: head.text('version', 255),
    address: head.text('address', 255),
    groups: head.texts('groups', 64),
    privateName: head.text('privateName', 300),
    run: head.text('run', 64),
    epoch: head.optionalCount('epoch'),
    isLeaving: head.flag('isLeaving'),
  }))
}

/** Asks every member of whom nothing is known to say that it is there. */
export function encodeRollCall(): Uint8Array {
  return encodeEnvelope({ kind: 'roll-call' })
}

export function isRollCall(payload: Uint8Array): boolean {
  return decodeEnvelope(payload)?.head.kind === 'roll-call'
}
