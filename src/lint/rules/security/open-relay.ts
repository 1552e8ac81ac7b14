import type { Configuration, Definition, Scope } from '../../../config/index.js'
import { type Diagnostic, diagnostic, listed } from '../../../diagnostics/index.js'
import type { Range, ScalarView, ValueView } from '../../../syntax/index.js'
import type { ConfigurationRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'
import { labelOf } from '../../references/places.js'
import { activeListens, flagOf } from './listeners.js'
import { isEverywhere, type Reach, reachOf } from './reach.js'

/** The options that can open a relay, which is closed by default. */
const OPENING = ['open_relay', 'relay_hosts', 'relay_domains', 'relay_for_sending_domains']

/**
 * A server that accepts mail from anybody for anybody: spammers find it within hours. The options
 * are evaluated for a client that no narrower Peer stanza matches.
 */
export const openRelay: ConfigurationRule = {
  codes: ['security/open-relay'],
  about: OPENING,
  *check(configuration) {
    const found = new Map<string, Opening & { readonly listens: Listening[] }>()
    for (const listening of listensOf(configuration)) {
      for (const opening of openingsAt(listening.path, configuration)) {
        const { file, start } = opening.at
        const key = `${start} ${file}`
        const known = found.get(key)
        if (known === undefined) found.set(key, { ...opening, listens: [listening] })
        else known.listens.push(listening)
      }
    }
    for (const opening of found.values()) yield finding(opening)
  },
}

/** What applies to a client that no narrower Peer stanza matches. */
interface Listening {
  readonly path: Scope['path']
  readonly reach: Reach
  /** Undefined when no file names an address to listen on. */
  readonly listen: Scope | undefined
}

/** A value that opens the relay. */
interface Opening {
  readonly at: Range & { readonly file: string }
  /** The value as written: `Open_Relay`, `"0.0.0.0/0" in Relay_Hosts`. */
  readonly what: string
  readonly detail: string
}

const LISTENER = 'esmtp_listener'

/** The addresses that accept mail from other machines without a password. */
function listensOf(configuration: Configuration): Listening[] {
  const { root } = configuration
  const listens = activeListens(configuration, LISTENER).map((listen) => ({
    listen,
    path: pathOfAnybody(listen),
    reach: reachOf(listen.instance ?? ''),
  }))
  const isElsewhere = root.scopesNamed(LISTENER).some((scope) => scope.scopesNamed('listen').length)
  const all: Listening[] = isElsewhere
    ? listens
    : [{ listen: undefined, path: root.child(LISTENER)?.path ?? [], reach: 'world' }]
  return all.filter(
    ({ path, reach }) =>
      (reach === 'world' || reach === 'network') &&
      !flagOf(configuration, path, 'Always_Deny')?.on &&
      !flagOf(configuration, path, 'Enable_Authentication')?.on,
  )
}

/** The path that applies to a client from anywhere, including a Peer for all addresses. */
function pathOfAnybody(listen: Scope): Scope['path'] {
  for (const scope of [listen, listen.parent]) {
    for (const { name, instance = '' } of scope?.scopesNamed('peer') ?? []) {
      if (isEverywhere(instance)) return [...listen.path, { name, instance }]
    }
  }
  return listen.path
}

function* openingsAt(path: Scope['path'], configuration: Configuration): IterableIterator<Opening> {
  const open = flagOf(configuration, path, 'Open_Relay')
  if (open?.on && open.definition !== undefined) {
    const { name, inclusion, node } = open.definition
    yield {
      at: { file: inclusion.file.name, start: node.nameToken.start, end: node.nameToken.end },
      what: name,
      detail:
        'Set it to false and name the networks that may relay: Relay_Hosts = ( "10.0.0.0/8" ).',
    }
  }
  yield* elements(configuration.eval(path, 'Relay_Hosts').definition, isEverywhere, {
    detail: 'Name the networks that may relay: Relay_Hosts = ( "10.0.0.0/8" ).',
  })
  yield* elements(configuration.eval(path, 'Relay_For_Sending_Domains').definition, isAnyDomain, {
    detail: 'Anybody can claim any sender. Use Relay_Hosts for the clients that you know.',
  })
  yield* elements(relayDomains(path, configuration), isAnyDomain, {
    detail: 'Name the domains whose mail you take: Relay_Domains = ( "example.com" ).',
  })
}

function isAnyDomain(glob: string): boolean {
  return /^\*(?:\.\*)?$/.test(glob.trim())
}

/** Relay_Domains is valid only in pathways and in Global, so listeners have none of their own. */
function relayDomains(path: Scope['path'], configuration: Configuration): Definition | undefined {
  const { value } = configuration.eval(path, 'Pathway')
  const { root } = configuration
  const instance = value?.type === 'scalar' ? value.value : undefined
  const pathway =
    instance &&
    [...root.scopesNamed('pathway_group'), root]
      .map((scope) => scope.child('pathway', instance))
      .find((scope) => scope !== undefined)
  return configuration.eval(pathway ? pathway.path : [], 'Relay_Domains').definition
}

function* elements(
  definition: Definition | undefined,
  isOpen: (text: string) => boolean,
  { detail }: Pick<Opening, 'detail'>,
): IterableIterator<Opening> {
  if (definition === undefined) return
  const { name, value, inclusion } = definition
  for (const scalar of scalarsOf(value)) {
    if (!isOpen(scalar.value)) continue
    const { start, end } = scalar
    const at = { file: inclusion.file.name, start, end }
    yield { at, what: `${quoted(scalar.value)} in ${name}`, detail }
  }
}

function scalarsOf(value: ValueView): ScalarView[] {
  const elements = value.type === 'array' ? value.elements : [value]
  return elements.filter((element) => element.type === 'scalar')
}

/** How many addresses a finding shows at most. */
const MOST_SHOWN = 3

function finding({ at, what, detail, listens }: Opening & { listens: Listening[] }): Diagnostic {
  const shown = listens.flatMap(({ listen }) => listen ?? []).slice(0, MOST_SHOWN)
  const names = listed(shown.map(({ instance = '' }) => quoted(instance)))
  const isInside = listens.every(({ reach }) => reach === 'network')
  const whom = isInside ? 'everybody in the local network' : 'anybody in the world'
  return diagnostic(
    'security/open-relay',
    at,
    `${what} relays mail for ${whom}${names === '' ? '' : ` on ${names}`}`,
    {
      detail,
      related: shown.map((listen) => ({ ...labelOf(listen), note: 'mail comes in here' })),
      ...(isInside && { severity: 'info' }),
    },
  )
}
