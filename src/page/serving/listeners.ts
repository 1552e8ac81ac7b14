import type { ServerResponse } from 'node:http'

/** How many pages are told of changes. */
const MOST = 50

/** How much may wait for a page that takes nothing, in bytes. */
const MOST_WAITING = 4096

/** How often a page that nothing happens for is written to, so that one that is gone is noticed. */
const ALIVE_EVERY = 15_000

/** The pages that wait for news (server-sent events). */
export class Listeners {
  readonly #all = new Set<ServerResponse>()
  readonly #alive = setInterval(() => this.#write(': alive\n\n'), ALIVE_EVERY)

  get count(): number {
    return this.#all.size
  }

  /** Keeps a connection open, and forgets it when it is gone. @returns whether there was room */
  add(response: ServerResponse): boolean {
    if (this.#all.size >= MOST) return false
    this.#all.add(response)
    response.on('close', () => this.#all.delete(response))
    response.on('error', () => this.#all.delete(response))
    response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' })
    response.write('retry: 2000\n\n')
    return true
  }

  /** @param data one line of JSON */
  tell(event: 'changed' | 'problem', data: unknown): void {
    this.#write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  }

  close(): void {
    clearInterval(this.#alive)
    for (const response of this.#all) response.end()
  }

  #write(text: string): void {
    for (const response of this.#all) {
      // A page that takes nothing any more is not waited for.
      if (response.writableLength > MOST_WAITING) response.destroy()
      else response.write(text)
    }
  }
}
