import { type ChildProcess, spawn } from 'node:child_process'

/** An editor over the standard streams of `ecconf lsp`, as far as a benchmark needs one. */
export class Editor {
  readonly child: ChildProcess
  readonly #answers = new Map<number, (result: unknown) => void>()
  readonly #expected: { readonly method: string; readonly come: (params: unknown) => void }[] = []
  #parts: Buffer[] = []
  #id = 0

  /** @param words for Node: its options, the program and what it is told */
  constructor(words: readonly string[], env: NodeJS.ProcessEnv = process.env) {
    this.child = spawn(process.execPath, words, { env, stdio: ['pipe', 'pipe', 'inherit'] })
    this.child.stdout?.on('data', (bytes: Buffer) => this.#take(bytes))
  }

  /** @throws Error when the answer is an error */
  request<T>(method: string, params: unknown): Promise<T> {
    const id = ++this.#id
    this.#send({ id, method, params })
    return new Promise((resolve, reject) => {
      this.#answers.set(id, (answer) => {
        const { error, result } = answer as { error?: { message: string }; result: T }
        if (error === undefined) resolve(result)
        else reject(new Error(`${method}: ${error.message}`))
      })
    })
  }

  notify(method: string, params: unknown): void {
    this.#send({ method, params })
  }

  /** The next message of a method that comes by itself. */
  next(method: string): Promise<unknown> {
    return new Promise((come) => this.#expected.push({ method, come }))
  }

  async end(): Promise<void> {
    await this.request('shutdown', null)
    this.notify('exit', null)
  }

  #send(message: object): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }))
    this.child.stdin?.write(`Content-Length: ${body.length}\r\n\r\n`)
    this.child.stdin?.write(body)
  }

  #take(bytes: Buffer): void {
    this.#parts.push(bytes)
    for (;;) {
      const [first] = this.#parts
      const head = first?.indexOf('\r\n\r\n') ?? -1
      if (first === undefined || (head === -1 && this.#parts.length === 1)) return
      if (head === -1) {
        this.#parts = [Buffer.concat(this.#parts)]
        continue
      }
      const length = Number(/\d+/.exec(first.toString('latin1', 0, head))?.[0])
      const end = head + 4 + length
      const there = this.#parts.reduce((sum, part) => sum + part.length, 0)
      if (there < end) return
      const all = Buffer.concat(this.#parts)
      this.#parts = all.length > end ? [all.subarray(end)] : []
      this.#receive(JSON.parse(all.toString('utf8', head + 4, end)))
    }
  }

  #receive(message: { id?: number; method?: string; params?: unknown }): void {
    const { id, method, params } = message
    if (method === undefined) return this.#answers.get(id as number)?.(message)
    if (id !== undefined) this.#send({ id, result: null })
    const at = this.#expected.findIndex((each) => each.method === method)
    if (at !== -1) this.#expected.splice(at, 1)[0]?.come(params)
  }
}
