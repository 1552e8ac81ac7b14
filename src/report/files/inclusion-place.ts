import type { Inclusion } from '../../config/index.js'
import { statementPlace } from '../../config/loading/include-chain.js'

/** The statement that includes a file. */
export interface InclusionPlace {
  /** The name of the file with the statement. */
  readonly file: string
  /** The line of the statement, 1-based. */
  readonly line: number
  readonly keyword: 'include' | 'readonly_include' | 'Local_Changes_File'
}

/** Where a file is included; undefined for the main file. */
export function inclusionPlace(inclusion: Inclusion): InclusionPlace | undefined {
  const place = statementPlace(inclusion)
  if (place === undefined) return undefined
  const { file, line } = place
  const { statement } = inclusion
  if (statement === undefined) return { file, line, keyword: 'Local_Changes_File' }
  return { file, line, keyword: statement.readOnly ? 'readonly_include' : 'include' }
}
