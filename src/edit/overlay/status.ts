import {
  type ConfigFile,
  type Configuration,
  type Inclusion,
  type LoadOptions,
  load,
  type ScopePath,
} from '../../config/index.js'
import type { IncludeView } from '../../syntax/index.js'
import { PieceText } from '../piece-text.js'
import { effectsOf, newEmptyScopes, type OverlayEffect } from './effects.js'
import { addLine } from './line.js'
import { findInclusions, findTarget, type OverlayTarget } from './target.js'

/** What an overlay does to a configuration, or would do. */
export interface OverlayStatus {
  readonly base: ConfigFile
  readonly overlay: ConfigFile
  /** `shadowed`: it is taken in, and something that is read after it wins. */
  readonly state: 'in effect' | 'shadowed' | 'absent'
  /** The line of the base that takes it in; undefined when there is none. */
  readonly statement: IncludeView | undefined
  /** How it is taken in, as it is read last; undefined when it is absent. */
  readonly inclusion: Inclusion | undefined
  /** The line is the last statement of the base. */
  readonly isLast: boolean
  /** What it does to each option that it sets; when it is absent, what it would do. */
  readonly effects: readonly OverlayEffect[]
  /** Scopes that it brings without setting an option in them. */
  readonly newScopes: readonly ScopePath[]
}

/**
 * Compares a configuration with an overlay and without it.
 * @param base the main file
 * @throws EnvironmentError when one of the two files can not be read
 */
export async function overlayStatus(
  base: string,
  overlay: string,
  options: LoadOptions,
): Promise<OverlayStatus> {
  const own = await load(overlay, { ...options, role: undefined })
  const configuration = await load(base, options)
  return statusOf(configuration, own, await findTarget(own.main.path, options, own.main.name))
}

/** @param own the overlay as a configuration of its own */
export async function statusOf(
  configuration: Configuration,
  own: Configuration,
  target: OverlayTarget,
): Promise<OverlayStatus> {
  const { main } = configuration
  const { statements, atTopLevel } = findInclusions(configuration, target)
  const isThere = atTopLevel.length > 0
  // An overlay without text does nothing, however it is taken in.
  const without = isThere
    ? await configuration.withTexts(new Map([[target.path, new Uint8Array()]]))
    : configuration
  const withIt = isThere ? configuration : await added(configuration, target)
  const effects = effectsOf(own, without, withIt, target)
  const inEffect = effects.every((effect) => effect.inEffect)
  const statement = statements.at(-1)
  return {
    base: main,
    overlay: own.main,
    state: !isThere ? 'absent' : inEffect ? 'in effect' : 'shadowed',
    statement,
    inclusion: atTopLevel.at(-1),
    isLast: statement !== undefined && main.document.root.items.at(-1)?.index === statement.index,
    effects,
    newScopes: newEmptyScopes(own, without),
  }
}

/** The configuration with the overlay as its last line. */
export async function added(
  configuration: Configuration,
  { path, productPath }: OverlayTarget,
): Promise<Configuration> {
  const { main } = configuration
  const text = new PieceText(main.document.source)
  text.apply([addLine(main.document.source, productPath ?? path)])
  return configuration.withTexts(new Map([[main.path, text.bytes]]))
}
