import { isSyntheticDomain } from '../domain.js'
import type { FormatProblem } from '../format.js'
import { hostAddress } from './host-address.js'

/** Checks a host with an optional port, or a domain that is only a name in the configuration. */
export function nextHop(text: string): FormatProblem | undefined {
  return isSyntheticDomain(text) ? undefined : hostAddress(text)
}
