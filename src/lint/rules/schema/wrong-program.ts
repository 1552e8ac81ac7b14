import type { Configuration, Definition, Scope } from '../../../config/index.js'
import { type Diagnostic, diagnostic } from '../../../diagnostics/index.js'
import type { ConfigurationRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'
import { headOf } from '../../references/places.js'

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
    const { inclusion, node, name: written } = definitions.at(-1) as Definition
    const { start, end } = node.nameToken
    yield diagnostic(
      'schema/wrong-program',
      { file: inclusion.file.name, start, end },
      `Option ${quoted(written)} is not used by the cluster manager`,
      { detail },
    )
  }
}

function* inNode({ root }: Configuration): IterableIterator<Diagnostic> {
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
