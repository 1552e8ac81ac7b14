import { quote } from '../../findings/names.js'

/**
 * The name of a user in a message. What looks like a hash is not shown, since it may be misplaced.
 */
export function userName(name: string): string {
  return /^[\da-f]{16,}$/i.test(name) ? 'a user' : `user ${quote(name)}`
}
