import { LOGIN_REFUSED, MECHANISMS, type Mechanism } from './mechanism.js'

/** How what the client sends travels. */
export interface Transport {
  readonly encrypted: boolean
  /** Whether it stays on this machine: a Unix socket, or a loopback address. */
  readonly local: boolean
}

export type Choice =
  | {
      readonly kind: 'use'
      readonly mechanism: Mechanism
      /** A line to show before the password is sent: others can read it on its way. */
      readonly warning?: string
    }
  /** There is none to go on with; `text` says why, in one line. */
  | { readonly kind: 'none'; readonly text: string }

/**
 * Which mechanism a client tries next: SCRAM-SHA-256, then DIGEST-MD5. LOGIN gives the password away,
 * so it is taken only where a server offers nothing else, and never because another one failed. A
 * login whose server was at fault (`serverAtFault`) is not followed by another.
 *
 * @param offered the mechanisms in the server's welcome
 * @param tried those that were refused on this connection
 */
export function chooseMechanism(
  offered: readonly string[],
  transport: Transport,
  tried: readonly Mechanism[] = [],
): Choice {
  // A server that takes its better offers back after a refusal gets no password either.
  const onlyLogin = tried.length === 0 && offered.every((name) => name === 'LOGIN')
  const mechanism = MECHANISMS.find(
    (name) => offered.includes(name) && !tried.includes(name) && (name !== 'LOGIN' || onlyLogin),
  )
  if (mechanism === undefined) return { kind: 'none', text: whyNone(offered, tried) }
  if (mechanism === 'LOGIN' && !transport.encrypted && !transport.local) {
    return {
      kind: 'use',
      mechanism,
      warning: 'The password travels in clear text: whoever is on the way can read it.',
    }
  }
  return { kind: 'use', mechanism }
}

function whyNone(offered: readonly string[], tried: readonly Mechanism[]): string {
  if (tried.length > 0) return LOGIN_REFUSED
  if (offered.includes('LOGIN')) {
    return 'The server offers, of what this program has, only LOGIN beside others: the password is not sent in clear text.'
  }
  return 'The server offers no login that this program has.'
}
