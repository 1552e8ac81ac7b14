import type { ClosingReason, FrameKind, Pending, Status } from './frame.js'

const KIB = 1024

interface KindFacts {
  /** The byte of the kind. */
  readonly byte: number
  /** How many bytes the payload may have. */
  readonly limit: number
}

/**
 * Every kind of frame. Before a login only a few KB can be sent, so that a stranger holds no memory of
 * the server's. `hello`, `welcome` and `closing` keep their byte in every version of the protocol.
 */
export const KINDS: { readonly [kind in FrameKind]: KindFacts } = {
  hello: { byte: 1, limit: KIB },
  welcome: { byte: 2, limit: 16 * KIB },
  closing: { byte: 3, limit: 4 * KIB },
  'login-start': { byte: 16, limit: 4 * KIB },
  'login-step': { byte: 17, limit: 4 * KIB },
  'login-end': { byte: 18, limit: 4 * KIB },
  request: { byte: 32, limit: KIB * KIB },
  part: { byte: 33, limit: KIB * KIB },
  end: { byte: 34, limit: 16 },
  unpaged: { byte: 36, limit: 16 },
  notice: { byte: 35, limit: 64 * KIB },
  complete: { byte: 48, limit: 64 * KIB },
  completions: { byte: 49, limit: KIB * KIB },
}

const KIND_OF_BYTE = new Map(
  Object.entries(KINDS).map(([kind, { byte }]) => [byte, kind as FrameKind]),
)

/** The kind that a byte stands for. */
export function kindOf(byte: number): FrameKind | undefined {
  return KIND_OF_BYTE.get(byte)
}

/** How each status travels: its index. */
export const STATUSES: readonly Status[] = ['ok', 'failed', 'denied']

/** How each kind of what is pending travels: its index. */
export const PENDING: readonly Pending[] = ['nothing', 'transaction', 'from-scratch']

/** How each reason of a closing travels: its index. An index that is not here reads as `other`. */
export const CLOSING_REASONS: readonly ClosingReason[] = [
  'other',
  'quit',
  'idle',
  'shutdown',
  'listener-closed',
  'limit',
  'denied',
  'protocol',
]

/** How many bytes stand before the payload. */
export const HEADER_BYTES = 5

/** What a hello and a welcome begin with (`eccp`), so that a stranger at the port is known as one. */
export const MAGIC = Uint8Array.of(0x65, 0x63, 0x63, 0x70)
