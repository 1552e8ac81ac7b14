import type { ConfigFile } from '../../config/index.js'
import { type BindableFile, boundFile } from './bound-file.js'
import type { FileHash } from './change-set.js'

/** The SHA-256 in lower-case hexadecimal. In browsers, only secure pages have Web Crypto. */
export async function hashOf(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes.slice())
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The parts of a file that are needed to hash it. */
type HashedFile = BindableFile &
  Pick<ConfigFile, 'virtual'> & {
    readonly document: { readonly source: { readonly bytes: Uint8Array } }
  }

/** The hashes of some files, each file once. */
export async function hashFiles(files: readonly HashedFile[]): Promise<FileHash[]> {
  const byPath = new Map(files.map((file) => [file.path, file]))
  return Promise.all(
    [...byPath.values()]
      .filter(({ virtual }) => !virtual)
      .map(async (file) => ({
        ...boundFile(file),
        hash: await hashOf(file.document.source.bytes),
      })),
  )
}
