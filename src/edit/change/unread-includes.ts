import type { Configuration, Inclusion } from '../../config/index.js'
import { nodeFolders } from '../../config/loading/node-folders.js'
import { fileOfNodes } from '../../config/loading/nodes-with.js'
import type { Placement, Refusal } from './change-set.js'
import type { AskedOn } from './refusals.js'

/**
 * Refuses values in front of an include that was not found: what it sets is not known, and would win.
 * @param placements where the values go, in the old texts
 */
export async function beforeUnreadIncludes(
  configuration: Configuration,
  placements: readonly Placement[],
  askedOn?: AskedOn,
): Promise<Refusal[]> {
  const { diagnostics, files } = configuration
  const values = placements.filter(
    ({ action, change }) => action !== 'delete' && change?.kind !== 'unset',
  )
  for (const { code, file: name, start, summary } of diagnostics) {
    if (code !== 'include/missing') continue
    const file = files.find((each) => each.name === name)
    const [inclusion] = file?.inclusions ?? []
    if (file === undefined || inclusion === undefined) continue
    const change = values.find((placement) => isBefore(placement, inclusion, start))?.change
    if (change === undefined) continue
    const { nodes } = await nodeFolders(configuration)
    const who = fileOfNodes(nodes, configuration.options.nodeName !== undefined)
    const way = who === undefined ? '' : `${who} `
    return [
      {
        code: 'unreadable',
        change,
        summary: `${summary} (${name}:${file.document.source.lineAt(start)}), which is read behind this change; what it sets is not known`,
        detail: `${way}Put the file where it is looked for${askedOn === 'console' ? '' : ', or use --force'}.`,
      },
    ]
  }
  return []
}

/** Whether a value is read before an include statement. */
function isBefore({ path, line }: Placement, inclusion: Inclusion, start: number): boolean {
  let at: Inclusion | undefined = inclusion
  let index = start
  while (at !== undefined) {
    if (at.file.path === path) return line <= at.file.document.source.lineAt(index)
    index = at.statement?.start ?? Number.POSITIVE_INFINITY
    if (index === Number.POSITIVE_INFINITY) return true
    at = at.parent
  }
  return false
}
