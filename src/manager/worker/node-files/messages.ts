import type { LoadOptions } from '../../../config/index.js'
import type { SiteKnowledge } from '../../../project/site-knowledge.js'
import type { CopiedNodeFiles } from './copied-node-files.js'

/** What the thread of the nodes' files is started with. */
export interface NodeFilesThreadData {
  readonly kind: 'node-files'
  /** How the manager reads its own files; the thread has an environment of its own. */
  readonly load: Omit<LoadOptions, 'environment' | 'registry'>
  /** What the settings say about the files of the manager. */
  readonly site?: SiteKnowledge | undefined
}

/** What is said to it: a method, and what it takes. */
export type NodeFilesJob = {
  [Name in 'base' | 'take']: {
    readonly name: Name
    readonly words: Parameters<CopiedNodeFiles[Name]>
  }
}['base' | 'take']
