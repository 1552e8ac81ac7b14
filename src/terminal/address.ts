/** Where a console is. */
export type Target =
  | { readonly kind: 'unix'; readonly path: string }
  | {
      readonly kind: 'tcp'
      readonly host: string
      readonly port: number
      /** Who logs in, as far as the address says it. */
      readonly user?: string
      /** TLS is spoken, and the server has to prove its name. */
      readonly isTls?: true
    }
  | {
      /** Through a tunnel that the system's `ssh` makes. */
      readonly kind: 'ssh'
      /** What `ssh` is told: `host` or `user@host`. */
      readonly gate: string
      readonly host: string
      readonly port: number
      readonly user?: string
    }

/** An address is none; `text` says why, in one line. */
export interface AddressProblem {
  readonly kind: 'problem'
  readonly text: string
}

/** Where bare names are looked for (runtime spec 1). */
const SOCKETS = '/tmp'

/** What an address means that a person has typed. */
export function parseTarget(address: string): Target | AddressProblem {
  if (address.startsWith('ssh://')) return sshTarget(address)
  if (address.startsWith('tls://')) return tlsTarget(address)
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(address)) return unsupported(address)
  // A path that is not absolute begins in the working directory; a bare name is none.
  if (/^(?:\/|[^:@\s]*\/)/.test(address)) return { kind: 'unix', path: address }
  if (/^[^:@\s]+$/.test(address)) return { kind: 'unix', path: `${SOCKETS}/${address}` }
  return tcpTarget(address, address)
}

/** @param typed the whole address, for messages */
function tcpTarget(address: string, typed: string): Target | AddressProblem {
  const { user, place } = userAndPlace(address)
  if (user?.includes(':')) return passwordInside()
  const found = hostAndPort(place)
  return found === undefined ? unsupported(typed) : { kind: 'tcp', ...found, ...named(user) }
}

/** `tls://user@host:port` */
function tlsTarget(address: string): Target | AddressProblem {
  const target = tcpTarget(address.slice('tls://'.length), address)
  return target.kind === 'tcp' ? { ...target, isTls: true } : target
}

/** `ssh://osuser@gate/user@host:port`; a `*` in the place of the host is the gate itself. */
function sshTarget(address: string): Target | AddressProblem {
  const [, gate = '', rest = ''] = /^ssh:\/\/([^/]*)\/(.*)$/s.exec(address) ?? []
  if (gate === '' || rest === '') return unsupported(address)
  const { user, place } = userAndPlace(rest)
  if (user?.includes(':') || userAndPlace(gate).user?.includes(':')) return passwordInside()
  // A gate that looks like an option would be one to ssh.
  if (!/^(?:[^\s@-][^\s@]*@)?[^\s@:-][^\s@:]*$/.test(gate)) return unsupported(address)
  if (place.startsWith('/')) {
    return problem(
      `"${address}" leads to a Unix socket; through ssh only host:port can be reached.`,
    )
  }
  const found = hostAndPort(place)
  if (found === undefined) return unsupported(address)
  const host = found.host === '*' ? 'localhost' : found.host
  return { kind: 'ssh', gate, host, port: found.port, ...named(user) }
}

/** The user stands before the last `@`. */
function userAndPlace(text: string): { readonly user: string | undefined; readonly place: string } {
  const at = text.lastIndexOf('@')
  return at < 0
    ? { user: undefined, place: text }
    : { user: text.slice(0, at), place: text.slice(at + 1) }
}

function hostAndPort(text: string): { readonly host: string; readonly port: number } | undefined {
  const [, bracketed, plain, digits = ''] =
    /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text) ?? []
  const host = bracketed ?? plain
  const port = Number(digits)
  return host === undefined || port < 1 || port > 65_535 ? undefined : { host, port }
}

function named(user: string | undefined): { readonly user?: string } {
  return user === undefined || user === '' ? {} : { user }
}

function unsupported(address: string): AddressProblem {
  return problem(
    `"${address}" is an unsupported address: /path, host:port, [v6]:port, user@host:port, ssh://user@host/host:port, or tls://host:port for TLS.`,
  )
}

function passwordInside(): AddressProblem {
  return problem('An address holds no password, which others could read: it is asked for.')
}

function problem(text: string): AddressProblem {
  return { kind: 'problem', text }
}
