import type { Comment } from '../../../grammar/index.js'
import type { TextEdit } from '../../syntax/index.js'
import type { Item, ScopeNode } from './file-tree.js'
import type { CommentPlace, Removal } from './take.js'

/** A change from base to theirs in something that ours did not change, so that it is taken over. */
export type Taken =
  | { readonly kind: 'add'; readonly theirs: readonly Item[]; readonly scope: ScopeNode }
  | { readonly kind: 'remove'; readonly ours: readonly Removal[]; readonly base: readonly Item[] }
  | {
      readonly kind: 'replace'
      readonly ours: Item
      readonly theirs: Item
      readonly base: readonly Item[]
    }
  | {
      readonly kind: 'comment'
      readonly where: CommentPlace
      readonly ours: Item
      readonly theirs: Item
    }
  | {
      /** Only comments inside a value. */
      readonly kind: 'inside'
      readonly ours: Item
      readonly theirs: Item
      readonly edits: readonly TextEdit[]
      /** The comments that the edits insert. */
      readonly gained: readonly Comment[]
    }
  | { readonly kind: 'move'; readonly ours: readonly Item[]; readonly theirs: Item }
