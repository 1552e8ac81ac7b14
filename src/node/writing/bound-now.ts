import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { type BoundFile, boundFile } from '../../edit/index.js'
import { fileIdentity } from '../files/file-identity.js'
import { askQuietly } from '../files/ignore-errors.js'
import { nativePath } from '../files/native-path.js'

/** Binds a file to the one that lies at its path now, which is a real one. */
export function boundNow({ name, path }: Pick<BoundFile, 'name' | 'path'>): BoundFile {
  const [identity, folderIdentity] = [identityOf(path), identityOf(dirname(path))]
  return boundFile({ name, path, realPath: path, identity, folderIdentity })
}

/** Undefined where nothing is; why nothing can be said of it is said by whoever reads it. */
function identityOf(path: string): string | undefined {
  return askQuietly(() => fileIdentity(statSync(nativePath(path), { bigint: true })))
}
