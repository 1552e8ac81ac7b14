import type { Related } from '../../diagnostics/index.js'
import type { Inclusion } from '../model.js'

/**
 * The related places of findings in an included text: the include statements that lead to it, the
 * nearest first. Empty for the main file.
 */
export function includeChain(inclusion: Inclusion): Related[] {
  const chain: Related[] = []
  for (let at: Inclusion | undefined = inclusion; at !== undefined; at = at.parent) {
    const place = statementPlace(at)
    if (place === undefined) continue
    const note = at.localChanges
      ? `the local changes file named in ${place.file}:${place.line}`
      : `included from ${place.file}:${place.line}`
    chain.push({ file: place.file, start: place.start, end: place.end, note })
  }
  return chain
}

/** The statement that causes an inclusion: an include, or the option Local_Changes_File. */
export function statementPlace(
  inclusion: Inclusion,
): { file: string; start: number; end: number; line: number } | undefined {
  const { parent } = inclusion
  const view = inclusion.statement ?? inclusion.localChanges?.node
  if (parent === undefined || view === undefined) return undefined
  const { name, document } = parent.file
  const { start, end } = view
  return { file: name, start, end, line: document.source.lineAt(start) }
}
