import type { ConfigFile } from '../../config/index.js'
import type { Source } from '../../syntax/index.js'
import type { BindableFile } from '../change/bound-file.js'

/** A file that fixes may edit. */
export type FixableFile = BindableFile &
  Pick<ConfigFile, 'readOnly' | 'virtual'> & { readonly document: { readonly source: Source } }

/** Files that are read together: those of a configuration, or a single file. */
export interface FixableFiles {
  readonly files: readonly FixableFile[]
  /** A copy of these files with other texts. @param texts by real path */
  withTexts(texts: ReadonlyMap<string, Uint8Array>): Promise<FixableFiles>
}
