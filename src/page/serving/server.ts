import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { assets } from '../document/assets.js'
import { type PageData, pageDocument } from '../document/document.js'
import { contentPolicy } from '../document/policy.js'
import { Listeners } from './listeners.js'
import { type Door, judge } from './request.js'
import { FileWatch } from './watch.js'

export interface PageServerOptions {
  /** 0 for any that is free. */
  readonly port: number
  /** Reads the files for the first time. @throws when they cannot be read */
  readonly load: () => Promise<ReadPage>
  /** Reads them again, while others are answered. @throws when they cannot be read now */
  readonly reload: () => Promise<ReadPage>
  /** All files that `reload` has read or looked for when it could not read them. */
  readonly tried: () => readonly string[]
  /** What an error of `load` means, in one line without secrets; undefined for one that is a fault. */
  readonly explain: (error: unknown) => string | undefined
}

/** A page, and what it was made of. */
export interface ReadPage {
  readonly data: PageData
  /** All files that were read or looked for. */
  readonly paths: readonly string[]
}

const ADDRESS = '127.0.0.1'

/** A page that follows its files, for this machine alone. Nothing can be changed through it. */
export class PageServer {
  readonly #server = createServer({ maxHeaderSize: 16 * 1024 }, (request, response) => {
    this.#answer(request, response)
  })
  readonly #listeners = new Listeners()
  readonly #watch = new FileWatch(() => this.#reload())
  readonly #token = randomBytes(24).toString('base64url')
  #data: PageData
  #revision = 0
  /** Made when somebody asks; a change makes it anew. */
  #document: string | undefined
  #problem: string | undefined
  #isLoading = false
  #isStale = false

  private constructor(
    readonly options: PageServerOptions,
    data: PageData,
  ) {
    this.#data = data
    this.#server.maxConnections = 200
    this.#server.on('clientError', (_error, socket) => socket.destroy())
  }

  /**
   * Reads the files, and listens.
   * @throws what `load` throws, and the system's error when the port cannot be had
   */
  static async start(options: PageServerOptions): Promise<PageServer> {
    const { data, paths } = await options.load()
    const server = new PageServer(options, data)
    try {
      await new Promise<void>((resolve, reject) => {
        server.#server.once('error', reject).listen(options.port, ADDRESS, resolve)
      })
    } catch (error) {
      server.#stopTimers()
      throw error
    }
    server.#watch.follow(paths)
    return server
  }

  /** The link, with the token that lets in. */
  get link(): string {
    return `http://${this.#door.host}/${this.#token}/`
  }

  /** Ends all connections. */
  close(): Promise<void> {
    this.#stopTimers()
    return new Promise((resolve) => {
      this.#server.close(() => resolve())
      this.#server.closeAllConnections()
    })
  }

  #stopTimers(): void {
    this.#watch.close()
    this.#listeners.close()
  }

  get #door(): Door {
    const { port } = this.#server.address() as AddressInfo
    // Browsers leave out the port of their protocol.
    return { host: port === 80 ? ADDRESS : `${ADDRESS}:${port}`, token: this.#token }
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    // A body is of no use here.
    request.resume()
    response.on('error', () => response.destroy())
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
    const { method = '', url = '', headers } = request
    const judged = judge({ method, url, headers }, this.#door)
    switch (judged.kind) {
      case 'document':
        response.setHeader('Content-Security-Policy', `${contentPolicy(assets(), true)}; ${FRAMES}`)
        return send(response, 'text/html', this.#text())
      case 'model':
        return send(response, 'application/json', this.#data.payload)
      case 'events':
        return this.#listen(response)
      case 'refused':
        response.statusCode = judged.status
        if (judged.status === 405) response.setHeader('Allow', 'GET')
        return send(response, 'text/plain', `${judged.why}\n`)
    }
  }

  #listen(response: ServerResponse): void {
    if (!this.#listeners.add(response)) {
      response.statusCode = 503
      return send(response, 'text/plain', 'Too many pages are open.\n')
    }
    // Something may have happened since the page was read.
    this.#listeners.tell('changed', this.#revision)
    if (this.#problem !== undefined) this.#listeners.tell('problem', this.#problem)
  }

  #text(): string {
    this.#document ??= pageDocument(this.#data, this.#revision)
    return this.#document
  }

  async #reload(): Promise<void> {
    this.#isStale = true
    if (this.#isLoading) return
    this.#isLoading = true
    try {
      while (this.#isStale) {
        this.#isStale = false
        this.#watch.follow(await this.#loadAgain())
      }
    } finally {
      this.#isLoading = false
    }
  }

  /** @returns what it was made of */
  async #loadAgain(): Promise<readonly string[]> {
    try {
      const { data, paths } = await this.options.reload()
      this.#data = data
      this.#revision++
      this.#document = undefined
      this.#problem = undefined
      this.#listeners.tell('changed', this.#revision)
      return paths
    } catch (error) {
      const text = this.options.explain(error)
      if (text === undefined) throw error
      this.#problem = text
      this.#listeners.tell('problem', text)
      return this.options.tried()
    }
  }
}

const FRAMES = "frame-ancestors 'none'"

const HEADERS = {
  'Content-Security-Policy': `default-src 'none'; ${FRAMES}`,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
} as const

function send(response: ServerResponse, type: string, text: string): void {
  const bytes = new TextEncoder().encode(text)
  response.setHeader('Content-Type', `${type}; charset=utf-8`)
  response.setHeader('Content-Length', bytes.length)
  response.end(bytes)
}
