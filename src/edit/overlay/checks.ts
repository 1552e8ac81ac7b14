import type { Configuration, LoadOptions } from '../../config/index.js'
import { isObstacle } from '../../diagnostics/index.js'
import { lint } from '../../lint/index.js'
import type { ChangeOptions } from '../change/change.js'
import type { Refusal } from '../change/change-set.js'
import type { Found } from './found.js'
import { inclusionOfPart } from './inclusions.js'
import { type Outcome, refused } from './outcome.js'
import { backupsIn, type Overlay, withoutOverlays } from './overlay.js'
import * as refusals from './refusals.js'
import { missingRequirement } from './require.js'

/** Refuses overlays with errors, which would stop the product at its next start. */
export function checkOverlays(
  overlays: readonly Overlay[],
  { force = false }: ChangeOptions,
): Outcome | undefined {
  for (const overlay of overlays) {
    const { target, own, parts } = overlay
    const diagnostics = lint(own, { toBeWritten: true })
    const error =
      diagnostics.find((finding) => isObstacle(finding, true)) ??
      diagnostics.find((finding) => isObstacle(finding, force))
    if (error !== undefined) {
      const file = own.files.find(({ name }) => name === error.file) ?? own.main
      const line = file.document.source.lineAt(error.start)
      return { diagnostics, refusals: [refusals.wrongOverlay(target, error, line)] }
    }
    const [backup] = backupsIn(overlay)
    if (backup !== undefined) return refused(refusals.backupInFolder(target, backup))
    for (const other of overlays.slice(0, overlays.indexOf(overlay))) {
      const shared = parts.find(({ realPath }) =>
        other.parts.some((part) => part.realPath === realPath),
      )
      if (shared !== undefined || target.realPath === other.target.realPath) {
        return refused(refusals.namedTwice(shared ?? own.main, other.target, target))
      }
    }
  }
  return undefined
}

export function checkBase(
  { main }: Configuration,
  overlays: readonly Overlay[],
  { sysroot = '', inline = false }: LoadOptions & { readonly inline?: boolean },
): Outcome | undefined {
  for (const { target, parts } of overlays) {
    const { realPath, productPath, kind } = target
    if (realPath === main.realPath) return refused(refusals.overlayIsBase(main))
    if (kind === 'folder' && parts.some((part) => part.realPath === main.realPath)) {
      return refused(refusals.baseInFolder(main, target))
    }
    if (inline) continue
    if (productPath === undefined) return refused(refusals.outsideSysroot(target, sysroot))
    if (/[\u0000-\u001f\u007f]/.test(productPath)) return refused(refusals.unwritablePath(target))
  }
  return undefined
}

export async function checkRequirements(
  configuration: Configuration,
  overlays: readonly Overlay[],
  { require: required = [] }: { readonly require?: readonly string[] },
): Promise<Outcome | undefined> {
  if (required.length === 0) return undefined
  const refusal = missingRequirement(await withoutOverlays(configuration, overlays), required)
  return refusal && refused(refusal)
}

/** Refuses when something else already includes an overlay, or a part of it. */
export async function takenInOtherwise(
  configuration: Configuration,
  found: readonly Found[],
): Promise<Refusal | undefined> {
  for (const { overlay, statements, atTopLevel, inStanzas } of found) {
    const { target, parts } = overlay
    const [inStanza] = inStanzas
    const taken = atTopLevel.at(-1)
    if (inStanza !== undefined) return refusals.takenInOtherwise(target, inStanza)
    if (statements.length === 0 && taken !== undefined && !taken.statement?.readOnly) {
      return refusals.takenInOtherwise(target, taken)
    }
    if (target.kind === 'file') continue
    const part = await inclusionOfPart(configuration, parts, target)
    if (part !== undefined) return refusals.takenInOtherwise(part.file, part)
  }
  return undefined
}
