import { escapedField } from './escape.js'

/** Where somebody came in and from where. */
export interface Origin {
  /** `/tmp/2025`, `*:2025`, `127.0.0.1:2025`. */
  readonly listener: string
  /** `ip:port`; empty over a Unix socket. */
  readonly peer: string
  /** Empty where nobody has said a name. */
  readonly user: string
}

/** What is recorded of console sessions (runtime spec 2.4). */
export type AccountRecord =
  /** Somebody has tried to come in. */
  | (Origin & { readonly kind: 'authentication'; readonly isIn: boolean })
  /** Somebody has not come in within the time for it. */
  | (Origin & { readonly kind: 'time-out' })
  /** Somebody has asked for a command. */
  | (Origin & {
      readonly kind: 'authorization'
      readonly command: string
      readonly result: 'allowed' | 'denied' | 'error'
      /** The role that allows it. */
      readonly role?: string
    })

const RESULTS = { allowed: '1', denied: '0', error: '-1' } as const

/** The line of a record, with its line end. */
export function accountLine(record: AccountRecord, time: Date): string {
  const { listener, peer, user } = record
  const head = (letter: string) => [unixTime(time), letter, listener, peer, user]
  const fields = fieldsOf(record, head)
  return `${fields.map(escapedField).join('@')}\n`
}

function fieldsOf(record: AccountRecord, head: (letter: string) => string[]): string[] {
  switch (record.kind) {
    case 'authentication':
      return [...head('N'), record.isIn ? '1' : '0']
    case 'time-out':
      return [...head('T'), '0']
    case 'authorization': {
      const { result, command, role } = record
      const allowedBy = result === 'allowed' && role !== undefined ? [role] : []
      return [...head('Z'), RESULTS[result], command, ...allowedBy]
    }
  }
}

export function unixTime(time: Date): string {
  return String(Math.floor(time.getTime() / 1000))
}
