import type { Configuration, Definition, Scope } from '../../../../config/index.js'
import { isOff } from '../../../values/switches.js'
import type { Idle } from './idle.js'

/** Options for encrypting outgoing mail only; other TLS options also concern incoming mail. */
const OPTIONS: readonly string[] = ['tls_ca', 'tls_verify']
/** Other options that ask for encryption. */
const OTHERS: readonly string[] = ['use_dane', 'enable_dane', 'use_mta_sts', 'enable_mta_sts']

const CONTAINERS: ReadonlySet<string> = new Set(['binding_group', 'binding', 'domain'])

/** Options for encrypted mail, when `TLS` is `no`, its default, in every scope. */
export function outboundTls({ root }: Configuration): readonly Idle[] {
  const definitions: Definition[] = []
  if (!collect(root, definitions)) return []
  const instead = 'Set TLS = ifavailable or TLS = required where mail is to be encrypted.'
  return definitions.map((definition) => ({ definition, why: 'while TLS is off', instead }))
}

/** Collects options for encryption. @returns whether no scope switches TLS on */
function collect(scope: Scope, into: Definition[]): boolean {
  const { options } = scope
  const tls = options.get('tls')?.at(-1)
  if (tls !== undefined && !isOff(tls.value)) return false
  for (const name of OTHERS) if (options.has(name)) return false
  for (const name of OPTIONS) {
    const definition = options.get(name)?.at(-1)
    if (definition !== undefined && !isOff(definition.value)) into.push(definition)
  }
  return scope.scopes.every(
    (child) => !CONTAINERS.has(child.type?.name ?? '') || collect(child, into),
  )
}
