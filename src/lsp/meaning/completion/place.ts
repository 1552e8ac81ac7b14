import type { ScopeType } from '../../../schema/types.js'
import type { ScopeView } from '../../../syntax/index.js'
import type { FileSnapshot } from '../../workspace/snapshot.js'
import type { Cursor } from './cursor.js'

/** Where something is completed. */
export interface CompletionPlace {
  readonly file: FileSnapshot
  /** The kinds of scope that it may stand in; none when the registry knows none. */
  readonly types: readonly ScopeType[]
  /** The stanzas around within the text, outermost first. */
  readonly stanzas: readonly ScopeView[]
  readonly typed: Cursor['typed']
  readonly isFollowed: boolean
}
