import type { Configuration } from '../../config/index.js'
import { statementPlace } from '../../config/loading/include-chain.js'
import { isObstacle } from '../../diagnostics/index.js'
import type { ChangeOptions } from '../change/change.js'
import type { Placement, Refusal } from '../change/change-set.js'
import { describeOption, fileAndLine } from '../change/describe.js'
import { effectsOf } from '../change/effects.js'
import { newFindings } from '../change/new-findings.js'
import { ifBroken, newError } from '../change/refusals.js'
import { isLost, type OverlayEffect } from './effects.js'
import { otherTaker } from './elsewhere.js'
import { type Found, isAbsent } from './found.js'
import { type Layout, layLast, layMissing, withEdits } from './layout.js'
import { statementOf } from './line.js'
import { orderProblem } from './order.js'
import { type Outcome, refused } from './outcome.js'
import type { Overlay } from './overlay.js'
import * as refusals from './refusals.js'
import { type OverlayState, type OverlayStatus, statusOf } from './status.js'

/** Plans the include lines of overlays: missing lines are added, existing ones stay. */
export async function lineOutcome(
  configuration: Configuration,
  found: readonly Found[],
  options: ChangeOptions & { readonly fixOrder?: boolean },
): Promise<Outcome> {
  const { main } = configuration
  const overlays = found.map(({ overlay }) => overlay)
  const missing = found.some(isAbsent)
  const hasOwnLines = found.every((each) => isAbsent(each) || each.statements.length > 0)
  const layout = missing ? layMissing(main, found) : NO_EDITS
  const after = missing ? await withEdits(configuration, layout) : configuration
  const status = await statusOf(after, overlays)
  const problem = await problemOf(configuration, after, found, status)
  const isFixed =
    options.fixOrder === true &&
    hasOwnLines &&
    (problem !== undefined || !status.overlays.every(({ isLast }) => isLast))
  if (!missing && !isFixed) {
    if (problem !== undefined) return refused(problem)
    const notes = status.overlays.map((each) => present(status, each))
    return { notes: [...notes, ...status.effects.flatMap(lostAnyway)] }
  }
  const refusal = (await readOnlyBase(configuration, overlays)) ?? ifBroken(main)
  if (refusal !== undefined) return refused(refusal)
  if (isFixed) return carriedOut(configuration, overlays, layLast(main, found), options)
  const outcome = await carriedOut(configuration, overlays, layout, options)
  return problem !== undefined && outcome.refusals?.length === 0 ? refused(problem) : outcome
}

const NO_EDITS: Layout = { edits: [], inserted: [], moved: [] }

/** Why some overlays would not be in effect; undefined when all would be. */
async function problemOf(
  configuration: Configuration,
  after: Configuration,
  found: readonly Found[],
  { effects, overlays }: OverlayStatus,
): Promise<Refusal | undefined> {
  const order = await orderProblem(after, found)
  if (order !== undefined) return order
  const lost = effects.find(isLost)
  const loser = found.find(({ overlay }) => overlay === lost?.own.at(-1)?.overlay)
  if (lost === undefined || loser === undefined) return undefined
  if (isAbsent(loser)) {
    // The place is given in the old text, because the new line moves what follows it.
    return refusals.shadowedLine(lost, configuration.written(lost.path, lost.option) ?? lost.after)
  }
  const canMove = overlays.every(({ statement }) => statement !== undefined)
  return refusals.shadowedOverlay(lineOfOverlay(configuration, loser), lost, canMove)
}

async function readOnlyBase(
  configuration: Configuration,
  overlays: readonly Overlay[],
): Promise<Refusal | undefined> {
  const { main } = configuration
  if (main.readOnly === undefined) return undefined
  const other = await otherTaker(configuration, overlays)
  const detail =
    other === undefined
      ? `No file that it reads could take the overlay so that it wins. Make ${main.name} writable, or name the main file that the product reads.`
      : refusals.applyElsewhere(
          main,
          other,
          overlays.map(({ target }) => target),
        )
  return refusals.baseReadOnly(main, detail)
}

/** The outcome of a layout, from the configuration loaded with it. */
async function carriedOut(
  configuration: Configuration,
  overlays: readonly Overlay[],
  layout: Layout,
  { force = false }: ChangeOptions,
): Promise<Outcome> {
  const { main } = configuration
  const after = await withEdits(configuration, layout)
  const status = await statusOf(after, overlays)
  const { edits } = layout
  const diagnostics = newFindings(configuration, after, new Map([[main.name, edits]]))
  // Whether the overlays win was checked before.
  const errors = diagnostics.filter(
    (finding) => isObstacle(finding, force) && finding.code !== 'overlay/not-last',
  )
  const moved = layout.moved.map((statement): Placement => {
    const { name, path, document } = main
    const place = document.source.position(statement.start)
    const reason = 'moved to the end'
    return { action: 'delete', file: name, path, ...place, reason, before: statement.text }
  })
  const inserted = layout.inserted.map(({ overlay, newLineAfter, reason }): Placement => {
    const { name, path } = main
    const statement = status.overlays.find((each) => each.overlay === overlay)?.statement
    const start = statement?.start ?? 0
    const place = after.main.document.source.position(start)
    const text = statement?.text ?? statementOf(overlay.target)
    return { action: 'insert', file: name, path, ...place, newLineAfter, reason, after: text }
  })
  return {
    edits,
    placements: [...moved, ...inserted],
    effects: effectsOf(configuration, after, status.effects).filter(
      (effect) => effect.before?.text !== effect.after?.text,
    ),
    diagnostics,
    refusals: errors.map((error) => newError(error)),
    notes: status.effects.flatMap(lostAnyway),
  }
}

/**
 * Options that the local changes file overrides, which is read after the last line (language spec
 * 6).
 */
function lostAnyway({ path, option, after, inEffect }: OverlayEffect): string[] {
  if (inEffect || after === undefined) return []
  const place = fileAndLine(after.inclusion.file, after.node)
  return [`${describeOption(path, option)} stays as ${place} sets it, which is read later and wins`]
}

/** A note that an overlay is included already, and nothing needs to change. */
function present({ base, overlays }: OverlayStatus, state: OverlayState): string {
  const { overlay, statement, inclusion, isLast } = state
  const place = inclusion && statementPlace(inclusion)
  const line = statement && base.document.source.lineAt(statement.start)
  const where = line === undefined ? `${place?.file}:${place?.line}` : `${base.name}:${line}`
  const next = overlays[overlays.indexOf(state) + 1]
  const isBefore = (next?.statement?.start ?? -1) > (statement?.start ?? 0)
  const rest =
    isLast && next === undefined
      ? 'as the last line'
      : isLast && isBefore
        ? `before ${next?.overlay.target.name}`
        : 'and nothing behind that line sets what it sets'
  return `${where} takes ${overlay.target.name} in already, ${rest}`
}

/** Where an overlay is included: `eccluster.conf:44`. */
export function lineOfOverlay({ main }: Configuration, { statements, atTopLevel }: Found): string {
  const [statement] = statements.slice(-1)
  const [inclusion] = atTopLevel.slice(-1)
  if (statement !== undefined) return fileAndLine(main, statement)
  const place = inclusion && statementPlace(inclusion)
  return place === undefined ? main.name : `${place.file}:${place.line}`
}
