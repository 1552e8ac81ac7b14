import type { Inclusion } from '../../config/index.js'

/** The statement that includes a file. */
export interface InclusionPlace {
  /** The name of the file with the statement. */
  readonly file: string
  /** The line of the statement, 1-based. */
  readonly line: number
  readonly keyword: 'include' | 'readonly_include' | 'Local_Changes_File'
}

/** Where a file is included; undefined for the main file. */
export function inclusionPlace({
  parent,
  statement,
  localChanges,
}: Inclusion): InclusionPlace | undefined {
  if (parent === undefined) return undefined
  const { document, name: file } = parent.file
  const node = statement ?? localChanges?.node
  if (node === undefined) return undefined
  const line = document.source.lineAt(node.start)
  if (statement === undefined) return { file, line, keyword: 'Local_Changes_File' }
  return { file, line, keyword: statement.readOnly ? 'readonly_include' : 'include' }
}
