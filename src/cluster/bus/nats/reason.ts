import { systemReason } from '../../../project/system-reason.js'

/** In the words of the library: what somebody who looks after a cluster needs to be told in others. */
const WORDS: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^authorization violation/i, 'the server does not take the login'],
  [/^(?:user|account) authentication expired/i, 'the login has expired'],
  [/^authentication timeout/i, 'the server waited for a login in vain'],
  [/^server does not support 'tls'/, 'the server does not speak TLS'],
  [/undefined error/, 'the server has ended the connection'],
  [/^unexpected response from server|in JSON at position/, 'what answers is no server of NATS'],
  [/^timeout$/, 'it did not answer in time'],
]

/** Why a connection cannot be made or has ended, in one line that comes in part from the server. */
export function reasonOf(error: unknown): string {
  const { cause, errors } = (error ?? {}) as { cause?: unknown; errors?: unknown[] }
  // What the system said of each address of a name, and what the library has put into its own words.
  const inner = errors?.[0] ?? cause ?? error
  const isOfSystem = (inner as NodeJS.ErrnoException | undefined)?.errno !== undefined
  const [line = ''] = systemReason(isOfSystem ? inner : error).split(/\r?\n/, 1)
  const known = WORDS.find(([pattern]) => pattern.test(line))?.[1]
  return known ?? (line.slice(0, LONGEST) || 'the connection has failed')
}

const LONGEST = 300
