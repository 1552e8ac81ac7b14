import { type Configuration, type LoadOptions, load } from '../../config/index.js'
import type { ChangeOptions } from '../change/change.js'
import type { ChangeSet } from '../change/change-set.js'
import { ifBroken } from '../change/refusals.js'
import { checkBase, checkOverlays, checkRequirements, takenInOtherwise } from './checks.js'
import { checkMains } from './elsewhere.js'
import { type Found, findAll, isAbsent } from './found.js'
import { inlineOutcome } from './inline.js'
import { lineOfOverlay, lineOutcome } from './lines.js'
import { changeSetOf, type Outcome, refused } from './outcome.js'
import { type Overlay, openOverlays } from './overlay.js'
import * as refusals from './refusals.js'

export interface OverlayOptions {
  /**
   * Scopes that the base must have without the overlays, as typed on the console: `datasource
   * ecdb`.
   */
  readonly require?: readonly string[]
  /** Whether to write the options of the overlays into the base, instead of include lines. */
  readonly inline?: boolean
  /** Whether to move existing include lines to the end, in the given order. */
  readonly fixOrder?: boolean
  /** The main files of other configurations that may read the base too. */
  readonly mains?: readonly string[]
}

/** How overlays are applied: how the base is loaded, how changes are made, and what is asked for. */
export type OverlayApplyOptions = LoadOptions & ChangeOptions & OverlayOptions

/**
 * Plans the include lines that make a configuration read overlays last. The overlays are checked
 * first. If the lines are there already, nothing changes.
 * @param base the main file
 * @param given files and folders; later ones override earlier ones
 * @throws EnvironmentError when a file cannot be read
 */
export async function planOverlayApply(
  base: string,
  given: readonly string[],
  options: OverlayApplyOptions,
): Promise<ChangeSet> {
  const overlays = await openOverlays(given, options)
  const configuration = await load(base, options)
  const looked = [...configuration.files, ...overlays.flatMap(({ files }) => files)]
  const outcome =
    checkOverlays(overlays, options) ??
    checkBase(configuration, overlays, options) ??
    (await checkRequirements(configuration, overlays, options)) ??
    (await outcomeOf(configuration, overlays, options))
  return changeSetOf(configuration, looked, outcome, options.message)
}

async function outcomeOf(
  configuration: Configuration,
  overlays: readonly Overlay[],
  options: OverlayApplyOptions,
): Promise<Outcome> {
  const found = await findAll(configuration, overlays)
  const otherwise = await takenInOtherwise(configuration, found)
  if (otherwise !== undefined) return refused(otherwise)
  const outcome = options.inline
    ? await outcomeWithin(configuration, found, options)
    : await lineOutcome(configuration, found, options)
  if (outcome.edits === undefined || outcome.edits.length === 0) return outcome
  if (outcome.refusals !== undefined && outcome.refusals.length > 0) return outcome
  const { mains = [] } = options
  const { refusal, notes } = await checkMains(configuration, overlays, mains, outcome.edits)
  return refusal === undefined
    ? { ...outcome, notes: [...(outcome.notes ?? []), ...notes] }
    : refused(refusal)
}

async function outcomeWithin(
  configuration: Configuration,
  found: readonly Found[],
  options: OverlayApplyOptions,
): Promise<Outcome> {
  const { main } = configuration
  const taken = found.find((each) => !isAbsent(each))
  if (taken !== undefined) {
    return refused(refusals.notInline(taken.overlay.target, lineOfOverlay(configuration, taken)))
  }
  const refusal = refusals.baseReadOnly(main) ?? ifBroken(main)
  if (refusal !== undefined) return refused(refusal)
  const { edits, ...changeSet } = await inlineOutcome(configuration, found, options)
  return { ...changeSet, edits: edits[0]?.edits ?? [] }
}
