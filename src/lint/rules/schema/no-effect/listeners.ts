import type { Scope } from '../../../../config/index.js'
import { isSocketPath } from '../../../references/listen-address.js'
import { definedOf, type Idle } from './idle.js'

/** A way to log in that the console does not have, though it accepts the option (runtime spec 2). */
const NO_MECHANISM: ReadonlySet<string> = new Set(['authplainparameters'])

/** Listeners that no mail comes in by: what a Listen inside has for mail is not for them. */
const WITHOUT_MAIL: readonly string[] = [
  'control_listener',
  'eccluster_listener',
  'msgcserver_listener',
]

/**
 * What a listener, a Listen or a Peer may hold, and what does nothing there: the mode of a socket's
 * file where there is no file (runtime spec 2), and what only mail comes in by (facts).
 */
export function* listeners(root: Scope): IterableIterator<Idle> {
  for (const listener of root.scopes) {
    if (!listener.type?.scopes.has('listen')) continue
    for (const scope of withInner(listener)) {
      yield* fileModes(scope)
      if (WITHOUT_MAIL.includes(listener.type.name)) yield* forMail(scope, listener, root)
    }
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

/** A scope and all inside. */
function* withInner(scope: Scope): IterableIterator<Scope> {
  yield scope
  for (const child of scope.scopes) yield* withInner(child)
}
