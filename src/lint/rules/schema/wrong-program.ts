import type { Configuration, Definition, Scope } from '../../../config/index.js'
import { type Diagnostic, diagnostic } from '../../../diagnostics/index.js'
import type { ConfigurationRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'
import { headOf, nameOf } from '../../references/places.js'

/**
 * A scope that only the other program uses: only nodes handle mail, and only the manager collects
 * logs (runtime spec 5). The product accepts it in both. One finding for each kind of scope.
 */
export const wrongProgram: ConfigurationRule = {
  codes: ['schema/wrong-program'],
  *check(configuration) {
    if (configuration.role === 'manager') yield* inManager(configuration)
    if (configuration.role === 'node') yield* inNode(configuration)
  },
}

/** Scopes about incoming or outgoing mail. */
const MAIL: ReadonlySet<string> = new Set([
  'adaptive',
  'adaptive_backstore_leveldb',
  'adaptive_backstore_riak',
  'adaptive_sweep_rule',
  'binding',
  'binding_group',
  'domain',
  'ecstream_listener',
  'esmtp_listener',
  'host',
  'pathway',
  'pathway_group',
  'xmpp_listener',
])

/** Scopes that collect the logs of the nodes, or count events on the nodes. */
const COLLECTING: ReadonlySet<string> = new Set(['logs', 'as_logger'])

function* inManager({ root, registry }: Configuration): IterableIterator<Diagnostic> {
  const detail = 'Mail goes through the nodes only: it belongs in their configuration.'
  for (const scope of firstOfEachKind(root)) {
    const { type } = scope
    const checksMail = Object.values(type?.lines ?? {}).some(({ validation }) => validation)
    if (MAIL.has(type?.name ?? '') || checksMail) {
      yield scopeFinding(scope, 'the cluster manager', detail)
    }
  }
  const ofMail = ['binding', 'domain', 'pathway'].flatMap(
    (name) => registry.global.scopes.get(name) ?? [],
  )
  for (const [name, definitions] of root.options) {
    if (!ofMail.some(({ options }) => options.has(name))) continue
    const definition = definitions.at(-1) as Definition
    yield diagnostic(
      'schema/wrong-program',
      nameOf(definition),
      `Option ${quoted(definition.name)} is not used by the cluster manager`,
      { detail },
    )
  }
}

/** What only our manager has on its console: TLS (an addition in the schemas). */
const CONSOLE_TLS = ['tls_certificate', 'tls_key', 'tls_client_ca', 'tls_verify_mode']

function* inNode({ root }: Configuration): IterableIterator<Diagnostic> {
  const console = root.scopesNamed('control_listener')
  for (const { options } of [
    ...console,
    ...console.flatMap((each) => each.scopesNamed('listen')),
  ]) {
    for (const definition of CONSOLE_TLS.flatMap((name) => options.get(name)?.at(-1) ?? [])) {
      yield diagnostic(
        'schema/wrong-program',
        nameOf(definition),
        `Option ${quoted(definition.name)} of the console is not used by a node`,
        {
          detail:
            'Only the manager of ecconf speaks TLS there: the product has none on its console.',
        },
      )
    }
  }
  for (const scope of firstOfEachKind(root)) {
    if (COLLECTING.has(scope.type?.name ?? '')) {
      yield scopeFinding(
        scope,
        'a node',
        "Only the cluster manager collects from the nodes: it belongs in the manager's configuration.",
      )
    }
  }
}

function* firstOfEachKind({ scopes }: Scope): IterableIterator<Scope> {
  const seen = new Set<Scope['type']>()
  for (const scope of scopes) {
    if (seen.has(scope.type)) continue
    seen.add(scope.type)
    yield scope
  }
}

function scopeFinding(scope: Scope, program: string, detail: string): Diagnostic {
  const kind = scope.type?.module ? 'Module' : 'Scope'
  return diagnostic(
    'schema/wrong-program',
    headOf(scope),
    `${kind} ${scope.name} is not used by ${program}`,
    { detail },
  )
}
