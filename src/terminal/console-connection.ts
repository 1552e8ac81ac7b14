import { lstatSync } from 'node:fs'
import type { Duplex } from 'node:stream'
import {
  type Choice,
  type ClientFrame,
  type Closing,
  type Completions,
  chooseMechanism,
  clientLogin,
  encodeFrame,
  encodeIfFits,
  FrameDecoder,
  LOGIN_REFUSED,
  type LoginEnd,
  type LoginStep,
  type Mechanism,
  type Pending,
  PROTOCOL_VERSION,
  type ProtocolProblem,
  type ServerFrame,
  type Status,
  type Transport,
  type Welcome,
} from '../protocol/index.js'
import type { Target } from './address.js'
import { openStream } from './connect.js'
import { ConnectionFailed } from './connection-failed.js'
import { TEXTS } from './texts.js'
import type { TlsFiles } from './tls.js'

/** What a login is asked with. Rejects with ConnectionFailed where nobody can be asked. */
export interface Credentials {
  readonly user: string
  readonly password: string
}

export interface ConnectionOptions {
  readonly target: Target
  /** As it was typed, for messages. */
  readonly address: string
  /** What TLS is spoken with, where the address asks for it. */
  readonly tls?: TlsFiles
  /** The version of this program. */
  readonly release: string
  /**
   * Asks who logs in.
   * @param user as far as the address says it
   * @param isAgain whether the last answer was refused
   */
  readonly ask: (user: string | undefined, isAgain: boolean) => Promise<Credentials>
  /** Takes what the server says unasked; without a line end. */
  readonly onNotice: (text: string) => void
}

/** Why a connection has ended. */
export type Ended = Closing | ProtocolProblem | { readonly kind: 'lost' }

/** Takes the answer of a command. */
export interface AnswerTaker {
  write(part: string): void | Promise<void>
  /** The answer is not to be paged. Comes before its first piece. */
  unpaged?(): void
}

/** How a command has ended. */
export interface RunEnd {
  readonly status: Status
  /** Whether the command holds a secret, and is not to be kept. */
  readonly secret: boolean
}

/** How often a password is asked for. */
const MOST_TRIES = 3

/** A connection to a console on which commands can be run, one at a time. */
export class ConsoleConnection {
  readonly #stream: Duplex
  readonly #decoder = FrameDecoder.ofServer()
  readonly #options: ConnectionOptions
  #waiting: ((frame: ServerFrame | Ended) => void) | undefined
  readonly #frames: ServerFrame[] = []
  #ended: Ended | undefined
  #tellEnded: (ended: Ended) => void = () => undefined
  /** Is fulfilled when it has ended, also while no command runs. */
  readonly whenEnded = new Promise<Ended>((resolve) => {
    this.#tellEnded = resolve
  })
  #nextId = 1
  #welcome: Welcome | undefined
  #user = ''
  #pending: Pending = 'nothing'
  #completing: Promise<unknown> | undefined

  /** Connects and logs in. @throws ConnectionFailed */
  static async open(options: ConnectionOptions): Promise<ConsoleConnection> {
    const stream = await openStream(options.target, options.address, options.tls)
    const connection = new ConsoleConnection(stream, options)
    try {
      await connection.#begin()
    } catch (error) {
      stream.destroy()
      throw error
    }
    return connection
  }

