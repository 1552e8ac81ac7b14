import type { Configuration } from '../../../../config/index.js'
import { mayBeMeant } from '../../../references/absence.js'
import { isOn } from '../../../values/switches.js'
import { definedOf, type Idle } from './idle.js'

/**
 * Options for comparing a stored password, when the query returns no password, or when two options
 * give its type (runtime spec 2.3, "Verification algorithm").
 */
export function* userQueries(configuration: Configuration): IterableIterator<Idle> {
  for (const scheme of configuration.root.child('auth_ds')?.scopesNamed('scheme') ?? []) {
    for (const query of scheme.scopesNamed('authenticate')) {
      const [type] = definedOf(query, ['type'])
      if (!isOn(query.options.get('returns_password')?.at(-1)?.value)) {
        const names = ['type', 'type_column', 'type_map', 'password_column']
        for (const definition of definedOf(query, names)) {
          if (mayBeMeant(['returns_password'], configuration)) break
          const why = 'unless the query returns a password'
          yield { definition, why, instead: 'Set Returns_Password = true if it does.' }
        }
      } else if (type !== undefined) {
        for (const definition of definedOf(query, ['type_column', 'type_map'])) {
          const why = `beside "${type.name}"`
          const instead = `"${type.name}" says what all passwords are: remove one of them.`
          yield { definition, why, instead }
        }
      }
    }
  }
}
