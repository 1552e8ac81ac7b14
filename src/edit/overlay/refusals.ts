import { statementPlace } from '../../config/include-chain.js'
import { type ConfigFile, displayScope, type Inclusion } from '../../config/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import type { Refusal } from '../change-set.js'
import { describeOption, describeReadOnly, placeOf } from '../describe.js'
import type { OverlayEffect } from './effects.js'
import type { OverlayTarget } from './target.js'

/** @param line of the error in its file */
export function wrongOverlay(
  { name }: ConfigFile,
  { file, summary }: Diagnostic,
  line: number,
): Refusal {
  return {
    code: 'invalid',
    summary: `Overlay ${name} is not applied: ${file}:${line}: ${summary}`,
    detail: `"ecconf lint ${name}" shows what is wrong. Mend it and apply it again.`,
  }
}

export function outsideSysroot({ name }: OverlayTarget, sysroot: string): Refusal {
  return {
    code: 'no-place',
    summary: `Overlay ${name} lies outside of the sysroot ${sysroot}, where the running product does not see it`,
    detail: 'Put it below the sysroot and apply it from there.',
  }
}

export function unwritablePath({ name }: OverlayTarget): Refusal {
  return {
    code: 'invalid',
    summary: `The path of overlay ${JSON.stringify(name)} can not be written on one line`,
    detail: 'Give the file another name.',
  }
}

export function overlayIsBase({ name }: ConfigFile): Refusal {
  return {
    code: 'invalid',
    summary: `${name} can not be its own overlay`,
    detail: 'Name the file to change first, and the file to lay over it second.',
  }
}

export function baseReadOnly({ name, readOnly }: ConfigFile): Refusal | undefined {
  if (readOnly === undefined) return undefined
  return {
    code: 'read-only',
    summary: `${name} can not be changed: ${describeReadOnly(readOnly)}`,
    detail: 'Make the file writable, or name the main file that the product reads.',
  }
}

/** The overlay is taken in already, but not by a line that `apply` would have written. */
export function takenInOtherwise(overlay: ConfigFile, inclusion: Inclusion): Refusal {
  return {
    code: 'unsupported',
    summary: `${overlay.name} is taken in already by ${describeInclusion(inclusion)}`,
    detail: 'Take it out there and apply the overlay again.',
  }
}

/** There is no line of the base that `remove` could take out. */
export function notByOwnLine(overlay: ConfigFile, inclusion: Inclusion): Refusal {
  return {
    code: 'unsupported',
    summary: `${overlay.name} is taken in by ${describeInclusion(inclusion)}`,
    detail:
      'Only a readonly_include of the file itself, at the top level of the base, is an overlay. Take it out by hand.',
  }
}

function describeInclusion(inclusion: Inclusion): string {
  const place = statementPlace(inclusion)
  const where = place === undefined ? 'the configuration' : `${place.file}:${place.line}`
  if (inclusion.within.length > 0) return `${where}, inside of ${displayScope(inclusion.within)}`
  if (!inclusion.statement?.readOnly) return `${where} with a plain include`
  return `${where}, which is another file or names a whole folder`
}

/**
 * The overlay is taken in, but something that is read later wins.
 * @param where it is taken in: `eccluster.conf:44`
 */
export function shadowedOverlay(
  overlay: ConfigFile,
  where: string,
  { path, option, after }: OverlayEffect,
): Refusal {
  const what = describeOption(path, option)
  const winner = after === undefined ? 'another file' : placeOf(after.inclusion.file, after.node)
  return {
    code: 'shadowed',
    summary: `${where} takes ${overlay.name} in, but ${winner} is read later and sets ${what} again`,
    detail: `Move the overlay's line to the end, or take ${what} out of ${winner}.`,
  }
}
