import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Configuration, ScopePath } from '../../config/index.js'
import { holdsSecret, lineWithoutSecrets } from '../../console/index.js'
import {
  type ClientFrame,
  type ClosingReason,
  type CompletionRequest,
  fittingCompletions,
  type Pending,
  PROTOCOL_VERSION,
  type ProtocolProblem,
  type Request,
} from '../../protocol/index.js'
import { type Admission, ANONYMOUS, admission, clientPath } from '../access/admission.js'
import { authorization, definedRoles, roleStoreAt } from '../access/authorization.js'
import { offeredMechanisms } from '../access/login-servers.js'
import { complete, type Program, runLine, type SessionContext } from '../commands/index.js'
import { banner } from '../commands/program/banner.js'
import { hostAndPort } from '../listeners/address.js'
import type { Listener } from '../listeners/listener.js'
import { MESSAGES } from '../messages.js'
import type { Origin } from '../records/acctlog.js'
import type { Level } from '../records/paniclog.js'
import { numberOf } from '../settings.js'
import type { House } from './house.js'
import { limitKey } from './limits.js'
import { Line } from './line.js'
import { Login } from './login.js'

/** What clients of Unix sockets count as, for `Peer` and for limits (runtime spec 2.1). */
const LOOPBACK = '127.0.0.1'

/** The seconds of `Timeout` where the configuration says none. */
const USUAL_TIMEOUT = 60

/** For how many seconds a client may take nothing of an answer where `Timeout` is 0. */
const LONGEST_UNREAD = 3600

/** For how many seconds a handshake may take of a client for whom there is no place. */
const REFUSED_TIMEOUT = 2

/** One console session, from the connection to its end. */
export class Session {
  readonly number: number
  readonly listener: Listener
  readonly #house: House
  readonly #onEnd: (session: Session) => void
  readonly #line: Line
  readonly #socket: Socket
  /** The address of the client, and its place in limits. */
  readonly #address: string
  /** `ip:port`; empty over a Unix socket. */
  readonly #peer: string
  #admission: Admission = { kind: 'denied' }
  #login: Login | undefined
  #isLoggingIn = false
  #user = ''
  #context: SessionContext | undefined
  readonly #ending = new AbortController()
  #state: 'opening' | 'login' | 'ready' | 'ended' = 'opening'
  #isBusy = false
  #closing: { readonly reason: ClosingReason; readonly text: string } | undefined
  #timer: NodeJS.Timeout | undefined
  /** The seconds that `#timer` waits. */
  #timerSeconds = 0
  /** `Timeout` in the configuration that was running when it was last asked for. */
  #knownTimeout: { readonly in: Configuration; readonly seconds: number } | undefined
  #wasDenied = false
  /** Whether it counts among the sessions. */
  #hasPlace = false

  constructor(
    number: number,
    socket: Socket,
    listener: Listener,
    house: House,
    onEnd: (session: Session) => void,
  ) {
    this.number = number
    this.listener = listener
    this.#house = house
    this.#onEnd = onEnd
    this.#socket = socket
    const { remoteAddress = '', remotePort = 0 } = socket
    this.#address = this.#isUnix ? LOOPBACK : remoteAddress
    this.#peer = this.#isUnix ? '' : hostAndPort(remoteAddress, remotePort)
    this.#line = new Line(
      socket,
      {
        frame: (frame) => this.#frame(frame),
        problem: (problem) => this.#problem(problem),
        gone: () => this.#ended(),
        patience: () => milliseconds(this.#timeout() || LONGEST_UNREAD),
        stuck: () => this.#report('notice', 'the client takes nothing, and is cut off'),
      },
      house.occupancy.limits.requestBytes,
    )
  }

