import { DialectNode } from '../kinds.js'
import { DialectFileView, DialectView } from '../views.js'
import { type EvaluatedVariable, evaluate } from './evaluation.js'
import { VariableView } from './variable.js'

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
