import { pathOf, uriOf } from '../../positions/uris.js'

/** The scheme of the texts that show an effective configuration. */
export const EFFECTIVE_SCHEME = 'ecconf-effective'

const FILE = /^file:/i
const EFFECTIVE = /^ecconf-effective:/i

/** The address of the effective configuration of a main file, for a node where it is read for several. */
export function effectiveUri(path: string, node: string | undefined): string {
  const uri = uriOf(path).replace(FILE, `${EFFECTIVE_SCHEME}:`)
  return node === undefined ? uri : `${uri}?node=${encodeURIComponent(node)}`
}

export function isEffective(uri: string): boolean {
  return EFFECTIVE.test(uri)
}

export interface EffectiveAddress {
  readonly path: string
  readonly node: string | undefined
}

/**
 * What an address asks for: the scheme, then a path, or the whole address of a file. Undefined for
 * addresses of anything else.
 */
export function effectiveAddress(uri: string): EffectiveAddress | undefined {
  if (!EFFECTIVE.test(uri)) return undefined
  const [, address = '', node] = /^([^?#]*)(?:\?node=([^&#]*))?/.exec(uri) ?? []
  const rest = address.replace(EFFECTIVE, '').replace(/^file(?::|%3a)/i, '')
  const path = pathOf(`file:${rest}`)
  if (path === undefined) return undefined
  return { path, node: node === undefined ? undefined : decoded(node) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
