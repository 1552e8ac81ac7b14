import { createRequire } from 'node:module'
import type { Socket } from 'node:net'
import { outputOf } from '../../node/programs/output-of.js'

/** Who is at the other end of a Unix socket, as the kernel says it; never what the client says. */
export interface PeerUser {
  readonly uid: number
  /** Undefined where the system has no name for the number. */
  readonly name: string | undefined
}

/** Asks who is at the other end of a connection; undefined where it cannot be known. */
export interface PeerUsers {
  of(socket: Socket): Promise<PeerUser | undefined>
}

/** The numbers of the system call on Linux. */
const SOL_SOCKET = 1
const SO_PEERCRED = 17
/** `struct ucred`: process, user, group. */
const UCRED_BYTES = 12

type GetSockOpt = (
  file: number,
  level: number,
  name: number,
  value: Uint8Array,
  length: [number],
) => number

/** What is used of koffi: its compiled part, which can be used by itself. */
interface Koffi {
  load(path: null): { func(prototype: string): unknown }
}

/**
 * Where koffi may be: beside the program as it is shipped, for either kind of the C library, of which
 * only the right one can be loaded; where the sources run, among their packages. Its bare name is looked
 * for in the home of the user too, which `HOME` may say to be that of somebody else.
 */
const PLACES = import.meta.url.endsWith('.ts')
  ? ['../../../node_modules/koffi/index.js']
  : ['./koffi-linux_x64.node', './koffi-musl_x64.node']

/**
 * Asks the kernel, by way of koffi: Node has no call for it. koffi lies in the package for Linux x64.
 * @returns undefined where it is not there, or the system is another one: then no user is known
 */
export function kernelPeerUsers(): PeerUsers | undefined {
  const getsockopt = process.platform === 'linux' ? loadCall() : undefined
  if (getsockopt === undefined) return undefined
  const names = new UserNames()
  return {
    of: async (socket) => {
      const file = descriptorOf(socket)
      if (file === undefined) return undefined
      const credentials = Buffer.alloc(UCRED_BYTES)
      const length: [number] = [UCRED_BYTES]
      const failed = getsockopt(file, SOL_SOCKET, SO_PEERCRED, credentials, length)
      if (failed !== 0 || length[0] !== UCRED_BYTES) return undefined
      const uid = credentials.readUInt32LE(4)
      return { uid, name: await names.of(uid) }
    },
  }
}

function loadCall(): GetSockOpt | undefined {
  const require = createRequire(import.meta.url)
  for (const place of PLACES) {
    try {
      const koffi = require(place) as Koffi
      const prototype = 'int getsockopt(int, int, int, _Out_ uint8_t *, _Inout_ uint32_t *)'
      return koffi.load(null).func(prototype) as GetSockOpt
    } catch {
      // Not there, or for another machine.
    }
  }
  return undefined
}

/** The descriptor of an accepted connection, which Node keeps to itself. */
function descriptorOf(socket: Socket): number | undefined {
  const { _handle: handle } = socket as unknown as { _handle?: { fd?: number } }
  return handle?.fd !== undefined && handle.fd >= 0 ? handle.fd : undefined
}

/** For how long a name is kept, in ms. */
const KEPT = 60_000

/** How long the program that knows users may take, in ms. */
const PATIENCE = 10_000

/** The names of users by their numbers, from wherever the system has them. */
class UserNames {
  readonly #known = new Map<number, { readonly name: Promise<string | undefined>; at: number }>()

  of(uid: number): Promise<string | undefined> {
    const now = performance.now()
    const known = this.#known.get(uid)
    if (known !== undefined && now - known.at < KEPT) return known.name
    const name = nameOf(uid)
    this.#known.set(uid, { name, at: now })
    return name
  }
}

async function nameOf(uid: number): Promise<string | undefined> {
  const text = await outputOf('/usr/bin/id', ['-nu', '--', String(uid)], { timeout: PATIENCE })
  const name = text?.replace(/\n$/, '') ?? ''
  // A name of digits would be taken for the number of somebody else.
  return /^\d*$/.test(name) ? undefined : name
}
