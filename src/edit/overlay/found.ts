import type { Configuration } from '../../config/index.js'
import { findInclusions, type OverlayInclusions } from './inclusions.js'
import type { Overlay } from './overlay.js'

/** An overlay, and how the configuration includes it already. */
export interface Found extends OverlayInclusions {
  readonly overlay: Overlay
}

/** How a configuration includes each of some overlays. */
export async function findAll(
  configuration: Configuration,
  overlays: readonly Overlay[],
): Promise<Found[]> {
  const found: Found[] = []
  for (const overlay of overlays) {
    found.push({ overlay, ...(await findInclusions(configuration, overlay.target)) })
  }
  return found
}

/** Whether nothing includes an overlay. */
export function isAbsent({ statements, atTopLevel }: OverlayInclusions): boolean {
  return statements.length === 0 && atTopLevel.length === 0
}