  private constructor(stream: Duplex, options: ConnectionOptions) {
    this.#stream = stream
    this.#options = options
    stream.on('error', () => undefined)
    stream.on('close', () => this.#end({ kind: 'lost' }))
    stream.on('end', () => this.#end(this.#decoder.end() ?? { kind: 'lost' }))
    stream.on('data', (chunk: Uint8Array) => {
      this.#decoder.push(chunk)
      this.#read()
    })
  }

  /** The lines of the banner. */
  get banner(): readonly string[] {
    return this.#welcome?.banner ?? []
  }

  /** Whom the server takes this client for. */
  get user(): string {
    return this.#user
  }

  /** Why it has ended; undefined while it goes on. */
  get ended(): Ended | undefined {
    return this.#ended
  }

  /** Waits until it has ended. */
  async untilEnded(): Promise<Ended> {
    while (this.#ended === undefined) await this.#next()
    return this.#ended
  }

  /**
   * Runs a command.
   * @param answer takes the answer, piece by piece; the next piece waits for it
   * @returns undefined when the connection has ended before the answer had
   */
  async run(text: string, answer: AnswerTaker): Promise<RunEnd | 'too-long' | undefined> {
    // Frames are waited for by one at a time.
    await this.#completing
    const id = this.#nextId++ % 2 ** 32
    const request = encodeIfFits({ kind: 'request', id, xml: false, text })
    if (request === undefined) return 'too-long'
    this.#sendBytes(request)
    for (;;) {
      const frame = await this.#next()
      if (frame === undefined) return undefined
      if (frame.kind === 'part' && frame.id === id) await answer.write(frame.text)
      else if (frame.kind === 'unpaged' && frame.id === id) answer.unpaged?.()
      else if (frame.kind === 'end' && frame.id === id) {
        const { status, pending, secret } = frame
        this.#pending = pending
        return { status, secret }
      }
    }
  }

  /**
   * Asks what can stand at the end of a line. No command may run.
   * @param text of the line up to the cursor
   * @param describe whether descriptions, values and places are wanted
   * @returns undefined when the connection has ended, or the line is too long for it
   */
  async complete(text: string, describe: boolean): Promise<Completions | undefined> {
    await this.#completing
    const id = this.#nextId++ % 2 ** 32
    const request = encodeIfFits({ kind: 'complete', id, describe, text })
    if (this.#ended !== undefined || request === undefined) return undefined
    const answer = this.#completionsOf(id)
    this.#completing = answer
    this.#sendBytes(request)
    return answer
  }

  async #completionsOf(id: number): Promise<Completions | undefined> {
    for (;;) {
      const frame = await this.#next()
      if (frame === undefined) return undefined
      if (frame.kind === 'completions' && frame.id === id) return frame
    }
  }

  /** What is pending in the session behind the last command. */
  get pending(): Pending {
    return this.#pending
  }

  close(): void {
    this.#stream.end()
    this.#stream.destroy()
  }

  /** @throws ConnectionFailed */
  async #begin(): Promise<void> {
    const { release } = this.#options
    this.#send({ kind: 'hello', version: PROTOCOL_VERSION, program: 'ec_console', release })
    const welcome = await this.#next()
    if (welcome?.kind !== 'welcome') throw this.#failure()
    this.#welcome = welcome
    if (welcome.wants.kind === 'nothing') this.#user = welcome.wants.user
    else await this.#logIn(welcome.wants.mechanisms)
    this.#decoder.enter('session')
    this.#read()
  }

  /** @throws ConnectionFailed */
  async #logIn(offered: readonly string[]): Promise<void> {
    const { target } = this.#options
    const transport = transportOf(target)
    const user = target.kind === 'unix' ? undefined : target.user
    const choice = chooseMechanism(offered, transport)
    if (choice.kind === 'use' && choice.mechanism === 'LOGIN' && target.kind === 'unix') {
      const owner = strangerOf(target.path)
      if (owner !== undefined) this.#options.onNotice(TEXTS.passwordGoesTo(owner, target.path))
    }
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const credentials = await this.#options.ask(user, tries > 0)
      if (await this.#tryWith(offered, transport, credentials)) return
    }
    throw new ConnectionFailed(LOGIN_REFUSED)
  }

  /**
   * Tries a password with the safest mechanism that is offered. After a refusal it is asked for again:
   * a server counts what fails, and another mechanism would hardly take what the best one has not.
   * @throws ConnectionFailed
   */
  async #tryWith(
    offered: readonly string[],
    transport: Transport,
    credentials: Credentials,
  ): Promise<boolean> {
    const choice: Choice = chooseMechanism(offered, transport)
    if (choice.kind === 'none') throw new ConnectionFailed(choice.text)
    if (choice.warning !== undefined) this.#options.onNotice(choice.warning)
    return this.#try(choice.mechanism, credentials)
  }

