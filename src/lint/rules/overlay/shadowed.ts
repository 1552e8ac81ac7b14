import { basename } from '../../../config/environment/paths.js'
import { type Definition, displayScope, type Scope } from '../../../config/index.js'
import { diagnostic } from '../../../diagnostics/index.js'
import type { ConfigurationRule } from '../../engine/rule.js'
import { excerpt, quoted } from '../../names/words.js'
import { type MainStatement, mainStatement, overlaysOf } from '../../references/overlays.js'
import { relatedTo } from '../../references/places.js'
import { eachRedefinedOption } from '../../references/scopes.js'

/** A definition replaced by one in a file that is read later (language spec 6). */
export const shadowed: ConfigurationRule = {
  codes: ['overlay/shadowed'],
  *check(configuration) {
    if (configuration.inclusions.length < 2) return
    const overlays = new Set(overlaysOf(configuration).map(({ statement }) => statement.index))
    for (const { scope, definitions } of eachRedefinedOption(configuration.root)) {
      const winner = definitions.at(-1) as Definition
      const reported = new Set<string>()
      const winnerAt = mainStatement(winner, configuration)
      for (const definition of definitions) {
        const { file } = definition.inclusion
        if (file === winner.inclusion.file) continue
        const own = mainStatement(definition, configuration)
        if (own && winnerAt && isLost(own, winnerAt, overlays)) continue
        const { nameToken } = definition.node
        // A file included twice is read twice, but its text exists once.
        const place = `${nameToken.start} ${file.path}`
        if (reported.has(place)) continue
        reported.add(place)
        const { start, end } = nameToken
        yield diagnostic(
          'overlay/shadowed',
          { file: file.name, start, end },
          summary(definition, scope, winner),
          {
            detail: 'The definition that is read last counts.',
            related: [relatedTo(winner, 'this definition counts')],
          },
        )
      }
    }
  },
}

/**
 * Whether a definition belongs to an overlay that is not last, which `overlay/not-last` reports.
 */
function isLost(own: MainStatement, winner: MainStatement, overlays: ReadonlySet<number>): boolean {
  return overlays.has(own.index) && winner.index > own.index && !winner.isReadOnlyInclude
}

function summary({ name }: Definition, scope: Scope, winner: Definition): string {
  const where = scope.path.length === 0 ? '' : ` of ${excerpt(displayScope(scope.path))}`
  return `Option ${quoted(name)}${where} is shadowed by ${lineOf(winner)}`
}

/**
 * File and line of a definition without folders; the finding has the full path beside the summary.
 */
function lineOf({ inclusion: { file }, node }: Definition): string {
  return `${basename(file.name)}:${file.document.source.lineAt(node.start)}`
}
