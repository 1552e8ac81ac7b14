import type { Definition, Scope } from '../../config/index.js'
import { type BusUrl, parseBusUrl } from '../../schema/values/bus-url.js'
import type { ScalarView } from '../../syntax/index.js'
import { eachScalar } from '../values/scalars.js'

/** A server that `Bus` names, and where. */
export interface BusServer {
  readonly url: BusUrl
  readonly definition: Definition
  readonly scalar: ScalarView
}

/** The definition of an option of `Bus` that is in effect. @param name in lower case */
export function busOption(root: Scope, name: string): Definition | undefined {
  return root.child('bus')?.options.get(name)?.at(-1)
}

/** The servers of the bus whose URLs are right. */
export function busServers(root: Scope): BusServer[] {
  const definition = busOption(root, 'url')
  if (definition === undefined) return []
  return [...eachScalar(definition.value)].flatMap((scalar) => {
    const url = parseBusUrl(scalar.value)
    return url === undefined ? [] : [{ url, definition, scalar }]
  })
}

/** Whether a host is this machine. */
export function isLoopback(host: string): boolean {
  if (/^localhost$/i.test(host)) return true
  return /^127(?:\.\d{1,3}){3}$/.test(host) || host === '::1'
}