  /** Who it is, and from where: `root` at `/tmp/2025`. */
  get origin(): Origin {
    return { listener: this.listener.endpoint, peer: this.#peer, user: this.#user }
  }

  /** Decides about the client, and greets it. */
  async start(): Promise<void> {
    const full = this.#house.occupancy.enter(this.#limitKey)
    this.#hasPlace = full === undefined
    if (!(await this.#isSecured())) return
    if (full !== undefined) return this.#turnAway('limit', full)
    this.#admission = admission(this.#house.live.current, this.#path, this.listener.address.kind)
    // Whoever is denied is told at once; who it is stands in the log where the system says it.
    const known = this.#isUnix ? await this.#osUser() : ''
    if (this.#state === 'ended') return
    switch (this.#admission.kind) {
      case 'denied':
        this.#user = known
        this.#accountUnix(false)
        return this.#turnAway('denied', MESSAGES.accessDenied)
      case 'in':
        return this.#letIn(this.#admission.user ?? known)
      case 'login':
        return this.#askForLogin(this.#admission.mechanisms)
    }
  }

  /** @returns whether it can be talked with; else it has ended */
  async #isSecured(): Promise<boolean> {
    const { gate } = this.listener
    if (gate === undefined) return true
    if (gate === 'broken') {
      this.#turnAway('denied', MESSAGES.noTls)
      return false
    }
    this.#waitAwhile(this.#hasPlace ? this.#timeout() : REFUSED_TIMEOUT)
    const secured = await this.#line.secure(gate)
    if (this.#state === 'ended') return false
    switch (secured.kind) {
      case 'secured':
        return true
      case 'clear-text':
        this.#turnAway('protocol', MESSAGES.speaksTls)
        return false
      case 'no-certificate':
        this.#report('notice', `client refused: ${secured.why}`)
        this.#turnAway('denied', MESSAGES.wantsCertificate)
        return false
      case 'failed':
        this.#report('notice', `TLS handshake failed: ${secured.why}`)
        this.#turnAway('protocol', MESSAGES.speaksTls)
        return false
    }
  }

  /** Tells the session something unasked. */
  notify(text: string): void {
    if (this.#state === 'ready') this.#line.tell({ kind: 'notice', text })
  }

  /** Ends the session; when a command runs, behind its answer. */
  close(reason: ClosingReason, text: string): void {
    if (this.#state === 'ended') return
    this.#closing ??= { reason, text }
    if (this.#isBusy) return
    this.#line.close({ kind: 'closing', ...this.#closing })
    this.#ended()
  }

  get #isUnix(): boolean {
    return this.listener.address.kind === 'unix'
  }

  get #limitKey(): string {
    return this.#isUnix ? 'unix' : limitKey(this.#address)
  }

  /** Where the rules for this client stand. */
  get #path(): ScopePath {
    return clientPath(this.listener.path, this.#address)
  }

  async #osUser(): Promise<string> {
    const peer = await this.#house.peerUsers?.of(this.#socket)
    return peer === undefined ? '' : (peer.name ?? String(peer.uid))
  }

  async #letIn(user: string): Promise<void> {
    this.#user = user
    this.#accountUnix(true)
    await this.#welcome({ kind: 'nothing', user })
  }

  async #askForLogin(configured: Extract<Admission, { kind: 'login' }>['mechanisms']) {
    const { stores, decoys, occupancy } = this.#house
    const offered = offeredMechanisms(configured, stores, decoys)
    if (offered.length === 0) {
      this.#report('error', 'asks for a password, but has no login that works')
      return this.#turnAway('denied', MESSAGES.noMechanism)
    }
    if (!occupancy.beginLogin(this.#limitKey)) {
      return this.#turnAway('limit', MESSAGES.tooManyLogins)
    }
    this.#isLoggingIn = true
    this.#login = new Login(offered, this.#line, (since) => {
      const cost = this.#house.failedLogins.failed(this.#limitKey)
      const rest = Math.max(cost - (performance.now() - since), 0)
      return sleep(rest, undefined, { ref: false })
    })
    const mechanisms = [...new Set(offered.map(({ mechanism }) => mechanism))]
    await this.#welcome({ kind: 'login', mechanisms })
  }

  async #welcome(
    wants:
      | { readonly kind: 'nothing'; readonly user: string }
      | { readonly kind: 'login'; readonly mechanisms: readonly string[] },
  ): Promise<void> {
    const { program } = this.#house
    this.#waitAwhile()
    this.#line.open()
    await this.#line.send({
      kind: 'welcome',
      ...speaker(program),
      endpoint: this.listener.endpoint,
      banner: banner(program).trimEnd().split('\n'),
      wants,
    })
  }

  async #frame(frame: ClientFrame): Promise<void> {
    if (this.#state === 'ended') return
    this.#isBusy = true
    try {
      await this.#take(frame)
    } catch (error) {
      // What can be wrong with what somebody has typed is an answer; this is ours.
      const { stack = String(error) } = Object(error) as Error
      this.#report('critical', `internal error: ${stack}`)
      this.#closing ??= { reason: 'other', text: MESSAGES.internalError }
    }
    this.#isBusy = false
    if (this.#line.isClosed) return this.#ended()
    if (this.#closing !== undefined) return this.close(this.#closing.reason, this.#closing.text)
    this.#waitAwhile()
  }

  async #take(frame: ClientFrame): Promise<void> {
    switch (frame.kind) {
      case 'hello':
        if (this.#login === undefined) this.#enter()
        else this.#state = 'login'
        return
      case 'login-start':
      case 'login-step':
        return this.#takeLogin(frame)
      case 'request':
        return this.#run(frame)
      case 'complete':
        return this.#complete(frame)
    }
  }

  async #takeLogin(frame: Extract<ClientFrame, { kind: 'login-start' | 'login-step' }>) {
    const login = this.#login
    const progress = await login?.take(frame)
    switch (progress?.kind) {
      case undefined:
      case 'out-of-turn':
        this.#closing ??= { reason: 'protocol', text: MESSAGES.wrongFrame }
        return
      case 'goes-on':
        return
      case 'accepted':
        // Whoever was told meanwhile that it took too long, or has gone, does not come in any more.
        if (this.#state === 'ended') return
        this.#user = progress.user
        if (this.#isUnix || progress.logs) this.#accountLogin(true)
        return this.#enter()
      case 'refused': {
        this.#user = progress.user
        if (this.#isUnix || progress.logs) this.#accountLogin(false)
        const isBroken = progress.reason === 'store-error'
        const what = isBroken ? 'error' : 'failure'
        const text = `authentication ${what} for ${progress.user || '(no user)'}: ${progress.detail}`
        this.#report(isBroken ? 'error' : 'notice', text)
        this.#user = ''
        if (progress.isLast) this.#closing ??= { reason: 'denied', text: MESSAGES.tooManyAttempts }
        return
      }
    }
  }

  /** The session takes commands from now on. */
  #enter(): void {
    this.#endLogin()
    this.#login = undefined
    this.#state = 'ready'
    this.#context = this.#newContext()
    this.#line.enterSession()
  }

  async #run({ id, xml, text }: Request): Promise<void> {
    const context = this.#context
    if (context === undefined) return
    this.#wasDenied = false
    const output = {
      write: (part: string) => this.#line.sendAnswer(id, part),
      unpaged: () => this.#line.send({ kind: 'unpaged', id }),
    }
    const done = await runLine(text, context, output, xml)
    const status = done === 0 ? 'ok' : this.#wasDenied ? 'denied' : 'failed'
    const secret = holdsSecret(text)
    await this.#line.send({ kind: 'end', id, status, pending: pendingOf(context), secret })
  }

  async #complete({ id, describe, text }: CompletionRequest): Promise<void> {
    const context = this.#context
    if (context === undefined) return
    const answer = await complete(text, describe, context)
    await this.#line.send(fittingCompletions({ kind: 'completions', id, ...answer }))
  }

  #newContext(): SessionContext {
    const { live, cluster, commits, program, upkeep } = this.#house
    const user = this.#user === '' ? ANONYMOUS : this.#user
    const from = this.#peer === '' ? '' : ` at ${this.#peer}`
    return {
      session: this.number,
      user,
      where: this.listener.address.kind,
      issuer: `${user}${from} through ${this.listener.endpoint}`,
      ended: this.#ending.signal,
      live,
      cluster,
      commits,
      opened: commits?.now,
      program,
      upkeep,
      roles: {
        own: async () => (await this.#roleStore()?.rolesOf(this.#user)) ?? [],
        all: async () => (await this.#roleStore()?.all()) ?? definedRoles(live.current),
      },
      transaction: undefined,
      line: 0,
      authorize: (command) => this.#authorize(command),
      maySee: (command) => this.#maySee(command),
      quit: () => {
        this.#closing ??= { reason: 'quit', text: '' }
      },
      shutdown: () => this.#house.shutdown(),
    }
  }

  #roleStore() {
    const { live, stores } = this.#house
    return roleStoreAt(live.current, this.#path, stores)
  }

  async #authorize(command: string): Promise<boolean> {
    const answer = await this.#authorization(command, (role, pattern) =>
      this.#report('error', `a pattern of the role ${role} cannot be matched: ${pattern}`),
    )
    if (answer.kind === 'off') return true
    this.#house.account({
      kind: 'authorization',
      ...this.origin,
      command: lineWithoutSecrets(command),
      result: answer.kind,
      ...(answer.kind === 'allowed' && { role: answer.role }),
    })
    if (answer.kind === 'error') this.#report('error', `authorization error: ${answer.why}`)
    this.#wasDenied = answer.kind !== 'allowed'
    return !this.#wasDenied
  }

  async #maySee(command: string): Promise<boolean> {
    const { kind } = await this.#authorization(command, () => undefined)
    return kind === 'off' || kind === 'allowed'
  }

  #authorization(command: string, onBadPattern: (role: string, pattern: string) => void) {
    const { live, stores } = this.#house
    return authorization(live.current, this.#path, stores, this.#user, command, onBadPattern)
  }

  #problem({ text, code }: ProtocolProblem): void {
    this.close(code === 'too-long' ? 'limit' : 'protocol', text)
  }

  /** The seconds after which an idle client goes; 0: never. */
  #timeout(): number {
    const { current } = this.#house.live
    if (this.#knownTimeout?.in !== current) {
      const seconds = numberOf(current, this.#path, 'Timeout') ?? USUAL_TIMEOUT
      this.#knownTimeout = { in: current, seconds }
    }
    return this.#knownTimeout.seconds
  }

  /**
   * Waits for the next frame, but not for ever. A login has one time-out for all of it; in a session, the
   * time begins anew behind each command.
   */
  #waitAwhile(seconds = this.#timeout()): void {
    if (this.#state === 'ended') return
    if (this.#timer !== undefined) {
      if (this.#state !== 'ready') return
      if (seconds === this.#timerSeconds) {
        this.#timer.refresh()
        return
      }
      clearTimeout(this.#timer)
      this.#timer = undefined
    }
    if (seconds <= 0) return
    this.#timerSeconds = seconds
    this.#timer = setTimeout(() => this.#timedOut(seconds), milliseconds(seconds)).unref()
  }

  #timedOut(seconds: number): void {
    if (this.#state === 'ready') {
      // While a command runs nobody is idle; the time begins anew behind it.
      if (!this.#isBusy) this.close('idle', MESSAGES.idle(seconds))
      return
    }
    this.#isBusy = false
    if (this.#login !== undefined) this.#house.account({ kind: 'time-out', ...this.origin })
    this.close('idle', MESSAGES.loginTimeout(seconds))
  }

  #turnAway(reason: ClosingReason, text: string): void {
    this.#closing = { reason, text }
    this.#line.close({ kind: 'closing', reason, text })
    this.#ended()
  }

  /** Gives back what it has; its transaction is gone. */
  #ended(): void {
    if (this.#state === 'ended') return
    this.#state = 'ended'
    clearTimeout(this.#timer)
    this.#endLogin()
    this.#ending.abort()
    if (this.#hasPlace) this.#house.occupancy.leave(this.#limitKey)
    if (this.#context !== undefined) this.#context.transaction = undefined
    this.#onEnd(this)
  }

  #endLogin(): void {
    if (!this.#isLoggingIn) return
    this.#isLoggingIn = false
    this.#house.occupancy.endLogin(this.#limitKey)
  }

  #accountUnix(isIn: boolean): void {
    if (this.#isUnix) this.#accountLogin(isIn)
  }

  #accountLogin(isIn: boolean): void {
    this.#house.account({ kind: 'authentication', ...this.origin, isIn })
  }

  #report(level: Level, text: string): void {
    const where = `${this.listener.endpoint}${this.#peer === '' ? '' : ` from ${this.#peer}`}`
    this.#house.report({ level, part: 'CONSL', source: 'control', text: `${where}: ${text}` })
  }
}

/** As a timer takes them: it would run out at once after more. */
function milliseconds(seconds: number): number {
  return Math.min(seconds * 1000, 2 ** 31 - 1)
}

function pendingOf({ transaction }: SessionContext): Pending {
  if (transaction === undefined) return 'nothing'
  return transaction.isFromScratch ? 'from-scratch' : 'transaction'
}

function speaker({ version }: Program) {
  return { version: PROTOCOL_VERSION, program: 'eccmgr', release: version }
}
