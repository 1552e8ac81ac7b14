import { ScalarView, type TokenView } from '../../../src/syntax/index.js'
import { DialectNode, DialectToken } from '../kinds.js'
import { DialectFileView, DialectView } from '../views.js'
import { type EvaluatedVariable, evaluate } from './evaluation.js'

/** A whole environment file. */
export class EnvironmentFileView extends DialectFileView {
  /** Every assigned or exported variable in the order of the text; one may stand there twice. */
  get variables(): VariableView[] {
    const assigned = this.children(DialectNode.Assignment, VariableView)
    const exported = this.children(DialectNode.Export, ExportView).flatMap((it) => it.variables)
    return [...assigned, ...exported].sort((a, b) => a.firstToken - b.firstToken)
  }

  /**
   * The variables as the file leaves them, by name. Runs nothing: what a shell would have to run
   * something for has no value.
   * @param inherited the environment that the file is read in; empty by default
   */
  evaluate(
    inherited: (name: string) => string | undefined = () => undefined,
  ): ReadonlyMap<string, EvaluatedVariable> {
    return evaluate(this.variables, inherited)
  }
}

/** `export` with the variables behind it. */
class ExportView extends DialectView {
  readonly type = 'export'
  get variables(): VariableView[] {
    return this.children(DialectNode.Variable, VariableView)
  }
}

/** `NAME=word`, with `export` before it or not; behind `export` also a name alone. */
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
  /** Whether there is a `=`. */
  get assigns(): boolean {
    return this.scalarAt(this.firstToken + 1, DialectToken.Equals) !== undefined
  }
  /** The word behind the `=` with its quotes; missing where the value is empty. */
  get valueToken(): TokenView | undefined {
    return this.scalarAt(this.firstToken + 2, DialectToken.Word, DialectToken.Opaque)
  }
}
