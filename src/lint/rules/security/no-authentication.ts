import type { Configuration, Definition, Scope } from '../../../config/index.js'
import { type Diagnostic, diagnostic } from '../../../diagnostics/index.js'
import type { ConfigurationRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'
import { mayBeMeant } from '../../references/absence.js'
import { labelOf, relatedTo } from '../../references/places.js'
import { activeListens, flagOf } from './listeners.js'
import { reachOf } from './reach.js'

/**
 * A console that can be reached over TCP without authentication (runtime spec 2.1): whoever
 * connects may run commands as `anonymous`. At a loopback address these are only the users of the
 * machine; the mode of a Unix domain socket would keep them out.
 */
export const noAuthentication: ConfigurationRule = {
  codes: ['security/no-authentication'],
  about: ['control_listener'],
  *check(configuration) {
    const findings = [...findingsIn(configuration)]
    if (findings.length > 0 && !mayBeMeant(DECIDING, configuration)) yield* findings
  },
}

const MECHANISMS = [
  'authdigestmd5parameters',
  'authcrammd5parameters',
  'authloginparameters',
  'authplainparameters',
]

/** Options that would prevent the finding if they were set. */
const DECIDING = ['enable', 'enable_authentication', 'always_deny', ...MECHANISMS]

function* findingsIn(configuration: Configuration): IterableIterator<Diagnostic> {
  for (const listen of activeListens(configuration, 'control_listener')) {
    if (reachOf(listen.instance ?? '') === 'socket') continue
    const open = openTo([listen], configuration)
    if (open !== undefined) yield finding(listen, undefined, open)
    else yield* openPeers(listen, configuration)
  }
}

/** Findings about clients whose own Peer stanza requires no password. */
function* openPeers(listen: Scope, configuration: Configuration): IterableIterator<Diagnostic> {
  const peers = new Map<string, Scope>()
  for (const scope of [listen, listen.parent]) {
    for (const peer of scope?.scopesNamed('peer') ?? []) {
      const instance = peer.instance ?? ''
      if (!peers.has(instance)) peers.set(instance, peer)
    }
  }
  for (const peer of peers.values()) {
    const open = openTo([listen, peer], configuration)
    if (open !== undefined) yield finding(listen, peer, open)
  }
}

/** Why clients need no password. */
interface Open {
  /** Undefined when no definition concerns it. */
  readonly definition: Definition | undefined
}

/**
 * Why clients need no password; undefined when they need one, or are rejected.
 * @param place a Listen, and a Peer that applies to it
 */
function openTo(
  [listen, peer]: readonly [listen: Scope, peer?: Scope],
  configuration: Configuration,
): Open | undefined {
  const step = peer && { name: peer.name, instance: peer.instance ?? '' }
  const path = step === undefined ? listen.path : [...listen.path, step]
  if (flagOf(configuration, path, 'Always_Deny')?.on) return undefined
  const allow = flagOf(configuration, path, 'Always_Allow')
  if (allow?.on) return { definition: allow.definition }
  const authentication = flagOf(configuration, path, 'Enable_Authentication')
  if (authentication !== undefined) {
    return authentication.on === false ? { definition: authentication.definition } : undefined
  }
  const asks = [peer, listen, listen.parent].some((scope) => scope && hasMechanism(scope))
  return asks ? undefined : { definition: undefined }
}

/** Whether a scope names a mechanism, which switches authentication on by default. */
function hasMechanism({ options }: Scope): boolean {
  return MECHANISMS.some((name) => options.has(name))
}

function finding(listen: Scope, peer: Scope | undefined, { definition }: Open): Diagnostic {
  const address = listen.instance ?? ''
  const isLocal = reachOf(address) === 'machine' || reachOf(peer?.instance ?? '') === 'machine'
  const peerName = peer === undefined ? 'anybody' : `clients of ${quoted(peer.instance ?? '')}`
  const who = isLocal ? 'every user of this machine' : peerName
  const mechanisms = [listen, listen.parent ?? listen].some(hasMechanism)
  const example = mechanisms
    ? ''
    : ' and AuthDigestMD5Parameters = [ uri = "digest:///opt/msys/ecelerity/etc/console_passwd" ]'
  const isAllowed = definition?.name.toLowerCase() === 'always_allow'
  return diagnostic(
    'security/no-authentication',
    labelOf(peer ?? listen),
    `The console on ${quoted(address)} lets ${who} in without a password`,
    {
      detail: isAllowed
        ? 'Take Always_Allow away, so that clients have to authenticate.'
        : `Set Enable_Authentication = true${example}, or listen on a Unix domain socket only.`,
      ...(definition !== undefined && {
        related: [relatedTo(definition, isAllowed ? 'allowed here' : 'switched off here')],
      }),
      ...(isLocal && { severity: 'info' }),
    },
  )
}
