import { type Configuration, displayScope, type Scope } from '../../../config/index.js'
import { type Diagnostic, diagnostic } from '../../../diagnostics/index.js'
import { isComplete } from '../../engine/complete.js'
import type { ConfigurationRule } from '../../engine/rule.js'
import { excerpt } from '../../names/words.js'
import { portOf } from '../../references/listen-address.js'
import { headOf, nameOf, relatedTo } from '../../references/places.js'
import { isOff, isOn } from '../../values/switches.js'

/** Settings that exclude each other. */
export const conflict: ConfigurationRule = {
  codes: ['schema/conflict'],
  about: ['mbus_daemon', 'msgcserver_listener', 'always_allow'],
  *check(configuration) {
    if (!isComplete(configuration)) return
    yield* twoBuses(configuration)
    yield* twoPorts(configuration)
    for (const scope of configuration.root.scopes) {
      if (scope.type?.scopes.has('listen') || PATHWAYS.has(scope.type?.name ?? '')) {
        yield* allowAndDeny(scope)
      }
    }
  },
}

const PATHWAYS: ReadonlySet<string> = new Set(['pathway', 'pathway_group'])

/** Two message buses at once: msgc replaces mbus (language spec 10.2). */
function* twoBuses({ root }: Configuration): IterableIterator<Diagnostic> {
  const mbus = root.child('cluster')?.options.get('mbus_daemon')?.at(-1)
  const msgc = ['msgc_server', 'msgc_client']
    .flatMap((name) => root.scopesNamed(name))
    .find(({ options }) => !isOff(options.get('enabled')?.at(-1)?.value))
  if (mbus === undefined || msgc === undefined) return
  yield diagnostic(
    'schema/conflict',
    nameOf(mbus),
    `Two message buses at once: option "${mbus.name}" and ${msgc.name}`,
    {
      detail: `msgc takes the place of mbus: remove "${mbus.name}", or the stanzas of msgc.`,
      related: [{ ...headOf(msgc), note: 'the other one' }],
    },
  )
}

/** The port that nodes are told must be one that the server listens on. */
function* twoPorts(configuration: Configuration): IterableIterator<Diagnostic> {
  const { root } = configuration
  const server = root.child('msgc_server')
  const listens = root
    .scopesNamed('msgcserver_listener')
    .flatMap((listener) => listener.scopesNamed('listen'))
    .filter(({ path }) => !isOff(configuration.eval(path, 'Enable').value))
  const [first] = listens
  if (server === undefined || first === undefined) return
  const { value, definition } = configuration.eval(server.path, 'port')
  const told = value?.type === 'scalar' ? Number(value.value) : Number.NaN
  const ports = listens.map(({ instance = '' }) => portOf(instance))
  if (Number.isNaN(told) || ports.includes(undefined) || ports.includes(told)) return
  yield diagnostic(
    'schema/conflict',
    definition === undefined ? headOf(first) : nameOf(definition),
    `The port of msgc_server is ${told}, and ${first.parent?.name} listens on ${ports[0]}`,
    {
      detail: 'The nodes connect to the port of msgc_server: make both the same.',
      ...(definition && { related: [{ ...headOf(first), note: 'listened on here' }] }),
    },
  )
}

/** Reports both options in one scope; in nested scopes the inner option overrides the outer one. */
function* allowAndDeny(scope: Scope): IterableIterator<Diagnostic> {
  const allow = scope.options.get('always_allow')?.at(-1)
  const deny = scope.options.get('always_deny')?.at(-1)
  if (allow && deny && isOn(allow.value) && isOn(deny.value)) {
    yield diagnostic(
      'schema/conflict',
      nameOf(allow),
      `${excerpt(displayScope(scope.path))} is both always allowed and always denied`,
      {
        detail: `"${deny.name}" wins: remove one of them.`,
        related: [relatedTo(deny, 'this one wins')],
      },
    )
  }
  for (const child of scope.scopes) yield* allowAndDeny(child)
}
