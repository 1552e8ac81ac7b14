import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'uvu'
import type { BusSettings } from '../../src/cluster/bus/bus-settings.js'
import { parseBusUrl } from '../../src/schema/values/bus-url.js'
import { until } from './running-manager.js'
import { scratch } from './scratch.js'

/** Where Debian's package has it, besides what the shell finds. */
const FOLDERS = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/bin']

/** Where `nats-server` is; undefined where there is none. */
export function natsProgram(): string | undefined {
  return FOLDERS.filter((folder) => folder !== '')
    .map((folder) => join(folder, 'nats-server'))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch {
        return false
      }
    })
}

/** Registers tests that need a nats-server: where there is none each is skipped, and says so. */
export function withNats(test: Test): (name: string, run: () => Promise<void>) => void {
  if (natsProgram() !== undefined) return test
  const { skip } = test
  return (name, run) => {
    console.log(`skipped: there is no nats-server here: ${name}`)
    skip(name, run)
  }
}

export interface NatsOptions {
  /** What stands in its configuration, as text. */
  readonly config?: string
  /** A configuration that is there already. */
  readonly configFile?: string
  /** By default a free one. */
  readonly port?: number
  readonly host?: string
  /** Put before the program: `ip netns exec NAME`. */
  readonly before?: readonly string[]
}

const servers = new Set<ChildProcess>()
process.on('exit', () => {
  for (const server of servers) server.kill('SIGKILL')
})

/** A nats-server of a test, on loopback unless told otherwise. */
export class NatsServer {
  #server: ChildProcess | undefined
  #said = ''

  private constructor(
    readonly folder: string,
    readonly host: string,
    private readonly words: readonly string[],
    public port: number,
  ) {}

  static async start({
    config,
    configFile,
    port = -1,
    host = '127.0.0.1',
    before = [],
  }: NatsOptions = {}): Promise<NatsServer> {
    const program = natsProgram()
    if (program === undefined) throw new Error('there is no nats-server')
    const folder = scratch()
    const file = configFile ?? join(folder, 'nats.conf')
    if (config !== undefined) writeFileSync(file, config)
    const words = [...before, program, '-a', host, '--ports_file_dir', folder]
    if (config !== undefined || configFile !== undefined) words.push('-c', file)
    const server = new NatsServer(folder, host, words, port)
    await server.go()
    return server
  }

  /** As a `Bus` has it. */
  url(scheme: 'nats' | 'tls' = 'nats', host = this.host): string {
    return `${scheme}://${host}:${this.port}`
  }

  /** Starts it, on the port that it had before, and waits until it listens. */
  async go(): Promise<void> {
    const [program = '', ...words] = [...this.words, '-p', `${this.port}`]
    const server = spawn(program, words, { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#server = server
    this.#said = ''
    servers.add(server)
    server.once('exit', () => servers.delete(server))
    for (const stream of [server.stdout, server.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#said += text
      })
    }
    const ports = join(this.folder, `nats-server_${server.pid}.ports`)
    await until(() => {
      if (server.exitCode !== null) throw new Error(`nats-server has ended: ${this.#said}`)
      return existsSync(ports) && readFileSync(ports, 'utf8').includes('}')
    })
    const { nats }: { nats: string[] } = JSON.parse(readFileSync(ports, 'utf8'))
    this.port = Number(/:(\d+)$/.exec(nats[0] ?? '')?.[1])
  }

  /** Stops it, and with it the connections of all. */
  async stop(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    if (server === undefined || server.exitCode !== null) return
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGKILL')
    await ended
  }
}

/** What a `Bus` with these URLs and files says. */
export function settingsOf(
  urls: string | readonly string[],
  more: Partial<BusSettings> = {},
): BusSettings {
  const servers = [urls].flat().map((url) => {
    const server = parseBusUrl(url)
    if (server === undefined) throw new Error(`no URL of a server: ${url}`)
    return server
  })
  const files = { ca: undefined, certificate: undefined, key: undefined, credentials: undefined }
  return { servers, ...files, nodeTimeout: 10, problems: [], ...more }
}
