import type { ConfigFile } from '../../config/index.js'
import { boundFile } from './bound-file.js'
import type { FileHash } from './change-set.js'

/** SHA-256 in lower-case hexadecimal. Browsers have Web Crypto on secure pages only. */
export async function hashOf(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes.slice())
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** What it takes of a file to say what it holds. */
type HashedFile = Pick<ConfigFile, 'name' | 'path' | 'realPath' | 'virtual'> & {
  readonly document: { readonly source: { readonly bytes: Uint8Array } }
}

/** What the given files hold, each file once. */
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
