import { displayScope } from '../../config/index.js'
import { listed } from '../../diagnostics/index.js'
import type { ChangeSet, OverlayEffect, OverlayStatus } from '../../edit/index.js'
import { definitionPlace, placeText } from '../lookup/definition.js'
import { statesJson } from './json.js'

/** Whether overlays are in effect, in one line without a full stop, for a start script. */
export interface Verdict {
  readonly inEffect: boolean
  readonly line: string
}

export function verdictOf(status: OverlayStatus): Verdict {
  const problem = problemOf(status)
  const names = listed(status.overlays.map(({ overlay }) => overlay.target.name))
  const verb = status.overlays.length === 1 ? 'is' : 'are'
  return { inEffect: problem === undefined, line: problem ?? `${names} ${verb} in effect` }
}

/**
 * Whether a base already does everything that overlays written into it would do.
 * @param changeSet the changes that would write the overlays into the base
 */
export function inlineVerdict(
  { changes, edits, refusals }: ChangeSet,
  base: string,
  overlays: readonly string[],
): Verdict {
  const [refusal] = refusals
  const names = listed(overlays)
  if (refusal !== undefined) return { inEffect: false, line: refusal.summary }
  if (edits.length === 0) return { inEffect: true, line: `${base} does all that ${names} would` }
  const [first, ...others] = changes
  const what = first === undefined ? 'a scope is missing' : `${optionText(first)} differs`
  const more = others.length === 0 ? '' : `, and ${others.length} more`
  return { inEffect: false, line: `${base} does not do all that ${names} would: ${what}${more}` }
}

function optionText({ path, option = '' }: Pick<OverlayEffect, 'path'> & { option?: string }) {
  return path.length === 0 ? option : `${displayScope(path)} ${option}`
}

function problemOf(status: OverlayStatus): string | undefined {
  const { base, overlays, effects, error, unmet, disorder } = status
  if (error !== undefined) {
    return `${error.file}:${error.line} cannot be read: ${error.summary}`
  }
  const absent = overlays.filter(({ state }) => state === 'absent')
  if (absent.length > 0) {
    return `${base.name} does not take ${listed(absent.map(({ overlay }) => overlay.target.name))} in`
  }
  if (unmet !== undefined) return unmet
  if (disorder !== undefined) return disorder
  const [lost, ...others] = effects.filter(({ inEffect }) => !inEffect)
  return lost && `${lostText(lost)}${others.length === 0 ? '' : `, and ${others.length} more`}`
}

function lostText({ path, option, own, after }: OverlayEffect): string {
  const what = optionText({ path, option })
  const place = after === undefined ? '' : ` (${placeText(definitionPlace(after))})`
  const name = own.at(-1)?.overlay.target.name
  return `${name} is taken in, but not all of it is in effect: ${what} is set again later${place}`
}

/** A verdict, as data. */
export function verdictJson(base: string, { inEffect, line }: Verdict) {
  return { version: 1, base, inEffect, problem: inEffect ? null : line }
}

/** The verdict on the include lines of overlays, as data. */
export function overlayVerdictJson(status: OverlayStatus): unknown {
  return {
    ...verdictJson(status.base.name, verdictOf(status)),
    overlays: statesJson(status),
    lost: status.effects
      .filter((effect) => !effect.inEffect)
      .map(({ path, option, own, after }) => ({
        overlay: own.at(-1)?.overlay.target.name,
        scope: displayScope(path),
        option,
        winner: after === undefined ? null : definitionPlace(after),
      })),
  }
}
