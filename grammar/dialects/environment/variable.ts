import { ScalarView, type TokenView } from '../../../src/syntax/index.js'
import { DialectNode, DialectToken } from '../kinds.js'
import { DialectView } from '../views.js'

/** `NAME=word`, with or without `export` before it; after `export` also a name alone. */
export class VariableView extends DialectView {
  readonly type = 'variable'
  get nameToken(): ScalarView {
    return new ScalarView(this.tree, this.firstToken)
  }
  get name(): string {
    return this.nameToken.text
  }
  get behindExport(): boolean {
    return this.tree.kind[this.index] === DialectNode.Variable
  }
  /** Whether the variable has a `=`. */
  get assigns(): boolean {
    return this.scalarAt(this.firstToken + 1, DialectToken.Equals) !== undefined
  }
  /** The word after the `=`, with its quotes; undefined when the value is empty. */
  get valueToken(): TokenView | undefined {
    return this.scalarAt(this.firstToken + 2, DialectToken.Word, DialectToken.Opaque)
  }
}
