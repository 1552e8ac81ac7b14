import { parse } from '../../../grammar/index.js'
import { type MergeResult, mergeFiles } from '../../edit/index.js'
import type { Registry } from '../../schema/types.js'

/**
 * Brings what happened to a file into a text that was made from it before. What both changed, each
 * in another way, stands between the marks that git uses: that is no configuration, so nobody
 * installs it unseen.
 * @param base what the file held when the text was made from it; undefined when that is not known
 * @returns undefined when the two cannot be brought together: there are errors of syntax
 */
export function catchUp(
  base: Uint8Array | undefined,
  ours: Uint8Array,
  theirs: Uint8Array,
  registry: Registry,
): MergeResult | undefined {
  if (base === undefined) return undefined
  const [was, own, their] = [parse(base), parse(ours), parse(theirs)]
  if ([was, own, their].some(({ diagnostics }) => diagnostics.some(isError))) return undefined
  return mergeFiles(was, own, their, { markers: true, registry })
}

function isError({ severity }: { readonly severity: string }): boolean {
  return severity === 'error'
}
