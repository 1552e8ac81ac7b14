import type { ConfigFile } from '../../config/index.js'

/** A file as a change set names it. The change set is bound to where the file really lies. */
export interface BoundFile {
  /** As people read it. */
  readonly name: string
  /** Absolute, on this machine. */
  readonly path: string
  /**
   * Where links led from the path when the change set was made; of a file that it makes, the place in
   * the folder that they led to. Absent where that is the path itself.
   */
  readonly realPath?: string
  /**
   * What told the file from all others then (`FileStatus`): who may rename a folder can put another
   * file of the same text in the place. Absent for one that the change set makes, and where nothing
   * could tell.
   */
  readonly identity?: string
  /** What told the folder from all others in which the file really lies. */
  readonly folderIdentity?: string
}

/** What a file must be known by to be bound. */
export type BindableFile = Pick<
  ConfigFile,
  'name' | 'path' | 'realPath' | 'identity' | 'folderIdentity'
>

/** Binds a file to where it lies now. */
export function boundFile({
  name,
  path,
  realPath,
  identity,
  folderIdentity,
}: BindableFile): BoundFile {
  return {
    name,
    path,
    ...(realPath !== path && { realPath }),
    ...(identity !== undefined && { identity }),
    ...(folderIdentity !== undefined && { folderIdentity }),
  }
}

/** The real path that a file of a change set is bound to. */
export function boundPath({ path, realPath = path }: Omit<BoundFile, 'name'>): string {
  return realPath
}
