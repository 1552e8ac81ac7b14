/** The mechanisms of a login, the safest first. */
export const MECHANISMS = ['SCRAM-SHA-256', 'DIGEST-MD5', 'LOGIN'] as const
export type Mechanism = (typeof MECHANISMS)[number]

/** What a client logs in with. */
export interface ClientIdentity {
  readonly user: string
  readonly password: string
  /** The host of the server as the person named it: DIGEST-MD5 binds its answer to it. */
  readonly host?: string
}

/** What the client's end of a mechanism wants next. */
export type ClientStep =
  | { readonly kind: 'send'; readonly payload: Uint8Array }
  | {
      readonly kind: 'failed'
      /** Whether the server, and not the password, is what is wrong: nothing more may be sent to it. */
      readonly serverAtFault: true
      /** One line for the person. */
      readonly text: string
    }

/**
 * The client's end of a mechanism. It takes and gives the payloads of login frames: `start` gives that
 * of `login-start`, `step` answers a `login-step`, and `finish` judges the payload of a `login-end` that
 * accepts. Nothing is thrown for what a server sends.
 */
export interface ClientLogin {
  readonly mechanism: Mechanism
  start(): Uint8Array
  step(payload: Uint8Array): Promise<ClientStep>
  /** @returns undefined when the login is through; a reason when the server has not proven itself */
  finish(payload: Uint8Array): ClientStep | undefined
}

/** Why a login was refused: for logs, never for the client. */
export type RefusalReason =
  | 'unknown-user'
  | 'wrong-password'
  /** The store holds something with which this mechanism cannot work. */
  | 'unusable-secret'
  /** The store cannot answer. */
  | 'store-error'
  /** What the client sent is no message of the mechanism. */
  | 'malformed'

/** What the server's end of a mechanism wants next. */
export type ServerStep =
  | { readonly kind: 'send'; readonly payload: Uint8Array }
  | {
      readonly kind: 'accepted'
      readonly user: string
      /** For the `login-end` frame. */
      readonly payload: Uint8Array
    }
  | {
      readonly kind: 'refused'
      /** The user whom the client named, when it came so far. */
      readonly user?: string
      readonly reason: RefusalReason
      /** More words for a log, without a secret; may hold what the client or a store said. */
      readonly detail: string
    }

/**
 * The server's end of a mechanism, for one attempt: `step` takes the payload of the `login-start`, then
 * those of each `login-step`. It never throws or rejects. An unknown user, a wrong password and a
 * broken store take the same number of messages and the same work.
 */
export interface ServerLogin {
  readonly mechanism: Mechanism
  step(payload: Uint8Array): Promise<ServerStep>
}

/** The one line that a client is told, whatever the reason. */
export const LOGIN_REFUSED = 'Authentication failed.'

export function failed(text: string): ClientStep {
  return { kind: 'failed', serverAtFault: true, text }
}

export function refused(reason: RefusalReason, detail: string, user?: string): ServerStep {
  return { kind: 'refused', reason, detail, ...(user !== undefined && { user }) }
}
