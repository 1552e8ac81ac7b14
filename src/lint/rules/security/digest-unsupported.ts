import type { Configuration, Scope } from '../../../config/index.js'
import { type Diagnostic, diagnostic, type Related } from '../../../diagnostics/index.js'
import { toJson } from '../../../schema/index.js'
import type { ScalarView, ValueView } from '../../../syntax/index.js'
import type { ConfigurationRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'
import { mayBeMeant } from '../../references/absence.js'
import { labelOf, relatedTo } from '../../references/places.js'
import { receivingScopes } from './listeners.js'

/**
 * DIGEST-MD5 with a store that has neither the password nor the digest of user, realm and password
 * (runtime spec 2.3). The client never sends the password, so there is nothing else to compare.
 */
export const digestUnsupported: ConfigurationRule = {
  codes: ['security/digest-unsupported'],
  about: ['authdigestmd5parameters'],
  *check(configuration) {
    for (const scope of receivingScopes(configuration.root)) {
      const definition = scope.options.get('authdigestmd5parameters')?.at(-1)
      const uri = definition && uriOf(definition.value)
      if (definition === undefined || uri === undefined) continue
      const reason = whyNot(uri.value, configuration)
      if (reason !== undefined) yield finding(uri, definition.inclusion.file.name, reason)
    }
  },
}

interface Reason {
  /** The reason, in words that follow a colon. */
  readonly text: string
  readonly detail: string
  readonly related?: Related
}

const USE_LOGIN =
  'Use AuthLoginParameters instead: there the client sends the password, and the store checks it.'

function finding(uri: ScalarView, file: string, { text, detail, related }: Reason): Diagnostic {
  return diagnostic(
    'security/digest-unsupported',
    { file, start: uri.start, end: uri.end },
    `DIGEST-MD5 cannot work with ${quoted(uri.value)}: ${text}`,
    { detail, ...(related !== undefined && { related: [related] }) },
  )
}

function uriOf(value: ValueView): ScalarView | undefined {
  if (value.type !== 'dictionary') return undefined
  const uri = value.entries.findLast(({ key }) => key.toLowerCase() === 'uri')?.value
  return uri?.type === 'scalar' ? uri : undefined
}

/** Why a store cannot serve DIGEST-MD5; undefined when it can, or when nothing is known of it. */
function whyNot(uri: string, configuration: Configuration): Reason | undefined {
  const { root } = configuration
  const scheme = /^([^:/]+):\/\//.exec(uri)?.[1]
  if (scheme === undefined) return undefined
  if (scheme.toLowerCase() === 'groups') {
    return {
      text: 'a groups file has no passwords',
      detail: 'Name a digest file: uri = "digest:///opt/msys/ecelerity/etc/console_passwd".',
    }
  }
  const authenticate = root.child('auth_ds')?.child('scheme', scheme)?.child('authenticate')
  return authenticate && whyNotQuery(authenticate, configuration)
}

function whyNotQuery(authenticate: Scope, configuration: Configuration): Reason | undefined {
  const { root } = configuration
  const returned = optionOf(authenticate, 'returns_password')
  const source = optionOf(authenticate, 'cache')
  const datasource =
    typeof source?.json === 'string' ? root.child('datasource', source.json) : undefined
  if (source !== undefined && datasource !== undefined && isLdap(datasource)) {
    return {
      text: 'an LDAP server does not give passwords out',
      detail: USE_LOGIN,
      related: relatedTo(source.definition, 'the data source is an LDAP server'),
    }
  }
  if (returned === undefined || returned.json === false) {
    if (mayBeMeant(['returns_password'], configuration)) return undefined
    return {
      text: 'its query does not return the password',
      detail:
        'Let Authenticate return it (returns_password = true) in clear text or as a digest, or use ' +
        'AuthLoginParameters instead.',
      related:
        returned === undefined
          ? { ...labelOf(authenticate), note: 'returns_password is not set here' }
          : relatedTo(returned.definition, 'switched off here'),
    }
  }
  const hash = optionOf(authenticate, 'type') ?? optionOf(authenticate, 'type_map')
  if (hash === undefined || canServe(hash.json)) return undefined
  return {
    text: 'the passwords in its store are hashed in another way',
    detail: `Only clear text and digests of user, realm and password will do. ${USE_LOGIN}`,
    related: relatedTo(hash.definition, 'this says how they are stored'),
  }
}

/** One-way hashes that do not include the user and the realm. */
const HASHES = /^(?:ucrypt|md5_hex|md5_base64|hmac_md5|sha1_hex|sha1_base64|ssha1|smd5|rfc2307)$/i

/**
 * Whether a type of stored password, or any type in a type map, can serve DIGEST-MD5. The type
 * `md5` is the digest, but in a type map it is the hash of the password alone.
 */
function canServe(kinds: unknown): boolean {
  if (typeof kinds !== 'object' || kinds === null) return !HASHES.test(String(kinds))
  const words = Object.values(kinds).map(String)
  return words.length === 0 || words.some((word) => word !== 'md5' && !HASHES.test(word))
}

function isLdap({ options, type }: Scope): boolean {
  const value = options.get('uri')?.at(-1)?.value
  const uris = value && toJson(type?.options.get('uri'), value)
  const list = Array.isArray(uris) ? uris : [uris]
  return list.length > 0 && list.every((uri) => /^\s*ldaps?:/i.test(String(uri)))
}

function optionOf({ options, type }: Scope, name: string) {
  const definition = options.get(name)?.at(-1)
  if (definition === undefined) return undefined
  return { definition, json: toJson(type?.options.get(name), definition.value) }
}
