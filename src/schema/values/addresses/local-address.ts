import type { FormatProblem } from '../format.js'
import { isName } from './host-name.js'
import { ipAddress } from './ip-address.js'

/** Checks an address of this machine, a host name for one, or `*` for any. */
export function localAddress(text: string): FormatProblem | undefined {
  return text === '' || text === '*' || isName(text) ? undefined : ipAddress(text)
}
