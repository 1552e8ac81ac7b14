import { randomBytes } from 'node:crypto'
import { constants, existsSync, type Stats } from 'node:fs'
import { chmod, chown, link, lstat, mkdir, open, rmdir, stat, unlink } from 'node:fs/promises'
import { createConnection, type Server } from 'node:net'
import { dirname, join } from 'node:path'
import { O_PATH } from '../../node/files/open-to-read.js'
import { ListenError } from './listen-error.js'

/** The longest path that the system takes for a socket, in bytes. */
const LONGEST_PATH = 107

/** For how long a socket that is in the way may take to answer, in ms. */
const PATIENCE = 5000

/** Who the file of a socket is to belong to. */
export interface SocketOwner {
  readonly uid: number
  readonly gid: number
}

export interface UnixSocket {
  /** Whether the file is there, and no other one in its place. */
  isThere(): Promise<boolean>
  /** Takes the file away, unless another one is in its place by now. */
  remove(): Promise<void>
  setMode(mode: number): Promise<void>
}

/**
 * Opens a server at a path. The socket is made in a folder beside it that is this user's alone, gets
 * its mode and its owner there, and only then its name: nobody reaches it before. A socket at which
 * nobody listens is replaced; nothing else is.
 *
 * @param endpoint the path as people should read it
 * @throws ListenError, and the system's errors
 */
export async function openUnixSocket(
  server: Server,
  path: string,
  endpoint: string,
  { mode, backlog, owner }: { mode: number; backlog: number; owner: SocketOwner | undefined },
): Promise<UnixSocket> {
  const folder = join(dirname(path), `.${randomBytes(3).toString('hex')}`)
  const made = join(folder, 's')
  if (Buffer.byteLength(path) > LONGEST_PATH || Buffer.byteLength(made) > LONGEST_PATH) {
    throw new ListenError(`${endpoint} cannot be opened: the path is too long for a socket`)
  }
  // Node calls a folder that is not there one without permission.
  await stat(dirname(path))
  await removeStale(path, endpoint)
  await mkdir(folder, { mode: 0o700 })
  try {
    await listen(server, made, backlog)
    const { ino, dev } = await giveAway(made, mode, owner)
    await link(made, path).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'EEXIST' ? inUse(endpoint) : error
    })
    const isOurs = async () => {
      const there = await lstat(path).catch(() => undefined)
      return there?.ino === ino && there.dev === dev
    }
    return {
      isThere: async () => {
        try {
          const there = await lstat(path)
          return there.ino === ino && there.dev === dev
        } catch (error) {
          // Where nothing may be seen any more it is taken to be there.
          const { code } = error as NodeJS.ErrnoException
          return code !== 'ENOENT' && code !== 'ENOTDIR'
        }
      },
      remove: async () => {
        if (await isOurs()) await unlink(path).catch(() => undefined)
      },
      setMode: async (other) => {
        if (!(await isOurs())) return
        await withSocket(path, async (way, found) => {
          if (found.ino === ino && found.dev === dev) await chmod(way, other)
        })
      },
    }
  } catch (error) {
    server.close()
    throw error
  } finally {
    await unlink(made).catch(() => undefined)
    await rmdir(folder).catch(() => undefined)
  }
}

/** Where Linux has the open files of this process. */
const OPENED = '/proc/self/fd'

/**
 * Gives a new socket its mode and its owner. Whoever may write the folder can put a link in its place, so
 * it is found once, without following one, and then meant by its descriptor.
 */
async function giveAway(
  made: string,
  mode: number,
  owner: SocketOwner | undefined,
): Promise<{ readonly ino: number; readonly dev: number }> {
  return withSocket(made, async (way, found) => {
    if (!found.isSocket() || found.uid !== (process.geteuid?.() ?? found.uid)) {
      throw new ListenError(`${made} was exchanged by someone else while it was made`)
    }
    await chmod(way, mode)
    if (owner !== undefined) await chown(way, owner.uid, owner.gid)
    return found
  })
}

/**
 * Does something with what lies at a path, which is found once and without following a link.
 * @param action gets a way to it that nobody can exchange
 */
async function withSocket<Result>(
  path: string,
  action: (way: string, found: Stats) => Promise<Result>,
): Promise<Result> {
  // Elsewhere than on Linux nothing can be found without opening it.
  const file = existsSync(OPENED) ? await open(path, O_PATH | constants.O_NOFOLLOW) : undefined
  try {
    if (file === undefined) return await action(path, await lstat(path))
    return await action(`${OPENED}/${file.fd}`, await file.stat())
  } finally {
    await file?.close()
  }
}

function inUse(endpoint: string): ListenError {
  return new ListenError(`${endpoint} cannot be opened: another program listens there`)
}

/** Takes a socket away at which nobody listens any more. @throws ListenError for anything else */
async function removeStale(path: string, endpoint: string): Promise<void> {
  const there = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return undefined
  })
  if (there === undefined) return
  if (!there.isSocket()) {
    throw new ListenError(`${endpoint} cannot be opened: it is there, and no socket`)
  }
  if (await answers(path)) throw inUse(endpoint)
  await unlink(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return
    throw new ListenError(
      `${endpoint} cannot be opened: nobody listens at the old socket there, but it cannot be removed`,
    )
  })
}

/** Whether somebody listens at a socket. A refusal for want of rights says nothing: then somebody may. */
function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(path)
    const done = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(PATIENCE, () => done(true))
    socket.once('connect', () => done(true))
    socket.once('error', ({ code }: NodeJS.ErrnoException) =>
      done(code !== 'ECONNREFUSED' && code !== 'ENOENT'),
    )
  })
}

function listen(server: Server, path: string, backlog: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ path, backlog }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
