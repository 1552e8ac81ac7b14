import type { ConfigFile } from '../../config/index.js'
import type { FilePair } from '../../edit/index.js'
import { secretsIn } from '../../lint/values/secrets.js'
import type { DiffFile, DiffSide } from './unified.js'

/** The files of two configurations in pairs, for a diff; pairs of equal files are omitted. */
export function pairedFiles(
  pairs: readonly FilePair[],
  { maskSecrets }: { readonly maskSecrets: boolean },
): DiffFile[] {
  const side = ({ document }: ConfigFile): DiffSide => ({
    source: document.source,
    secrets: maskSecrets ? secretsIn(document) : [],
  })
  return pairs.flatMap(({ before, after }): DiffFile[] => {
    if (before?.document.source.text === after?.document.source.text) return []
    return [
      {
        name: before?.name ?? after?.name ?? '',
        ...(after !== undefined && { newName: after.name, after: side(after) }),
        ...(before !== undefined && { before: side(before) }),
      },
    ]
  })
}
