import { statementPlace } from '../../config/include-chain.js'
import { type Configuration, type Inclusion, type LoadOptions, load } from '../../config/index.js'
import { lint } from '../../lint/index.js'
import type { ChangeOptions } from '../change.js'
import type { ChangeSet, Placement, Refusal } from '../change-set.js'
import { describeOption, placeOf } from '../describe.js'
import { isObstacle, newFindings } from '../new-findings.js'
import { ifBroken, newError } from '../refusals.js'
import { addLine } from './line.js'
import { changeSetOf, type Outcome } from './plan.js'
import * as refusals from './refusals.js'
import { added, type OverlayStatus, statusOf } from './status.js'
import { findInclusions, findTarget, type OverlayTarget } from './target.js'

/**
 * What it takes to make a configuration take an overlay in as its last line. The overlay is checked
 * before anything else. When it is there already, nothing changes.
 * @param base the main file
 * @throws EnvironmentError when one of the two files can not be read
 */
export async function planOverlayApply(
  base: string,
  overlay: string,
  options: LoadOptions & ChangeOptions,
): Promise<ChangeSet> {
  const own = await load(overlay, { ...options, role: undefined })
  const configuration = await load(base, options)
  const target = await findTarget(own.main.path, options, own.main.name)
  const outcome =
    checkOverlay(own, options) ??
    checkBase(configuration, target, options) ??
    (await planLine(configuration, own, target, options))
  return changeSetOf(configuration, [...configuration.files, ...own.files], outcome)
}

/** A wrong overlay would stop the product at its next start. */
function checkOverlay(own: Configuration, { force = false }: ChangeOptions): Outcome | undefined {
  const diagnostics = lint(own)
  const error =
    diagnostics.find((finding) => isObstacle(finding, true)) ??
    diagnostics.find((finding) => isObstacle(finding, force))
  if (error === undefined) return undefined
  const file = own.files.find(({ name }) => name === error.file) ?? own.main
  const line = file.document.source.lineAt(error.start)
  return { diagnostics, refusals: [refusals.wrongOverlay(own.main, error, line)] }
}

function checkBase(
  { main }: Configuration,
  target: OverlayTarget,
  { sysroot = '' }: LoadOptions,
): Outcome | undefined {
  const { realPath, productPath } = target
  let refusal: Refusal | undefined
  if (realPath === main.realPath) refusal = refusals.overlayIsBase(main)
  else if (productPath === undefined) refusal = refusals.outsideSysroot(target, sysroot)
  else if (/[\u0000-\u001f\u007f]/.test(productPath)) refusal = refusals.unwritablePath(target)
  return refusal && { refusals: [refusal] }
}

async function planLine(
  configuration: Configuration,
  own: Configuration,
  target: OverlayTarget,
  options: ChangeOptions,
): Promise<Outcome> {
  const { main } = configuration
  const { statements, atTopLevel, inStanzas } = findInclusions(configuration, target)
  const [elsewhere] = inStanzas
  if (elsewhere !== undefined) {
    return { refusals: [refusals.takenInOtherwise(own.main, elsewhere)] }
  }
  const taken = atTopLevel.at(-1)
  if (statements.length === 0 && taken !== undefined && !isReadOnly(taken)) {
    return { refusals: [refusals.takenInOtherwise(own.main, taken)] }
  }
  if (taken !== undefined) return present(await statusOf(configuration, own, target), taken)
  const refusal = refusals.baseReadOnly(main) ?? ifBroken(main)
  if (refusal !== undefined) return { refusals: [refusal] }
  return newLine(configuration, own, target, options)
}

function isReadOnly(inclusion: Inclusion): boolean {
  return inclusion.statement?.readOnly === true
}

/** The overlay is taken in: nothing changes, unless that does not do what it is for. */
function present({ base, overlay, isLast, effects }: OverlayStatus, taken: Inclusion): Outcome {
  const place = statementPlace(taken) ?? { file: base.name, line: 1 }
  const where = `${place.file}:${place.line}`
  const lost = effects.find(({ inEffect }) => !inEffect)
  if (lost !== undefined) {
    return { refusals: [refusals.shadowedOverlay(overlay, where, lost)] }
  }
  const rest = isLast ? 'as the last line' : 'and nothing behind that line sets what it sets'
  return { notes: [`${where} takes ${overlay.name} in already, ${rest}`] }
}

async function newLine(
  configuration: Configuration,
  own: Configuration,
  target: OverlayTarget,
  { force = false }: ChangeOptions,
): Promise<Outcome> {
  const { main } = configuration
  const { source } = main.document
  const edit = addLine(source, target.productPath as string)
  const after = await added(configuration, target)
  const edits = [edit]
  const diagnostics = newFindings(configuration, after, new Map([[main.name, edits]]))
  const errors = diagnostics.filter((finding) => isObstacle(finding, force))
  const status = await statusOf(after, own, target)
  const position = after.main.document.source.position(status.statement?.start ?? edit.start)
  const placement: Placement = {
    action: 'insert',
    file: main.name,
    path: main.path,
    ...position,
    newLineAfter: position.line - 1,
    reason: 'an overlay is the last line, so that it wins over everything before it',
    after: edit.text.trim(),
  }
  return {
    edits,
    placements: [placement],
    diagnostics,
    refusals: errors.map((error) => newError(error)),
    notes: status.effects.flatMap((effect) => lostAnyway(effect)),
  }
}

/** The local changes file is read even after the last line (language spec 6). */
function lostAnyway({ path, option, after, inEffect }: OverlayStatus['effects'][number]): string[] {
  if (inEffect || after === undefined) return []
  const place = placeOf(after.inclusion.file, after.node)
  return [`${describeOption(path, option)} stays as ${place} sets it, which is read later and wins`]
}
