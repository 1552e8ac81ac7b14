import type { Configuration, ScopePath } from '../../config/index.js'
import { isSocketPath, listenKey, portOf } from '../../lint/references/listen-address.js'
import { flagOf, modeOf, numberOf } from '../settings.js'
import { type TlsSettings, tlsSettings } from './tls/settings.js'

/** Where a listener listens. */
export type ListenAddress =
  | {
      readonly kind: 'unix'
      /** As the running product names it. */
      readonly path: string
    }
  | {
      readonly kind: 'tcp'
      /** A numeric address without brackets, or a name. */
      readonly host: string
      /** 0: the system picks one. */
      readonly port: number
    }

/** A listener that the configuration wants open. */
export interface WantedListener {
  /** Equal for all spellings of an address. */
  readonly key: string
  readonly address: ListenAddress
  /** Of the `Listen`; it need not be in the configuration. */
  readonly path: ScopePath
  /** The mode of the file of a Unix socket. */
  readonly mode: number
  readonly backlog: number
  /** Undefined where clear text is spoken, as over every Unix socket. */
  readonly tls: TlsSettings | undefined
}

/** What is opened where no `Listen` is configured (runtime spec 2). */
const DEFAULT_SOCKET = '/tmp/2025'

const LISTENER = { name: 'Control_Listener' } as const

/** The path of the listener that is open where none is configured. */
const DEFAULT_PATH: ScopePath = [LISTENER, { name: 'Listen', instance: DEFAULT_SOCKET }]

/** The control listeners that a configuration wants open, in the order in which it has them. */
export function wantedListeners(configuration: Configuration): readonly WantedListener[] {
  const listens = configuration.root
    .scopesNamed(LISTENER.name)
    .flatMap((listener) => listener.scopesNamed('Listen'))
  const paths = listens.length === 0 ? [DEFAULT_PATH] : listens.map(({ path }) => path)
  const wanted = new Map<string, WantedListener>()
  for (const path of paths) {
    const listener = wantedAt(configuration, path)
    // Of two spellings of one address the first one is opened.
    if (listener !== undefined && !wanted.has(listener.key)) wanted.set(listener.key, listener)
  }
  return [...wanted.values()]
}

function wantedAt(configuration: Configuration, path: ScopePath): WantedListener | undefined {
  if (flagOf(configuration, path, 'Enable') === false) return undefined
  const key = listenKey(path.at(-1)?.instance ?? '')
  const address = addressOf(key)
  if (address === undefined) return undefined
  return {
    key,
    address,
    path,
    mode: modeOf(configuration, path, 'File_Mode') ?? 0o660,
    backlog: numberOf(configuration, path, 'Listen_Backlog') ?? 500,
    tls: address.kind === 'unix' ? undefined : tlsSettings(configuration, path),
  }
}

/** @param key of `listenKey` */
function addressOf(key: string): ListenAddress | undefined {
  if (isSocketPath(key)) return { kind: 'unix', path: key }
  const port = portOf(key)
  if (port === undefined || port > 65_535) return undefined
  const host = key.slice(0, key.lastIndexOf(':')).replace(/^\[(.*)\]$/, '$1')
  return { kind: 'tcp', host, port }
}

/**
 * How a listener is called in logs and in the welcome: `/tmp/2025`, `*:2025`, `[::]:2025`.
 * @param port the one that the system has picked
 */
export function endpointText(address: ListenAddress, port?: number): string {
  if (address.kind === 'unix') return address.path
  return hostAndPort(address.host === '0.0.0.0' ? '*' : address.host, port ?? address.port)
}

/** `127.0.0.1:2025`, `[::1]:2025`. */
export function hostAndPort(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}
