import { quote } from '../../findings/names.js'

/** How a message names the user of a line. What looks like a hash may be one in the wrong place. */
export function userName(name: string): string {
  return /^[\da-f]{16,}$/i.test(name) ? 'a user' : `user ${quote(name)}`
}
