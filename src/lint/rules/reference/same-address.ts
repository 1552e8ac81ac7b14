import { type Configuration, displayStep, type Scope } from '../../../config/index.js'
import { diagnostic } from '../../../diagnostics/index.js'
import { isComplete } from '../../engine/complete.js'
import type { ConfigurationRule } from '../../engine/rule.js'
import { excerpt } from '../../names/words.js'
import { listenKey } from '../../references/listen-address.js'
import { headOf } from '../../references/places.js'
import { isOff } from '../../values/switches.js'

/** Two sockets on the same address, of which the second cannot be opened. */
export const sameAddress: ConfigurationRule = {
  codes: ['reference/same-address'],
  about: ['listen'],
  *check(configuration) {
    if (!isComplete(configuration)) return
    const taken = new Map<string, Scope>()
    for (const listen of listensOf(configuration)) {
      const key = listenKey(listen.instance ?? '')
      const first = taken.get(key)
      if (first === undefined) {
        taken.set(key, listen)
        continue
      }
      yield diagnostic(
        'reference/same-address',
        headOf(listen),
        `${described(listen)} is on the same address as ${described(first)}`,
        {
          detail: 'Only one of them can open it. Give one another address, or Enable = false.',
          related: [{ ...headOf(first), note: 'this one comes first' }],
        },
      )
    }
  },
}

/** The enabled Listens of all kinds of listeners, in the order of reading. */
function* listensOf(configuration: Configuration): IterableIterator<Scope> {
  for (const listener of configuration.root.scopes) {
    if (listener.type?.scopes.get('listen') === undefined) continue
    for (const listen of listener.scopesNamed('listen')) {
      if (!isOff(configuration.eval(listen.path, 'Enable').value)) yield listen
    }
  }
}

function described({ name, instance, parent }: Scope): string {
  return excerpt(`${displayStep({ name, instance })} of ${parent?.name ?? ''}`)
}
