import type { PageModel } from '../model/model.js'
import { EVENTS_PATH, MODEL_PATH } from '../model/payload.js'
import { modelFrom } from './data.js'

/** What a live page is told. */
export interface LiveEvents {
  readonly changed: (model: PageModel) => void
  /** The files cannot be read now, in one line. */
  readonly problem: (text: string) => void
  readonly connected: (isConnected: boolean) => void
}

/**
 * Follows the server that the page comes from.
 * @param revision which of the data the page has
 */
export function follow(revision: number, { changed, problem, connected }: LiveEvents): void {
  const events = new EventSource(EVENTS_PATH)
  let known = revision
  let latest = 0
  events.addEventListener('open', () => connected(true))
  events.addEventListener('error', () => connected(false))
  events.addEventListener('problem', (event) => problem(JSON.parse(event.data) as string))
  events.addEventListener('changed', async (event) => {
    const revision = JSON.parse(event.data) as number
    // A server says which data it has whenever it is asked.
    if (revision === known) return
    known = revision
    const turn = ++latest
    const answer = await fetch(MODEL_PATH).catch(() => undefined)
    if (answer?.ok !== true) return
    const model = await modelFrom(await answer.text())
    // A later answer may have come before this one.
    if (turn === latest) changed(model)
  })
}
