import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs'
import { nativePath } from '../node/files/native-path.js'
import { environmentError } from '../node/files/system-error.js'
import { pause } from '../node/locks/pause.js'
import { visible } from '../report/layout/visible.js'
import { Failure } from './failure.js'
import { failure } from './system-failure.js'

/** What a file held when it was read, and what the system says about it. */
export interface ReadFile {
  readonly bytes: Uint8Array
  readonly status: Stats
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
    ? read(STDIN, 'standard input', largest).bytes
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
  if (inherited !== undefined) return read(inherited, name, largest)
  const file = asked(name, () => openSync(nativePath(name), OPENING))
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

function read(file: number, name: string, largest: number): ReadFile {
  const tooLarge = () => refusal(name, `is larger than ${sizeText(largest)}`)
  const status = asked(name, () => fstatSync(file))
  if (status.size > largest) throw tooLarge()
  const chunks: Buffer[] = []
  let total = 0
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK)
    const count = asked(name, () => readSome(file, chunk))
    if (count === 0) break
    total += count
    if (total > largest) throw tooLarge()
    chunks.push(chunk.subarray(0, count))
  }
  return { bytes: Buffer.concat(chunks), status }
}

const CHUNK = 256 * 1024

function readSome(file: number, chunk: Uint8Array): number {
  for (;;) {
    try {
      return readSync(file, chunk)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      // Standard input that must not be waited for: wait a little all the same.
      pause(5)
    }
  }
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
