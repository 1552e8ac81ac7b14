import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  type Stats,
  statfsSync,
} from 'node:fs'
import { type FileHandle, open, statfs } from 'node:fs/promises'
import { systemRefusal } from './read-whole.js'

/** The folder in which Linux has the open files of this process, by descriptor. */
const OPENED = '/proc/self/fd'

/**
 * Finds a file without opening it for anything, so that nothing happens to it: a Linux flag that Node
 * does not name.
 */
export const O_PATH = 0o10000000

/**
 * File systems in which nothing is stored: what is read there the kernel makes up, and to read it can do
 * something, as it takes messages away from `/proc/kmsg`. proc, sysfs, tracefs, debugfs.
 */
const MADE_UP = new Set([0x9fa0, 0x62656572, 0x74726163, 0x64626720])

/** `/dev/null`, by the number that Linux gives it. */
const NULL_DEVICE = 0x103

/**
 * Opens a file to read it, after a look at what it is: to open a device can do something, or never end.
 * @param way as the system reaches it
 * @param name in errors
 * @param mayBe whether something else than a regular file or a folder may be opened
 * @throws ENOTREG for what is not opened; the system's errors
 */
export function openToRead(
  way: string | Buffer,
  name: string,
  flags: number,
  mayBe: (status: Stats) => boolean = () => false,
): number {
  // Elsewhere than on Linux nothing can be found without opening it.
  if (!existsSync(OPENED)) return openSync(way, flags | constants.O_NOCTTY)
  const found = openSync(way, O_PATH | (flags & constants.O_NOFOLLOW))
  try {
    const status = fstatSync(found)
    const again = `${OPENED}/${found}`
    const isStored = status.isFile() && !MADE_UP.has(statfsSync(again).type)
    if (!isStored && !status.isDirectory() && !mayBe(status)) throw systemRefusal('ENOTREG', name)
    return openSync(again, (flags & ~constants.O_NOFOLLOW) | constants.O_NOCTTY)
  } finally {
    closeSync(found)
  }
}

/**
 * Opens a regular file to read it, as `openToRead` does and without holding anybody up.
 * @throws ENOTREG for what is none; the system's errors
 */
export async function openRegular(path: string): Promise<FileHandle> {
  // A pipe would be waited for.
  const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY
  if (!existsSync(OPENED)) {
    const file = await open(path, flags)
    if ((await file.stat()).isFile()) return file
    await file.close()
    throw systemRefusal('ENOTREG', path)
  }
  const found = await open(path, O_PATH)
  try {
    const again = `${OPENED}/${found.fd}`
    const isFile = (await found.stat()).isFile()
    if (!isFile || MADE_UP.has((await statfs(again)).type)) throw systemRefusal('ENOTREG', path)
    return await open(again, flags)
  } finally {
    await found.close()
  }
}

/** What a person may name besides files: a pipe, what standard input is, and the null device. */
export function canBeNamed(status: Stats): boolean {
  if (status.isFIFO()) return true
  return status.isCharacterDevice() && (status.rdev === NULL_DEVICE || isStandardInput(status))
}

function isStandardInput({ dev, ino }: Stats): boolean {
  try {
    const input = fstatSync(0)
    return input.dev === dev && input.ino === ino
  } catch {
    return false
  }
}
