import type { DocumentLink } from 'vscode-languageserver'
import { visible } from '../../report/index.js'
import { withoutSecrets } from '../../schema/secrets/shapes.js'
import type { Positions } from '../positions/positions.js'
import type { FileSnapshot } from '../workspace/snapshot.js'

/** The files that the include statements of a text lead to. */
export function documentLinks(
  { document, within }: FileSnapshot,
  positions: Positions,
  uri: (path: string) => string,
): DocumentLink[] {
  const links = new Map<number, DocumentLink>()
  for (const { target, file } of within) {
    for (const { parent, statement, file: included } of target.configuration.inclusions) {
      const operand = statement?.target
      if (parent?.file !== file || operand === undefined || links.has(operand.start)) continue
      const { start, end } = operand
      const isQuoted = operand.quoted && end - start >= 2
      links.set(start, {
        range: positions.range(
          document.source,
          start + (isQuoted ? 1 : 0),
          end - (isQuoted ? 1 : 0),
        ),
        target: uri(included.path),
        tooltip: visible(withoutSecrets(included.name)),
      })
    }
  }
  return [...links.values()]
}
