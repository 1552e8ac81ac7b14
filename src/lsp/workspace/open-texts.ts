import type { Document } from '../../../grammar/index.js'

/** Texts as bytes, by real path, made when somebody asks for them: most are never read. */
export class OpenTexts implements ReadonlyMap<string, Uint8Array> {
  /** @param documentAt what is open at a real path now @param paths the real paths of all that is open */
  constructor(
    readonly documentAt: (path: string) => Document | undefined,
    readonly paths: () => readonly string[],
  ) {}

  get size(): number {
    return this.paths().length
  }

  get(path: string): Uint8Array | undefined {
    return this.documentAt(path)?.source.bytes
  }

  has(path: string): boolean {
    return this.documentAt(path) !== undefined
  }

  *entries(): MapIterator<[string, Uint8Array]> {
    for (const path of this.paths()) {
      const bytes = this.get(path)
      if (bytes !== undefined) yield [path, bytes]
    }
  }

  *keys(): MapIterator<string> {
    yield* this.paths()
  }

  *values(): MapIterator<Uint8Array> {
    for (const [, bytes] of this.entries()) yield bytes
  }

  [Symbol.iterator](): MapIterator<[string, Uint8Array]> {
    return this.entries()
  }

  forEach(
    call: (bytes: Uint8Array, path: string, map: ReadonlyMap<string, Uint8Array>) => void,
  ): void {
    for (const [path, bytes] of this.entries()) call(bytes, path, this)
  }
}
