import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'

/** A message from the server that is no answer. */
interface Received {
  readonly method: string
  readonly params: unknown
}

/** An answer: one of the two. */
export interface Answer {
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string }
}

/** An editor, as far as bytes go: it starts `ecconf lsp` and talks with it over its standard streams. */
export class Editor {
  readonly received: Received[] = []
  /** What the program has printed on standard error. */
  stderr = ''
  readonly ended: Promise<number | string | null>
  readonly child: ChildProcess
  readonly #answers = new Map<number, (answer: Answer) => void>()
  #bytes = Buffer.alloc(0)
  /** What has come since, and how much more the message takes that has begun. */
  readonly #chunks: Buffer[] = []
  #waiting = 0
  #id = 0
  #woken: (() => void)[] = []

  /** @param words for Node: its options, the program and what it is told */
  constructor(words: readonly string[], options: Pick<SpawnOptions, 'cwd' | 'env'>) {
    this.child = spawn(process.execPath, words, { ...options, stdio: 'pipe' })
    this.child.stdout?.on('data', (bytes: Buffer) => this.#take(bytes))
    this.child.stderr?.on('data', (bytes: Buffer) => {
      this.stderr += bytes.toString()
    })
    // What is written to a program that is gone is lost, as it is for an editor.
    this.child.stdin?.on('error', () => undefined)
    this.ended = new Promise((resolve) => {
      this.child.on('exit', (code, signal) => {
        resolve(code ?? signal)
        for (const answer of this.#answers.values()) {
          answer({ error: { code: 0, message: 'the server has ended' } })
        }
      })
    })
  }

  request(method: string, params: unknown): Promise<Answer> {
    const id = ++this.#id
    this.#send({ id, method, params })
    return new Promise((resolve) => this.#answers.set(id, resolve))
  }

  /** What is answered. @throws Error when the answer is an error */
  async result<T>(method: string, params: unknown): Promise<T> {
    const { result, error } = await this.request(method, params)
    if (error !== undefined) throw new Error(`${method}: ${error.message}\n${this.stderr}`)
    return result as T
  }

  notify(method: string, params: unknown): void {
    this.#send({ method, params })
  }

  /** Bytes as they are. */
  raw(bytes: string | Uint8Array): void {
    this.child.stdin?.write(bytes)
  }

  /** The first message of a method that nobody has taken yet. */
  async next(method: string, fits: (params: never) => boolean = () => true): Promise<unknown> {
    for (;;) {
      const index = this.received.findIndex(
        (each) => each.method === method && fits(each.params as never),
      )
      if (index !== -1) return this.received.splice(index, 1)[0]?.params
      await new Promise<void>((resolve) => this.#woken.push(resolve))
    }
  }

  /** Says `shutdown` and `exit`. @returns the exit status */
  async end(): Promise<number | string | null> {
    await this.request('shutdown', null)
    this.notify('exit', null)
    return this.ended
  }

  /** Goes without a word. */
  leave(): void {
    this.child.stdin?.end()
  }

  kill(): void {
    this.child.kill('SIGKILL')
  }

  #send(message: object): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }))
    this.raw(`Content-Length: ${body.length}\r\n\r\n`)
    this.raw(body)
  }

  #take(bytes: Buffer): void {
    this.#chunks.push(bytes)
    this.#waiting -= bytes.length
    if (this.#waiting > 0) return
    this.#bytes = Buffer.concat([this.#bytes, ...this.#chunks.splice(0)])
    for (;;) {
      const head = this.#bytes.indexOf('\r\n\r\n')
      if (head === -1) return
      const length = Number(
        /Content-Length: (\d+)/.exec(this.#bytes.toString('latin1', 0, head))?.[1],
      )
      const end = head + 4 + length
      if (this.#bytes.length < end) {
        this.#waiting = end - this.#bytes.length
        return
      }
      this.#receive(JSON.parse(this.#bytes.toString('utf8', head + 4, end)))
      this.#bytes = this.#bytes.subarray(end)
    }
  }

  #receive(message: { id?: number; method?: string; params?: unknown } & Answer): void {
    const { id, method, params } = message
    if (method === undefined) {
      if (id !== undefined) this.#answers.get(id)?.(message)
      return
    }
    this.received.push({ method, params })
    if (id !== undefined) this.#send({ id, result: null })
    for (const wake of this.#woken.splice(0)) wake()
  }
}

/** What an editor usually can. */
export const USUAL_CAPABILITIES = {
  general: { positionEncodings: ['utf-16'] },
  textDocument: {
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    publishDiagnostics: { relatedInformation: true, versionSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
    definition: {},
    references: {},
    documentLink: {},
    foldingRange: {},
    selectionRange: {},
    formatting: {},
    rangeFormatting: {},
    semanticTokens: {},
    rename: { prepareSupport: true },
    codeLens: {},
    inlayHint: {},
  },
  workspace: { workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} }, symbol: {} },
}
