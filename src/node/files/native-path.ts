import { Source } from '../../syntax/index.js'

/**
 * A path as the system takes it. In this program a byte that is not valid UTF-8 is the lone
 * surrogate U+DC00 + byte, in paths as in texts; Node would turn it into U+FFFD.
 */
export function nativePath(path: string): string | Buffer {
  return path.isWellFormed() ? path : Buffer.from(new Source(path).bytes)
}

/** A path, or a name in a folder, from the system's bytes. */
export function pathFrom(bytes: Uint8Array): string {
  return Source.fromBytes(bytes).text
}
