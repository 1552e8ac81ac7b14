import type { Scope } from '../../../../config/index.js'
import { isSocketPath } from '../../../references/listen-address.js'
import { definedOf, type Idle } from './idle.js'

/** A login mechanism whose option the console accepts but does not implement (runtime spec 2). */
const NO_MECHANISM: ReadonlySet<string> = new Set(['authplainparameters'])

/** Listeners that receive no mail, so that options about mail do nothing in them. */
const WITHOUT_MAIL: readonly string[] = [
  'control_listener',
  'eccluster_listener',
  'msgcserver_listener',
]

/**
 * Options of a listener, a Listen or a Peer that do nothing there: the mode of a socket file for a
 * TCP address (runtime spec 2), TLS of the console where it is not spoken, and options for incoming mail in other listeners (registry facts).
 */
export function* listeners(root: Scope): IterableIterator<Idle> {
  for (const listener of root.scopes) {
    if (!listener.type?.scopes.has('listen')) continue
    for (const scope of withInner(listener)) {
      yield* fileModes(scope)
      if (listener.type.name === 'control_listener') yield* consoleTls(scope)
      if (WITHOUT_MAIL.includes(listener.type.name)) yield* forMail(scope, listener, root)
    }
  }
}

/** TLS is spoken at the TCP addresses of the console, whoever comes. */
function* consoleTls(scope: Scope): IterableIterator<Idle> {
  const isSocket = scope.type?.name === 'listen' && isSocketPath(scope.instance ?? '')
  if (!isSocket && scope.type?.name !== 'peer') return
  const names = ['tls_certificate', 'tls_key', 'tls_client_ca', 'tls_verify_mode']
  for (const definition of definedOf(scope, names)) {
    yield isSocket
      ? { definition, why: 'on a Unix socket', instead: 'TLS is for TCP addresses: remove it.' }
      : { definition, why: 'in a Peer', instead: 'Set it in the Listen, or in Control_Listener.' }
  }
}

function* fileModes(scope: Scope): IterableIterator<Idle> {
  if (scope.type?.name !== 'listen' || isSocketPath(scope.instance ?? '')) return
  for (const definition of definedOf(scope, ['file_mode'])) {
    const instead = 'It is the mode of the file of a Unix socket: remove it.'
    yield { definition, why: 'on a TCP address', instead }
  }
}

function* forMail(scope: Scope, listener: Scope, root: Scope): IterableIterator<Idle> {
  const pathway = root.type?.scopes.get('pathway')?.options
  const names = [...scope.options.keys()].filter(
    (name) =>
      scope.type?.options.has(name) &&
      (NO_MECHANISM.has(name) || (pathway?.has(name) && !listener.type?.options.has(name))),
  )
  for (const definition of definedOf(scope, names)) {
    const instead = 'It is for listeners that mail comes in by: remove it.'
    yield { definition, why: `in ${listener.name}`, instead }
  }
}

/** A scope and all scopes inside it. */
function* withInner(scope: Scope): IterableIterator<Scope> {
  yield scope
  for (const child of scope.scopes) yield* withInner(child)
}
