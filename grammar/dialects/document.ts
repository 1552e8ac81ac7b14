import type { Diagnostic } from '../../src/diagnostics/index.js'
import type { Range, Source, SyntaxTree } from '../../src/syntax/index.js'
import { type Comment, findComments } from '../document.js'

/** A parsed text of a sibling dialect: source, tree, root view and findings. */
export class DialectDocument<Root> {
  readonly root: Root

  constructor(
    readonly source: Source,
    readonly tree: SyntaxTree,
    readonly diagnostics: readonly Diagnostic[],
    view: new (tree: SyntaxTree, index: number) => Root,
  ) {
    this.root = new view(tree, 0)
  }

  /** The comments within a range of the text; by default in the whole text. */
  comments(range: Range = { start: 0, end: this.source.length }): Comment[] {
    return findComments(this.tree, range)
  }
}
