import { DialectNode } from '../kinds.js'
import { DialectFileView, DialectView } from '../views.js'
import { type EvaluatedVariable, evaluate } from './evaluation.js'
import { VariableView } from './variable.js'

/** A whole environment file. */
export class EnvironmentFileView extends DialectFileView {
  /** All assigned or exported variables in the order of the text, including repetitions. */
  get variables(): VariableView[] {
    const assigned = this.children(DialectNode.Assignment, VariableView)
    const exported = this.children(DialectNode.Export, ExportView).flatMap((it) => it.variables)
    return [...assigned, ...exported].sort((a, b) => a.firstToken - b.firstToken)
  }

  /**
   * The variables at the end of the file, by name. Nothing is run: a variable has no value when a
   * shell would have to run something for it.
   * @param inherited the environment in which the file is read; empty by default
   */
  evaluate(
    inherited: (name: string) => string | undefined = () => undefined,
  ): ReadonlyMap<string, EvaluatedVariable> {
    return evaluate(this.variables, inherited)
  }
}

/** `export` with the variables after it. */
class ExportView extends DialectView {
  readonly type = 'export'
  get variables(): VariableView[] {
    return this.children(DialectNode.Variable, VariableView)
  }
}
