/**
 * The frames of a console connection (runtime spec section 1, "Wire protocol"; the protocol is ours).
 *
 * A frame is four bytes with the length of its payload, most significant byte first, one byte with its
 * kind, and the payload. The first frame of the client is `hello`, that of the server `welcome` (or
 * `closing`, when it takes nobody in); both go out at once, neither waits for the other. Where the
 * server wants a login, login frames follow; then the client sends requests and the server answers each
 * with parts and an end. Notices and a closing come unasked.
 *
 * Texts are UTF-8. A byte that is no valid UTF-8 stands in a text as the lone surrogate U+DC00 + byte,
 * as in `Source` (src/syntax/source.ts), and travels as that byte: what a file holds arrives byte for
 * byte.
 */

/** The version of the protocol that this program speaks. */
export const PROTOCOL_VERSION = 1

/** What each side says about itself. These fields mean the same in every version of the protocol. */
export interface Speaker {
  /** The version of the protocol, 1 to 65535. */
  readonly version: number
  /** The program, such as `ec_console`: printable ASCII. */
  readonly program: string
  /** The version of the program, such as `0.2.0`: printable ASCII. */
  readonly release: string
}

/** The first frame of a client. */
export interface Hello extends Speaker {
  readonly kind: 'hello'
}

/** What a server wants before it takes requests. */
export type Wanted =
  | {
      readonly kind: 'nothing'
      /** Whom the server takes the client for. */
      readonly user: string
    }
  | {
      readonly kind: 'login'
      /** The names of the mechanisms that it offers, such as `SCRAM-SHA-256`; at least one. */
      readonly mechanisms: readonly string[]
    }

/** The first frame of a server. */
export interface Welcome extends Speaker {
  readonly kind: 'welcome'
  /** The control listener, such as `/tmp/2025` or `*:2025`. */
  readonly endpoint: string
  /** The lines of the banner, without line ends (runtime spec 1.1). */
  readonly banner: readonly string[]
  readonly wants: Wanted
}

/** A client begins to log in. May come again after a refusal. */
export interface LoginStart {
  readonly kind: 'login-start'
  readonly mechanism: string
  /** The first message of the mechanism; empty where the server speaks first. */
  readonly payload: Uint8Array
}

/** A message of the mechanism, of either side. */
export interface LoginStep {
  readonly kind: 'login-step'
  readonly payload: Uint8Array
}

/** The server has decided about a login. */
export interface LoginEnd {
  readonly kind: 'login-end'
  readonly accepted: boolean
  /** When accepted: the last message of the mechanism, with which the server proves itself. */
  readonly payload: Uint8Array
  /** When accepted: the user's name. When refused: a line for the person. */
  readonly text: string
}

/** A command. */
export interface Request {
  readonly kind: 'request'
  /** Chosen by the client, 0 to 2³²−1; comes back in the answer. */
  readonly id: number
  /** Whether the answer is wanted as XML (the command had `xml` before it). */
  readonly xml: boolean
  readonly text: string
}

/** A piece of an answer; the pieces one after the other are the answer. */
export interface Part {
  readonly kind: 'part'
  readonly id: number
  readonly text: string
}

/** How a command ended: done, with an error, or not authorized (exit statuses 0, 1 and 1). */
export type Status = 'ok' | 'failed' | 'denied'

/** Comes before the parts of an answer that is not to be paged (`| no-more`). */
export interface Unpaged {
  readonly kind: 'unpaged'
  readonly id: number
}

/** What a session has pending: nothing, a transaction, or one that began from scratch. */
export type Pending = 'nothing' | 'transaction' | 'from-scratch'

/** The end of an answer. */
export interface End {
  readonly kind: 'end'
  readonly id: number
  readonly status: Status
  /** What is pending behind the command. */
  readonly pending: Pending
  /** Whether the command holds a secret as far as its text shows: it is not to be kept. */
  readonly secret: boolean
}

/** Something that a session is told unasked: one line or more. */
export interface Notice {
  readonly kind: 'notice'
  readonly text: string
}

/**
 * Why a server ends a connection: the client asked for it; the connection was idle; the server stops;
 * its listener was closed by a change of the configuration; a limit is reached; the address or user may
 * not come in; a frame was wrong; anything else.
 */
export type ClosingReason =
  | 'quit'
  | 'idle'
  | 'shutdown'
  | 'listener-closed'
  | 'limit'
  | 'denied'
  | 'protocol'
  | 'other'

/** The last frame of a server. It reads the same in every version of the protocol. */
export interface Closing {
  readonly kind: 'closing'
  readonly reason: ClosingReason
  /** The reason in words, for the person; one line. */
  readonly text: string
}

/** What can stand at the end of a line: for TAB, or for `?`. */
export interface CompletionRequest {
  readonly kind: 'complete'
  readonly id: number
  /** Whether descriptions, values and places are wanted too (for `?`). */
  readonly describe: boolean
  /** The line up to the cursor. */
  readonly text: string
}

/** One word that fits. */
export interface Candidate {
  /** The word as it is to be typed, quoted where it must be. */
  readonly word: string
  /** One line; empty when not asked for. */
  readonly description: string
  /** The current value of an option. */
  readonly value?: string
  /** Where that was set, as `file:line:column`. */
  readonly where?: string
}

/** The answer to a completion request. */
export interface Completions {
  readonly kind: 'completions'
  readonly id: number
  /** How many UTF-16 units at the end of the line a word replaces. */
  readonly replaces: number
  readonly candidates: readonly Candidate[]
  /** Whether there are more words than these. */
  readonly more: boolean
}

/** What a client sends. */
export type ClientFrame = Hello | LoginStart | LoginStep | Request | CompletionRequest

/** What a server sends. */
export type ServerFrame =
  | Welcome
  | LoginStep
  | LoginEnd
  | Unpaged
  | Part
  | End
  | Notice
  | Closing
  | Completions

export type Frame = ClientFrame | ServerFrame
export type FrameKind = Frame['kind']
