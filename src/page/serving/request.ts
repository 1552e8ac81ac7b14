import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { EVENTS_PATH, MODEL_PATH } from '../model/payload.js'

/** What is asked for, or why it is not given. */
export type Judged =
  | { readonly kind: 'document' | 'model' | 'events' }
  | { readonly kind: 'refused'; readonly status: 403 | 404 | 405; readonly why: string }

/** What a request must fit. */
export interface Door {
  /** `127.0.0.1:8080`. */
  readonly host: string
  readonly token: string
}

export interface RequestHead {
  readonly method: string
  /** The path with all that stands behind it. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
}

/**
 * Judges a request before anything is done for it: that it names this very server, so that no other
 * name leads here; that no page of another origin sends it; and that it has the token of the link.
 */
export function judge({ method, url, headers }: RequestHead, door: Door): Judged {
  if (headers.host !== door.host) return refused(403, 'This is not its name.')
  if (headers.origin !== undefined && headers.origin !== `http://${door.host}`) {
    return refused(403, 'Other pages may not ask.')
  }
  const [, token = '', ...rest] = url.split('/')
  if (!isSame(token, door.token)) {
    return refused(
      403,
      'The link is the one that ecconf serve has printed, with all that is in it.',
    )
  }
  if (method !== 'GET') return refused(405, 'There is only GET: nothing can be changed here.')
  const path = rest.join('/')
  const kind = rest.length === 1 ? KINDS.get(path) : undefined
  if (kind === undefined) return refused(404, 'There is nothing of that name.')
  // A link may be followed from anywhere; what the page asks for, the page alone may ask for.
  const site = headers['sec-fetch-site'] ?? 'same-origin'
  const isOwn = site === 'same-origin' || site === 'none'
  const isFollowed = kind === 'document' && headers['sec-fetch-mode'] === 'navigate'
  return isOwn || isFollowed ? { kind } : refused(403, 'Other pages may not ask.')
}

const KINDS: ReadonlyMap<string, 'document' | 'model' | 'events'> = new Map([
  ['', 'document'],
  [MODEL_PATH, 'model'],
  [EVENTS_PATH, 'events'],
] as const)

function refused(status: 403 | 404 | 405, why: string): Judged {
  return { kind: 'refused', status, why }
}

/** Compares a token with the right one, in the same time however much of it is right. */
function isSame(given: string, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(token))
}
