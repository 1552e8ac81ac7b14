import { type Configuration, type Definition, displayScope } from '../../../config/index.js'
import { type Diagnostic, diagnostic, type Fix, fix } from '../../../diagnostics/index.js'
import type { Range } from '../../../syntax/index.js'
import type { ConfigurationRule } from '../../engine/rule.js'
import { excerpt, quoted } from '../../names/words.js'
import { mainStatement, type Overlay, overlaysOf } from '../../references/overlays.js'
import { eachRedefinedOption, type RedefinedOption } from '../../references/scopes.js'

/** How many places a finding shows at most. */
const MOST_SHOWN = 3

/**
 * An overlay that other statements in the main file follow. On a manager it is an error, even when
 * nothing is lost yet, because the product's own file asks that the overlay stay last (language
 * spec 6). Elsewhere it is information: defaults that are read first, and overridden later on
 * purpose, are a documented pattern. On a node it is found only when one of these sets an option of
 * the overlay again. A read-only include that replaces nothing may stand anywhere, and an overlay may follow another.
 */
export const notLast: ConfigurationRule = {
  codes: ['overlay/not-last'],
  *check(configuration) {
    if (configuration.inclusions.length < 2) return
    const overlays = overlaysOf(configuration).filter(({ followers }) => followers.length > 0)
    if (overlays.length === 0) return
    const redefined = [...eachRedefinedOption(configuration.root)]
    for (const overlay of overlays) {
      const { lost, replaces } = effects(overlay, redefined, configuration)
      if (lost.length > 0 || (replaces && configuration.role !== 'node')) {
        yield finding(overlay, lost, configuration)
      }
    }
  },
}

interface LostOption extends RedefinedOption {
  /** The definition that wins over the overlay's. */
  readonly winner: Definition
}

/** Whether an overlay replaces any option, and its options that are set again after it. */
function effects(
  overlay: Overlay,
  redefined: readonly RedefinedOption[],
  configuration: Configuration,
): { lost: LostOption[]; replaces: boolean } {
  const { index } = overlay.statement
  const lost: LostOption[] = []
  let replaces = false
  for (const option of redefined) {
    const places = option.definitions.map((definition) => ({
      definition,
      at: mainStatement(definition, configuration),
    }))
    const own = places.findLastIndex(({ at }) => at?.index === index)
    if (own === -1) continue
    replaces ||= places.some(({ at }) => at !== undefined && at.index < index)
    const winner = places
      .slice(own + 1)
      .findLast(({ at }) => at !== undefined && !at.isReadOnlyInclude)
    if (winner !== undefined) lost.push({ ...option, winner: winner.definition })
  }
  return { lost, replaces }
}

function finding(
  overlay: Overlay,
  lost: readonly LostOption[],
  configuration: Configuration,
): Diagnostic {
  const { statement } = overlay
  const { main } = configuration
  const target = quoted(statement.target?.value ?? '')
  const place = { file: main.name, start: statement.start, end: statement.end }
  const fixes = moveToEnd(overlay, configuration)
  const isManager = configuration.role === 'manager'
  const related = lost.slice(0, MOST_SHOWN).map(({ scope, winner }) => {
    const { file } = winner.inclusion
    const { start, end } = winner.node.nameToken
    const where = scope.path.length === 0 ? '' : ` of ${excerpt(displayScope(scope.path))}`
    return { file: file.name, start, end, note: `sets ${quoted(winner.name)}${where} again` }
  })
  const [follower] = overlay.followers
  if (related.length === 0 && follower !== undefined) {
    const { start, end } = headOfFollower(follower)
    related.push({ file: main.name, start, end, note: 'stands after it' })
  }
  const summary =
    lost.length > 0
      ? `Overlay ${target} is not last: what follows it wins`
      : `Overlay ${target} is not last`
  return diagnostic('overlay/not-last', place, summary, {
    detail: isManager
      ? 'Move this line to the end of the file, so that it wins over everything else.'
      : 'If it is to win over everything else, move this line to the end of the file.',
    related,
    fixes,
    ...(!isManager && { severity: 'info' }),
  })
}

function headOfFollower(item: Overlay['followers'][number]): Range {
  return item.type === 'include' || item.type === 'error' ? item : item.nameToken
}

/** A fix that moves the overlay's line to the end, if nothing else is on that line. */
function moveToEnd({ statement }: Overlay, { main }: Configuration): Fix[] {
  const { source } = main.document
  const line = source.lineAt(statement.start)
  const from = source.lineStart(line)
  const to = source.lineStart(line + 1)
  if (source.lineText(line).trim() !== statement.text) return []
  const end = source.length
  const newline = source.newline
  const isClosed = source.text.endsWith('\n')
  const text = isClosed ? `${statement.text}${newline}` : `${newline}${statement.text}`
  const edits = [
    { start: from, end: to, text: '' },
    { start: end, end, text },
  ]
  return [fix('Move it to the end of the file', 'unsafe', main.name, edits)]
}
