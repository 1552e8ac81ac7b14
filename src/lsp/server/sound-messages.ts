import type {
  DataCallback,
  Disposable,
  Message,
  MessageReader,
  MessageWriter,
  RequestMessage,
} from 'vscode-languageserver/node'

/** What the protocol calls the mistakes of a client. */
const INVALID_REQUEST = -32600
const INVALID_PARAMS = -32602
const NOT_INITIALIZED = -32002

interface Mistake {
  readonly code: number
  readonly message: string
}

/** What is told of a client besides what it says to the server. */
interface Hearing {
  /** Something was passed over because nobody waits for an answer. */
  passedOver(what: string): void
  /** The client has begun. @param process its number, where it says it */
  begun(process: number | undefined): void
  /** The client has nothing more to say. */
  ended(): void
}

/**
 * Passes on what a client may say at its moment, and answers the rest: what comes before `initialize` or
 * after `shutdown`, and places, texts and addresses that are none. The library ends the whole process at
 * `exit`, and when the client's process is gone: it hears of neither.
 */
export class SoundMessages implements MessageReader {
  #state: 'new' | 'running' | 'shut down' = 'new'

  constructor(
    readonly reader: MessageReader,
    readonly writer: MessageWriter,
    readonly hearing: Hearing,
  ) {}

  get isShutDown(): boolean {
    return this.#state === 'shut down'
  }

  get onError() {
    return this.reader.onError
  }
  get onClose() {
    return this.reader.onClose
  }
  get onPartialMessage() {
    return this.reader.onPartialMessage
  }
  dispose(): void {
    this.reader.dispose()
  }

  listen(callback: DataCallback): Disposable {
    return this.reader.listen((message) => {
      const mistake = hasMethod(message) ? this.#mistakeOf(message) : undefined
      if (mistake !== undefined) this.#refuse(message as RequestMessage, mistake)
      else if (hasMethod(message) && message.method === 'exit') this.hearing.ended()
      else callback(hasMethod(message) ? this.#begun(message) : message)
    })
  }

  #begun(message: RequestMessage): RequestMessage {
    const { method, params } = message
    if (method !== 'initialize' || !isObject(params)) return message
    const { processId } = params
    this.hearing.begun(isCount(processId) ? (processId as number) : undefined)
    return { ...message, params: { ...params, processId: null } }
  }

  #refuse({ jsonrpc, id, method }: RequestMessage, error: Mistake): void {
    if (id === undefined) this.hearing.passedOver(`${method}: ${error.message}`)
    else void this.writer.write({ jsonrpc, id, error } as Message)
  }

  #mistakeOf({ id, method, params }: RequestMessage): Mistake | undefined {
    if (method === 'exit' || method.startsWith('$/')) return undefined
    if (this.#state === 'shut down') {
      return { code: INVALID_REQUEST, message: 'the server has been shut down' }
    }
    if (method === 'initialize') {
      if (this.#state !== 'new') {
        return { code: INVALID_REQUEST, message: 'the server is initialized already' }
      }
      if (!isObject(params) || !isObject(params.capabilities)) {
        return { code: INVALID_PARAMS, message: 'capabilities are missing' }
      }
      this.#state = 'running'
      return undefined
    }
    if (this.#state === 'new') {
      return { code: NOT_INITIALIZED, message: 'the server is not initialized' }
    }
    if (method === 'shutdown' && id !== undefined) this.#state = 'shut down'
    if (!method.startsWith('textDocument/')) return undefined
    const message = wrongPart(method, params)
    return message === undefined ? undefined : { code: INVALID_PARAMS, message }
  }
}

function hasMethod(message: unknown): message is RequestMessage {
  return isObject(message) && typeof message.method === 'string'
}

/** What is wrong about what a message says of a text; undefined for nothing. */
function wrongPart(method: string, params: unknown): string | undefined {
  if (!isObject(params)) return 'params are missing'
  const { textDocument, position, positions, range, contentChanges } = params
  if (!isObject(textDocument) || typeof textDocument.uri !== 'string') {
    return 'textDocument.uri is no text'
  }
  if (position !== undefined && !isPosition(position)) return 'position is no place in a text'
  if (range !== undefined && !isRange(range)) return 'range is no part of a text'
  if (positions !== undefined && !isListOf(positions, isPosition)) {
    return 'positions are no places in a text'
  }
  if (method === 'textDocument/didOpen' && typeof textDocument.text !== 'string') {
    return 'textDocument.text is no text'
  }
  if (method === 'textDocument/didChange' && !isListOf(contentChanges, isChange)) {
    return 'contentChanges are no changes of a text'
  }
  if (/did(?:Open|Change)$/.test(method) && typeof textDocument.version !== 'number') {
    return 'textDocument.version is no number'
  }
  return undefined
}

function isChange(value: unknown): boolean {
  if (!isObject(value) || typeof value.text !== 'string') return false
  return value.range === undefined || isRange(value.range)
}

function isRange(value: unknown): boolean {
  return isObject(value) && isPosition(value.start) && isPosition(value.end)
}

function isPosition(value: unknown): boolean {
  return isObject(value) && isCount(value.line) && isCount(value.character)
}

/** Whether a value can be a line or a character; for the end of a line some editors send more than 31 bits. */
function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isListOf(value: unknown, isOne: (each: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isOne)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
