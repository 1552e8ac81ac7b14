import type { Configuration, ScopePath } from '../../../config/index.js'
import { pathKey } from '../../../config/merging/identity.js'
import {
  type Comparison,
  type Difference,
  type DifferencePlace,
  differences,
  differencesAt,
  isEffective,
} from '../../../edit/index.js'
import { diffJson, diffText, PLAIN, plainJson } from '../../../report/index.js'
import type { PlacedChange } from '../../live/index.js'
import { MESSAGES } from '../../messages.js'
import { showingOf } from '../asking.js'
import { type Display, DONE, type Status } from '../command.js'
import type { Output } from '../output.js'
import type { SessionContext } from '../session-context.js'
import { changeLines } from '../set-lines.js'

/** Two configurations, and the changes that make one out of the other. */
interface Sides {
  readonly before: Configuration
  readonly after: Configuration
  /** Where they may differ; undefined: anywhere. */
  readonly places: readonly DifferencePlace[] | undefined
}

/** `config diff`: the transaction against what runs, and what runs against the files. */
export async function writeDifferences(
  display: Display,
  context: SessionContext,
  output: Output,
): Promise<Status> {
  const pending = pendingSides(context)
  const live = liveSides(context)
  const { maskSecrets } = showingOf(context)
  if (display === 'json') {
    const json = {
      pending: pending === undefined ? null : diffJson(compared(pending), maskSecrets),
      live: diffJson(compared(live), maskSecrets),
    }
    await output.write(plainJson(json))
    return DONE
  }
  if (display === 'set') {
    // What is pending is what a session can replay; without a transaction, what is not in the files.
    const { transaction } = context
    const changes = (transaction ?? context.live).changes.map(({ change }) => change)
    const { after } = pending ?? live
    await output.write([...changeLines(changes, after, { maskSecrets })].join(''))
    return DONE
  }
  const sections = [
    ...(pending === undefined
      ? []
      : [{ head: MESSAGES.pendingHead, text: shown(pending, context) }]),
    { head: MESSAGES.liveHead, text: shown(live, context) },
  ].filter(({ text }) => text !== '')
  const texts = sections.map(({ head, text }) => `${head}\n${text}`)
  await output.write(texts.length === 0 ? `${MESSAGES.noDifferences}\n` : texts.join('\n'))
  return DONE
}

/**
 * `config show | compare`: what the transaction changes in a scope, or without one what runs there and
 * is not in the files.
 */
export async function writeComparison(
  { path, option }: { readonly path: ScopePath; readonly option?: string | undefined },
  context: SessionContext,
  output: Output,
): Promise<Status> {
  const key = pathKey(path)
  const sides = pendingSides(context) ?? liveSides(context)
  const text = shown(sides, context, (difference) => {
    if (!pathKey(difference.path).startsWith(key)) return false
    if (option === undefined) return true
    const isHere = difference.path.length === path.length && difference.kind === 'option'
    return isHere && difference.option.toLowerCase() === option.toLowerCase()
  })
  await output.write(text === '' ? `${MESSAGES.noDifferences}\n` : text)
  return DONE
}

function pendingSides({ transaction, live }: SessionContext): Sides | undefined {
  if (transaction === undefined) return undefined
  const places = transaction.isFromScratch ? undefined : placesOf(transaction.changes)
  return { before: live.current, after: transaction.view, places }
}

function liveSides({ live }: SessionContext): Sides {
  const places = live.isFromScratch ? undefined : placesOf(live.changes)
  return { before: live.files, after: live.current, places }
}

/** Where changes may have made a difference; what stands in another place of them is in that one. */
function placesOf(changes: readonly PlacedChange[]): DifferencePlace[] {
  const places = new Map<string, DifferencePlace>()
  const scopes: string[] = []
  for (const { change } of changes) {
    const { path, option } = change
    if (option === undefined) scopes.push(pathKey(path))
    const key = `${pathKey(path)}\n${option?.toLowerCase() ?? ''}`
    places.set(key, option === undefined ? { path } : { path, option })
  }
  return [...places].flatMap(([key, place]) => {
    const isInside = scopes.some(
      (scope) => key.startsWith(scope) && (key !== `${scope}\n` || place.option !== undefined),
    )
    return isInside ? [] : [place]
  })
}

function compared({ before, after, places }: Sides): Comparison {
  const all =
    places === undefined ? differences(before, after) : differencesAt(before, after, places)
  const effective = all.filter(isEffective)
  // Who else is concerned is not looked for: it takes a look at every scope.
  return { before, after, differences: all, effective, dependents: new Map() }
}

function shown(
  sides: Sides,
  context: SessionContext,
  isWanted: (difference: Difference) => boolean = () => true,
): string {
  const comparison = compared(sides)
  const wanted = comparison.differences.filter(isWanted)
  if (wanted.length === 0) return ''
  const effective = comparison.effective.filter(isWanted)
  const showing = { ...showingOf(context), colours: PLAIN }
  return diffText({ ...comparison, differences: wanted, effective }, showing, { all: true })
}
