import { Source } from '../../syntax/index.js'

/**
 * A path as the system takes it. In the paths of the program a byte that is no valid UTF-8 is the lone
 * surrogate U+DC00 + byte, as in the texts of files; Node would make U+FFFD of it.
 */
export function nativePath(path: string): string | Buffer {
  return path.isWellFormed() ? path : Buffer.from(new Source(path).bytes)
}

/** A path, or a name in a folder, that the system has given. */
export function pathFrom(bytes: Uint8Array): string {
  return Source.fromBytes(bytes).text
}
