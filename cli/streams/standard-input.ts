import { readSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Environment, environmentWithTexts } from '../../src/config/index.js'
import { environmentError } from '../../src/node/files/system-error.js'
import { pause } from '../../src/node/locks/pause.js'
import { failure } from '../../src/project/system-failure.js'
import { noteInput } from './inputs.js'

/**
 * An environment in which a file holds what comes from standard input.
 * @param name the file's, which need not exist
 * @throws Failure when there is nothing to be read
 */
export async function withStandardInput(
  environment: Environment,
  name: string,
): Promise<Environment> {
  noteInput('/dev/stdin', 'is a file of the configuration')
  return environmentWithTexts(environment, new Map([[resolve(name), standardInput()]]))
}

let input: Uint8Array | undefined

/** All that comes from standard input, which can be read once, and is kept. @throws Failure */
export function standardInput(): Uint8Array {
  input ??= read(STDIN)
  return input
}

/** @throws Failure */
function read(file: number): Uint8Array {
  const chunks: Uint8Array[] = []
  const chunk = Buffer.alloc(CHUNK)
  for (;;) {
    try {
      const length = readSync(file, chunk)
      if (length === 0) return Buffer.concat(chunks)
      chunks.push(Uint8Array.from(chunk.subarray(0, length)))
    } catch (error) {
      // What others have set to be read without waiting has nothing to give at this moment.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') {
        throw failure(environmentError(error, 'standard input'))
      }
      pause(5)
    }
  }
}

const STDIN = 0
/** Bytes. */
const CHUNK = 1 << 16
