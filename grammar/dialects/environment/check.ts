import { type Diagnostic, diagnostic } from '../../../src/diagnostics/index.js'
import { DialectToken } from '../kinds.js'
import type { VariableView } from './variable.js'
import type { EnvironmentFileView } from './views.js'
import { type Obstacle, WordReader } from './words.js'

/** Why a value cannot be known without running something, by the kind of obstacle. */
const OBSTACLES: Readonly<Record<Obstacle['what'], string>> = {
  command: 'is made by a command',
  arithmetic: 'is computed',
  parameter: 'expands more than the plain name of a variable',
  special: 'uses a special parameter of the shell',
  home: 'has a "~" that stands for a home directory',
  quotes: 'has quotes with a "$" before them',
  unclosed: 'is not closed',
}

/** Findings about assignments in an environment file that are not evaluated. */
export function checkEnvironment(root: EnvironmentFileView): readonly Diagnostic[] {
  return root.variables.flatMap(checkValue)
}

function checkValue(variable: VariableView): Diagnostic[] {
  const token = variable.valueToken
  if (token === undefined || (token.kind as number) !== DialectToken.Opaque) return []
  const { obstacle } = new WordReader(token.text).read(0)
  if (obstacle === undefined) return []
  const place = {
    file: variable.tree.source.name,
    start: token.start + obstacle.start,
    end: token.start + obstacle.end,
  }
  return [
    diagnostic(
      'syntax/not-evaluated',
      place,
      `Not evaluated: the value of "${variable.name}" ${OBSTACLES[obstacle.what]}`,
      { detail: 'Write the value itself: nothing of this file is ever run.' },
    ),
  ]
}
