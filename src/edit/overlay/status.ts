import {
  type ConfigFile,
  type Configuration,
  type Inclusion,
  type LoadOptions,
  load,
  type ScopePath,
} from '../../config/index.js'
import { summaryWithoutSecrets } from '../../lint/values/said.js'
import type { IncludeView } from '../../syntax/index.js'
import { effectsOf, isEmpty, newScopes, type OverlayEffect } from './effects.js'
import { type Found, findAll, isAbsent } from './found.js'
import { layMissing, withEdits } from './layout.js'
import { orderProblem } from './order.js'
import { type Overlay, openOverlays, withoutOverlays } from './overlay.js'
import { missingRequirement } from './require.js'

/** The effect of overlays on a configuration, actual or possible. */
export interface OverlayStatus {
  readonly base: ConfigFile
  /** The overlays in the given order; later ones override earlier ones. */
  readonly overlays: readonly OverlayState[]
  /** The state of the overlay that is furthest from being in effect. */
  readonly state: OverlayState['state']
  /** Why the order of reading differs from the given one, with its effect. */
  readonly disorder: string | undefined
  /** Why a required scope is missing without the overlays. */
  readonly unmet: string | undefined
  /** The first part of the base or of an overlay that the product could not read. */
  readonly error: UnreadableText | undefined
  /**
   * The effect on each option that the overlays set; for an absent overlay, its possible effect.
   */
  readonly effects: readonly OverlayEffect[]
  /** The scopes that the overlays add without setting an option in them. */
  readonly newScopes: readonly ScopePath[]
}

/** A mistake in a text, and its place. */
export interface UnreadableText {
  readonly file: string
  readonly line: number
  readonly summary: string
}

/** The state of one overlay. */
export interface OverlayState {
  readonly overlay: Overlay
  /** `shadowed`: the overlay is included, but overridden against its purpose. */
  readonly state: 'in effect' | 'shadowed' | 'absent'
  /** The line of the base that includes the overlay; undefined when there is none. */
  readonly statement: IncludeView | undefined
  /** The last inclusion of the overlay; undefined when nothing is read. */
  readonly inclusion: Inclusion | undefined
  /** Whether only the lines of later overlays follow its line in the base. */
  readonly isLast: boolean
}

/**
 * Compares a configuration with and without overlays.
 * @param base the main file
 * @param given files and folders, in the order of reading
 * @param options require: scopes that must exist without the overlays, as typed on the console
 * @throws EnvironmentError when a file cannot be read
 */
export async function overlayStatus(
  base: string,
  given: readonly string[],
  options: LoadOptions & { readonly require?: readonly string[] },
): Promise<OverlayStatus> {
  const overlays = await openOverlays(given, options)
  return statusOf(await load(base, options), overlays, options.require)
}

/** @param required scopes that must exist without the overlays, as typed on the console */
export async function statusOf(
  configuration: Configuration,
  overlays: readonly Overlay[],
  required: readonly string[] = [],
): Promise<OverlayStatus> {
  const found = await findAll(configuration, overlays)
  const missing = found.filter(isAbsent)
  const present = found.filter((each) => !isAbsent(each)).map(({ overlay }) => overlay)
  const without =
    present.length === 0 ? configuration : await withoutOverlays(configuration, present)
  const withThem =
    missing.length === 0
      ? configuration
      : await withEdits(configuration, layMissing(configuration.main, found))
  const effects = effectsOf(overlays, without, withThem)
  const states = found.map((each, index) =>
    stateOf(configuration.main, each, found.slice(index + 1), effects),
  )
  const disorder = missing.length > 0 ? undefined : await orderProblem(configuration, found)
  return {
    base: configuration.main,
    overlays: states,
    state: worst([...states, { state: disorder === undefined ? 'in effect' : 'shadowed' }]),
    disorder: disorder?.summary,
    unmet: missingRequirement(without, required)?.summary,
    error: firstError([configuration, ...overlays.map(({ own }) => own)]),
    effects,
    newScopes: newScopes(overlays, without, withThem)
      .filter(isEmpty)
      .map(({ path }) => path),
  }
}

function stateOf(
  { document }: ConfigFile,
  found: Found,
  later: readonly Found[],
  effects: readonly OverlayEffect[],
): OverlayState {
  const { overlay, statements, atTopLevel } = found
  const statement = statements.at(-1)
  const isLost = effects.some(({ own, inEffect }) => !inEffect && own.at(-1)?.overlay === overlay)
  const behind = new Set(later.flatMap((each) => each.statements.map(({ index }) => index)))
  return {
    overlay,
    state: isAbsent(found) ? 'absent' : isLost ? 'shadowed' : 'in effect',
    statement,
    inclusion: atTopLevel.at(-1),
    isLast:
      statement !== undefined &&
      document.root.items.every(({ index }) => index <= statement.index || behind.has(index)),
  }
}

function worst(states: readonly Pick<OverlayState, 'state'>[]): OverlayState['state'] {
  for (const state of ['absent', 'shadowed'] as const) {
    if (states.some((each) => each.state === state)) return state
  }
  return 'in effect'
}

/** The first error of parser or loader; findings of rules do not stop the product. */
function firstError(configurations: readonly Configuration[]): UnreadableText | undefined {
  for (const { files, diagnostics } of configurations) {
    const all = [...files.flatMap(({ document }) => document.diagnostics), ...diagnostics]
    const error = all.find(({ severity }) => severity === 'error')
    const document = files.find(({ name }) => name === error?.file)?.document
    if (error === undefined || document === undefined) continue
    const line = document.source.lineAt(error.start)
    return { file: error.file, line, summary: summaryWithoutSecrets(document, error) }
  }
  return undefined
}
