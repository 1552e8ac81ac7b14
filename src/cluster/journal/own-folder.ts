import {
  type BigIntStats,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsync,
  mkdirSync,
  openSync,
} from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { nativePath } from '../../node/files/native-path.js'
import { O_PATH } from '../../node/files/open-to-read.js'
import { hasCode } from '../../node/writing/write-error.js'

/** The folder in which Linux has the open files of this process, by descriptor. */
const OPENED = '/proc/self/fd'
const IS_REACHABLE = existsSync(OPENED)

const STEP = O_PATH | constants.O_DIRECTORY | constants.O_NOFOLLOW
const FOLDER = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW

const OTHERS_WRITE = 0o022

/**
 * A folder that belongs to this user and that nobody else can write. It is opened once, each step of its
 * path without following a link, and stays open: whatever somebody puts in its place afterwards is not
 * reached by its paths. Elsewhere than on Linux its files are looked up by their whole paths.
 */
export class OwnFolder {
  private constructor(
    readonly path: string,
    readonly descriptor: number,
  ) {}

  /**
   * Opens a folder, and makes it, and those above it, where they are not there.
   * @param path a real path, absolute
   * @throws the system's errors, and an error that says whose it is
   */
  static open(path: string): OwnFolder {
    return OwnFolder.#checked(path, IS_REACHABLE ? opened(path) : openedByName(path))
  }

  /** Opens a folder in this one, and makes it where it is not there. @throws as `open` */
  within(name: string): OwnFolder {
    const path = join(this.path, name)
    return OwnFolder.#checked(
      path,
      IS_REACHABLE ? step(this.descriptor, name, path, FOLDER) : openedByName(path),
    )
  }

  static #checked(path: string, descriptor: number): OwnFolder {
    try {
      checkOwn(path, fstatSync(descriptor, { bigint: true }))
      return new OwnFolder(path, descriptor)
    } catch (error) {
      closeSync(descriptor)
      throw error
    }
  }

  /** Does something with it, and closes it. */
  onlyFor<T>(action: (folder: OwnFolder) => T): T {
    try {
      return action(this)
    } finally {
      closeSync(this.descriptor)
    }
  }

  /** How the system reaches the folder itself. */
  get way(): string | Buffer {
    return IS_REACHABLE ? `${OPENED}/${this.descriptor}` : nativePath(this.path)
  }

  /** How the system reaches a name in it. */
  at(name: string): string | Buffer {
    return nativePath(IS_REACHABLE ? `${OPENED}/${this.descriptor}/${name}` : join(this.path, name))
  }

  /** An error of the system, with the paths that people know in the place of the ways that it was given. */
  named(error: unknown): unknown {
    return renamed(error, `${OPENED}/${this.descriptor}`, this.path)
  }

  /** Waits until the disk knows which files are in it. @throws the system's errors */
  async sync(): Promise<void> {
    await promisify(fsync)(this.descriptor)
  }
}

/** @throws for what belongs to somebody else, or can be written by others */
export function checkOwn(path: string, { uid, mode }: Pick<BigIntStats, 'uid' | 'mode'>): void {
  const user = BigInt(process.geteuid?.() ?? uid)
  if (uid !== user) throw new Error(`${path} belongs to user ${uid}`)
  if ((Number(mode) & OTHERS_WRITE) !== 0) throw new Error(`${path} can be written by others`)
}

function openedByName(path: string): number {
  mkdirSync(nativePath(path), { recursive: true, mode: 0o700 })
  return openSync(nativePath(path), FOLDER)
}

function opened(path: string): number {
  const steps = path.split('/').filter((each) => each !== '')
  let at = openSync('/', STEP)
  let reached = ''
  for (const [index, name] of steps.entries()) {
    reached += `/${name}`
    const above = at
    try {
      at = step(above, name, reached, index === steps.length - 1 ? FOLDER : STEP)
    } finally {
      closeSync(above)
    }
  }
  return at
}

/** @param path of what the step leads to, for errors */
function step(folder: number, name: string, path: string, flags: number): number {
  const way = nativePath(`${OPENED}/${folder}/${name}`)
  try {
    try {
      return openSync(way, flags)
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error
      makeFolder(way)
      return openSync(way, flags)
    }
  } catch (error) {
    if (hasCode(error, 'ENOTDIR', 'ELOOP')) throw new Error(`${path} is no folder`)
    throw renamed(error, `${OPENED}/${folder}/${name}`, path)
  }
}

function renamed(error: unknown, way: string, path: string): unknown {
  if (error instanceof Error) {
    error.message = error.message
      .replaceAll(`'${way}'`, `'${path}'`)
      .replaceAll(`'${way}/`, `'${path}/`)
  }
  return error
}

function makeFolder(way: string | Buffer): void {
  try {
    mkdirSync(way, 0o700)
  } catch (error) {
    // Another member of the same user may have made it at this moment.
    if (!hasCode(error, 'EEXIST')) throw error
  }
}
