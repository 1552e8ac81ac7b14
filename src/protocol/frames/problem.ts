/** What can be wrong with what came over a connection. */
export type ProblemCode =
  /** The first bytes are no first frame of this protocol. */
  | 'not-this-protocol'
  /** The first frame is of another version of the protocol. */
  | 'other-version'
  /** No kind has this byte. */
  | 'unknown-kind'
  /** The other side may not send this kind, or not now. */
  | 'unexpected-kind'
  | 'too-long'
  /** The payload does not hold what its kind says. */
  | 'malformed'
  /** The connection ended within a frame. */
  | 'cut-off'

/** Why a connection cannot go on. */
export interface ProtocolProblem {
  readonly kind: 'problem'
  readonly code: ProblemCode
  /** One line for people, without anything that the other side sent but names that were checked. */
  readonly text: string
}

export function problem(code: ProblemCode, text: string): ProtocolProblem {
  return { kind: 'problem', code, text }
}
