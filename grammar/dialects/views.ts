import { BROKEN, NodeView, ScalarView, type SyntaxTree } from '../../src/syntax/index.js'
import { DialectNode, DialectToken } from './kinds.js'

/** A node of a sibling dialect. */
export abstract class DialectView extends NodeView {
  /** The token with the number `token`, if it is in this node and is of one of the kinds. */
  protected scalarAt(token: number, ...kinds: DialectToken[]): ScalarView | undefined {
    if (token >= this.tokenLimit) return undefined
    const kind = this.tree.tokens.kind[token] as DialectToken
    return kinds.includes(kind) ? new ScalarView(this.tree, token) : undefined
  }

  /** The first token from `token` on that is not a `=`; a broken statement may have several `=`. */
  protected behindEquals(token: number): number {
    let behind = token
    while (this.scalarAt(behind, DialectToken.Equals)) behind++
    return behind
  }

  /** Views of the direct children of a kind. */
  protected children<View>(
    kind: DialectNode,
    view: new (tree: SyntaxTree, index: number) => View,
  ): View[] {
    const { tree } = this
    const views: View[] = []
    const limit = tree.next[this.index] as number
    for (let child = this.index + 1; child < limit; child = tree.next[child] as number) {
      if (((tree.kind[child] as number) & ~BROKEN) === kind) views.push(new view(tree, child))
    }
    return views
  }
}

/** Text that is not a statement of the dialect. */
export class DialectErrorView extends DialectView {
  readonly type = 'error'
}

/** A whole file of a dialect. */
export abstract class DialectFileView extends DialectView {
  readonly type = 'file'
  /** The parts of the text that are not statements. */
  get errors(): DialectErrorView[] {
    return this.children(DialectNode.Error, DialectErrorView)
  }
}