  /** @throws ConnectionFailed when the server has not proven itself, or is gone */
  async #try(mechanism: Mechanism, { user, password }: Credentials): Promise<boolean> {
    const { target } = this.#options
    const host = target.kind === 'unix' ? 'localhost' : target.host
    const login = clientLogin(mechanism, { user, password, host })
    this.#send({ kind: 'login-start', mechanism, payload: login.start() })
    for (;;) {
      const frame = await this.#loginFrame()
      if (frame.kind === 'login-end') {
        if (!frame.accepted) return false
        const failed = login.finish(frame.payload)
        if (failed?.kind === 'failed') throw new ConnectionFailed(failed.text)
        this.#user = frame.text
        return true
      }
      const step = await login.step(frame.payload)
      if (step.kind === 'failed') throw new ConnectionFailed(step.text)
      this.#send({ kind: 'login-step', payload: step.payload })
    }
  }

  async #loginFrame(): Promise<LoginStep | LoginEnd> {
    const frame = await this.#next()
    if (frame?.kind === 'login-step' || frame?.kind === 'login-end') return frame
    throw this.#failure()
  }

  /** The next frame; undefined at the end. */
  async #next(): Promise<ServerFrame | undefined> {
    const frame = this.#frames.shift() ?? this.#ended ?? (await this.#arrival())
    if (this.#frames.length === 0) this.#stream.resume()
    const isEnd = frame.kind === 'closing' || frame.kind === 'lost' || frame.kind === 'problem'
    return isEnd ? undefined : frame
  }

  #arrival(): Promise<ServerFrame | Ended> {
    return new Promise((resolve) => {
      this.#waiting = resolve
    })
  }

  #read(): void {
    for (;;) {
      const frame = this.#decoder.next()
      if (frame === undefined) return
      if (frame.kind === 'problem') return this.#end(frame)
      if (frame.kind === 'closing') return this.#end(frame)
      // A notice comes unasked, and is not waited for.
      if (frame.kind === 'notice') {
        this.#options.onNotice(frame.text)
        continue
      }
      const waiting = this.#waiting
      this.#waiting = undefined
      if (waiting !== undefined) waiting(frame)
      else {
        // Nobody asks for it yet: the server waits.
        this.#frames.push(frame)
        this.#stream.pause()
      }
      // What may follow a welcome or a login is known when it has been judged.
      if (frame.kind === 'welcome' || frame.kind === 'login-end') return
    }
  }

  #end(why: Ended): void {
    this.#ended ??= why
    this.#tellEnded(this.#ended)
    const waiting = this.#waiting
    this.#waiting = undefined
    waiting?.(this.#ended)
  }

  #send(frame: ClientFrame): void {
    this.#sendBytes(encodeFrame(frame))
  }

  #sendBytes(bytes: Uint8Array): void {
    if (this.#ended === undefined) this.#stream.write(bytes)
  }

  #failure(): ConnectionFailed {
    return new ConnectionFailed(endedText(this.#ended ?? { kind: 'lost' }, this.#options.address))
  }
}

/** Why a connection has ended, in one line for the person; empty when the person has asked for it. */
export function endedText(ended: Ended, address: string): string {
  if (ended.kind === 'lost') return `The connection to ${address} is lost.`
  return ended.text
}

/**
 * The user a socket belongs to, when that is neither root nor who runs this: anybody can make one in `/tmp` while
 * the manager does not run. Where it is gone nothing can be said.
 */
function strangerOf(path: string): number | undefined {
  const uid = lstatSync(path, { throwIfNoEntry: false })?.uid
  return uid === 0 || uid === process.getuid?.() ? undefined : uid
}

function transportOf(target: Target): Transport {
  if (target.kind === 'unix') return { encrypted: false, local: true }
  if (target.kind === 'ssh') return { encrypted: true, local: false }
  return { encrypted: target.isTls === true, local: /^(?:127\.|localhost$|::1$)/.test(target.host) }
}
