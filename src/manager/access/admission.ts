import type { Configuration, ScopePath } from '../../config/index.js'
import type { Mechanism } from '../../protocol/index.js'
import { booleanOf } from '../../schema/scalars.js'
import { entriesOf, flagOf } from '../settings.js'

/** Where the secrets of users are for a mechanism, as its parameters say it (runtime spec 2.1). */
export interface LoginParameters {
  readonly uri: string
  readonly realm: string
  /** What is stored for DIGEST-MD5 is the password itself. */
  readonly storedClearText: boolean
  /** Whether logins over TCP are recorded. */
  readonly logs: boolean
}

/** A mechanism that is configured. */
export interface ConfiguredMechanism {
  readonly mechanism: Exclude<Mechanism, 'SCRAM-SHA-256'>
  readonly parameters: LoginParameters
}

/** What is done with somebody who connects (runtime spec 2.1). */
export type Admission =
  | { readonly kind: 'denied' }
  /** `user` is undefined for who is to be known by the user of the operating system. */
  | { readonly kind: 'in'; readonly user: string | undefined }
  | { readonly kind: 'login'; readonly mechanisms: readonly ConfiguredMechanism[] }

/** The name of whoever comes in without one. */
export const ANONYMOUS = 'anonymous'

const MECHANISMS: readonly {
  readonly option: string
  readonly mechanism: ConfiguredMechanism['mechanism']
}[] = [
  { option: 'AuthDigestMD5Parameters', mechanism: 'DIGEST-MD5' },
  { option: 'AuthLoginParameters', mechanism: 'LOGIN' },
]

/** Every option that says where credentials are: also those of mechanisms that are not there. */
const PARAMETERS = [...MECHANISMS.map(({ option }) => option), 'AuthCramMD5Parameters']

/**
 * Where the rules for a client stand: the `Peer` that fits it, in its `Listen`.
 * @param address as the system says it: behind that of a neighbour on a link (`fe80::1%eth0`) is the link,
 *   which no network has in its name
 */
export function clientPath(listen: ScopePath, address: string): ScopePath {
  return [...listen, { name: 'Peer', instance: address.replace(/%.*$/s, '') }]
}

/** @param path of `clientPath` */
export function admission(
  configuration: Configuration,
  path: ScopePath,
  kind: 'unix' | 'tcp',
): Admission {
  if (flagOf(configuration, path, 'Always_Deny') === true) return { kind: 'denied' }
  if (flagOf(configuration, path, 'Always_Allow') === true) return { kind: 'in', user: ANONYMOUS }
  if (!wantsLogin(configuration, path, kind)) {
    return { kind: 'in', user: kind === 'unix' ? undefined : ANONYMOUS }
  }
  const mechanisms = MECHANISMS.flatMap(({ option, mechanism }) => {
    const parameters = parametersOf(configuration, path, option)
    return parameters === undefined ? [] : [{ mechanism, parameters }]
  })
  return { kind: 'login', mechanisms }
}

/**
 * Whether credentials are wanted: where `Enable_Authentication` says so, or nothing says anything and
 * parameters stand there: of a Unix socket in its very `Listen`, over TCP in the listener too.
 */
function wantsLogin(configuration: Configuration, path: ScopePath, kind: 'unix' | 'tcp'): boolean {
  const said = flagOf(configuration, path, 'Enable_Authentication')
  if (said !== undefined) return said
  const listen = path.slice(0, -1)
  if (kind === 'unix') {
    return PARAMETERS.some((option) => configuration.written(listen, option) !== undefined)
  }
  return PARAMETERS.some((option) => configuration.eval(path, option).origin === 'definition')
}

/** Where `ec_md5passwd` puts users whose realm nobody has named (runtime spec 2.1). */
function defaultRealm(): string {
  return process.env.EC_DIGEST_REALM || 'Momentum Console'
}

function parametersOf(
  configuration: Configuration,
  path: ScopePath,
  option: string,
): LoginParameters | undefined {
  const entries = entriesOf(configuration, path, option)
  const uri = entries?.get('uri')
  if (entries === undefined || typeof uri !== 'string' || uri === '') return undefined
  const realm = entries.get('realm')
  return {
    uri,
    realm: typeof realm === 'string' && realm !== '' ? realm : defaultRealm(),
    storedClearText: isTrue(entries.get('stored_cleartext')),
    logs: isTrue(entries.get('log_authentication')),
  }
}

/** The value of an entry that is a switch; the schema may have read it already. */
function isTrue(value: string | boolean | undefined): boolean {
  return value === true || (typeof value === 'string' && booleanOf(value) === true)
}
