import { closeSync, constants, fstatSync, type Stats } from 'node:fs'
import { fileIdentity } from '../node/files/file-identity.js'
import { nativePath } from '../node/files/native-path.js'
import { openToRead } from '../node/files/open-to-read.js'
import { readWhole } from '../node/files/read-whole.js'
import { environmentError } from '../node/files/system-error.js'
import { hasCode } from '../node/writing/write-error.js'
import { visible } from '../report/layout/visible.js'
import { Failure } from './failure.js'
import { failure } from './system-failure.js'

/** What a file held when it was read, and what the system says about it. */
export interface ReadFile {
  readonly bytes: Uint8Array
  readonly status: Stats
  /** As `fileIdentity` has it. */
  readonly identity: string
}

const STDIN = 0
const MEBIBYTE = 1024 * 1024
/** The largest plan, text of lines, or baseline, in bytes. */
export const LARGEST = 64 * MEBIBYTE

/**
 * The bytes of a file, or of standard input (`-`). It may come from anybody: what is neither a regular
 * file nor a descriptor of this process (`/dev/stdin`, `<(...)` of a shell) is not read, for a named pipe
 * or a device may never end.
 * @param largest in bytes
 * @throws Failure
 */
export function readBytes(name: string, largest = LARGEST): Uint8Array {
  return name === '-'
    ? read(STDIN, 'standard input', largest, true).bytes
    : readRegular(name, largest).bytes
}

/**
 * The bytes of a file as `readBytes` reads them, and what the system says about it.
 * @param isNamed whether a person has named it, and not another file: then it may be a descriptor of
 *   this process
 * @throws Failure
 */
export function readRegular(name: string, largest = LARGEST, isNamed = true): ReadFile {
  const inherited = isNamed ? descriptorOf(name) : undefined
  if (inherited !== undefined) return read(inherited, name, largest, true)
  const file = asked(name, () => openToRead(nativePath(name), name, OPENING))
  try {
    const status = asked(name, () => fstatSync(file))
    if (status.isDirectory()) throw refusal(name, 'is a directory')
    if (!status.isFile()) throw refusal(name, 'is no regular file')
    return read(file, name, largest)
  } finally {
    closeSync(file)
  }
}

function refusal(name: string, reason: string): Failure {
  return new Failure(`${visible(name)}: ${reason}`)
}

/** A named pipe that nobody writes to must not be waited for. */
const OPENING = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY

const DESCRIPTOR = /^\/(?:dev\/fd|proc\/self\/fd)\/(\d{1,6})$/

/** The descriptor of this process that a path stands for. */
function descriptorOf(name: string): number | undefined {
  if (name === '/dev/stdin') return STDIN
  const number = DESCRIPTOR.exec(name)?.[1]
  return number === undefined ? undefined : Number(number)
}

/** @param isInherited whether this process was given the descriptor */
function read(file: number, name: string, largest: number, isInherited = false): ReadFile {
  const status = asked(name, () => fstatSync(file))
  const bytes = asked(name, () => {
    try {
      return readWhole(file, name, { most: largest, isInherited })
    } catch (error) {
      if (hasCode(error, 'EFBIG')) throw refusal(name, `is larger than ${sizeText(largest)}`)
      throw error
    }
  })
  const identity = fileIdentity(asked(name, () => fstatSync(file, { bigint: true })))
  return { bytes, status, identity }
}

/** A number of bytes that is a whole one of KiB or MiB. */
export function sizeText(bytes: number): string {
  return bytes < MEBIBYTE ? `${bytes / 1024} KiB` : `${bytes / MEBIBYTE} MiB`
}

/** @throws Failure */
function asked<T>(name: string, ask: () => T): T {
  try {
    return ask()
  } catch (error) {
    throw failure(environmentError(error, name), name)
  }
}
