import {
  type ConfigFile,
  type Definition,
  displayScope,
  type Inclusion,
  type ScopePath,
} from '../../config/index.js'
import { statementPlace } from '../../config/loading/include-chain.js'
import { describeReadOnly } from '../../config/loading/read-only.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import type { Refusal } from '../change/change-set.js'
import { describeOption, fileAndLine } from '../change/describe.js'
import { wayPast } from '../change/refusals.js'
import type { OverlayEffect } from './effects.js'
import type { OverlayTarget } from './target.js'

/** @param line of the error in its file, 1-based */
export function wrongOverlay({ name }: OverlayTarget, finding: Diagnostic, line: number): Refusal {
  const { file, summary } = finding
  return {
    code: 'invalid',
    summary: `Overlay ${name} is not applied: ${file}:${line}: ${summary}`,
    detail: `"ecconf lint ${name}" shows what is wrong. Mend it and apply it again.${wayPast(finding)}`,
  }
}

export function backupInFolder({ name }: OverlayTarget, backup: ConfigFile): Refusal {
  return {
    code: 'invalid',
    summary: `Overlay ${name} is not applied: ${backup.name} looks like a backup, and would be read with the folder`,
    detail: 'Move it elsewhere, or give it a name that begins with a dot.',
  }
}

export function outsideSysroot({ name }: OverlayTarget, sysroot: string): Refusal {
  return {
    code: 'no-place',
    summary: `Overlay ${name} lies outside of the sysroot ${sysroot}, where the running product does not see it`,
    detail: 'Put it below the sysroot and apply it from there.',
  }
}

export function unwritablePath({ name, kind }: OverlayTarget): Refusal {
  return {
    code: 'invalid',
    summary: `The path of overlay ${JSON.stringify(name)} cannot be written on one line`,
    detail: `Give the ${kind} another name.`,
  }
}

export function overlayIsBase({ name }: ConfigFile): Refusal {
  return {
    code: 'invalid',
    summary: `${name} cannot be its own overlay`,
    detail: 'Name the file to change first, and the file to lay over it second.',
  }
}

export function baseInFolder({ name }: ConfigFile, folder: OverlayTarget): Refusal {
  return {
    code: 'invalid',
    summary: `${name} lies in ${folder.name} itself, and cannot be its own overlay`,
    detail: 'Put the overlays into a folder of their own.',
  }
}

/** @param file the file that both overlays include */
export function namedTwice({ name }: ConfigFile, a: OverlayTarget, b: OverlayTarget): Refusal {
  const isSame = a.realPath === b.realPath
  return {
    code: 'invalid',
    summary: isSame
      ? `Overlay ${a.name} is named twice`
      : `${name} is in two of the overlays: ${a.name} and ${b.name}`,
    detail: 'Name each of them once; the later one wins.',
  }
}

/** @param words as typed */
export function unreadableRequirement(words: string, problem: string): Refusal {
  return {
    code: 'invalid',
    summary: `The required scope "${words}" cannot be understood: ${problem.replace(/\.$/, '')}`,
    detail: 'Name it as on the console, in one argument: "datasource ecdb".',
  }
}

export function requirementMissing({ name }: ConfigFile, path: ScopePath): Refusal {
  const [kind] = path.slice(-1).map((step) => step.name.toLowerCase())
  return {
    code: 'not-set',
    summary: `${name} has no ${displayScope(path)} without the overlay, and that is required`,
    detail: `Is it the right main file, of the right version? "ecconf locate ${kind} -c ${name}" shows what it has.`,
  }
}

export function baseReadOnly(
  { name, readOnly }: ConfigFile,
  detail = 'Make the file writable, or name the main file that the product reads.',
): Refusal | undefined {
  if (readOnly === undefined) return undefined
  return {
    code: 'read-only',
    summary: `${name} would have to change, and cannot: ${describeReadOnly(readOnly)}`,
    detail,
  }
}

/** @param file the file that could include the overlays instead, so that they win */
export function applyElsewhere(
  { name: base }: ConfigFile,
  { name }: ConfigFile,
  overlays: readonly OverlayTarget[],
): string {
  const words = [name, ...overlays.map((each) => each.name)].join(' ')
  return `${name}, which ${base} reads, could take the overlay so that it wins: "ecconf overlay apply ${words}". Or make ${base} writable.`
}

/** The base is part of another configuration, in which it is read-only. */
export function readOnlyIn(main: ConfigFile, { name, readOnly }: ConfigFile): Refusal | undefined {
  if (readOnly === undefined) return undefined
  return {
    code: 'read-only',
    summary: `${name} would have to change, and is read-only in ${main.name}: ${describeReadOnly(readOnly)}`,
    detail: `Lay the overlay over ${main.name} instead.`,
  }
}

/** The base is part of another configuration, in which something overrides the overlays. */
export function shadowedIn(
  main: ConfigFile,
  base: ConfigFile,
  { path, option, after }: OverlayEffect,
): Refusal {
  const what = describeOption(path, option)
  const winner = after === undefined ? 'something' : fileAndLine(after.inclusion.file, after.node)
  return {
    code: 'shadowed',
    summary: `${main.name} reads ${base.name}, and there ${winner} is read later and sets ${what} again`,
    detail: `Lay the overlay over ${main.name} instead.`,
  }
}

/** The overlay is already included, but not by a line as `apply` writes it. */
export function takenInOtherwise({ name }: ConfigFile | OverlayTarget, by: Inclusion): Refusal {
  return {
    code: 'unsupported',
    summary: `${name} is taken in already by ${describeInclusion(by)}`,
    detail: 'Take it out there and apply the overlay again.',
  }
}

/** An include line already puts the overlay into effect, so nothing would be written inline. */
export function notInline({ name }: OverlayTarget, where: string): Refusal {
  return {
    code: 'unsupported',
    summary: `${where} takes ${name} in, so what it sets is in effect without being written into the file`,
    detail: 'Take that line out with "ecconf overlay remove", and apply the overlay inline then.',
  }
}

/** The base has no line that `remove` could remove. */
export function notByOwnLine({ name }: ConfigFile, inclusion: Inclusion): Refusal {
  return {
    code: 'unsupported',
    summary: `${name} is taken in by ${describeInclusion(inclusion)}`,
    detail:
      'Only a readonly_include of the file or folder itself, at the top level of the base, is an overlay. Take it out by hand.',
  }
}

function describeInclusion(inclusion: Inclusion): string {
  const place = statementPlace(inclusion)
  const where = place === undefined ? 'the configuration' : `${place.file}:${place.line}`
  if (inclusion.localChanges !== undefined) return `${where} as the local changes file`
  if (inclusion.within.length > 0) return `${where}, inside of ${displayScope(inclusion.within)}`
  if (!inclusion.statement?.readOnly) return `${where} with a plain include`
  return `${where}, which is another file or names a whole folder`
}

/**
 * An overlay is included, but something that is read later overrides it.
 * @param where it is included: `eccluster.conf:44`
 * @param canMove whether its line in the base can be moved to the end
 */
export function shadowedOverlay(
  where: string,
  { path, option, own, after }: OverlayEffect,
  canMove: boolean,
): Refusal {
  const what = describeOption(path, option)
  const winner =
    after === undefined ? 'another file' : fileAndLine(after.inclusion.file, after.node)
  const name = own.at(-1)?.overlay.target.name
  return {
    code: 'shadowed',
    summary: `${where} takes ${name} in, but ${winner} is read later and sets ${what} again`,
    detail: canMove
      ? `--fix-order moves the overlay's line to the end. Or take ${what} out of ${winner}.`
      : `Take ${what} out of ${winner}.`,
  }
}

/** A line added before that of another overlay would be overridden. */
export function shadowedLine(
  { path, option, own }: OverlayEffect,
  by: Definition | undefined,
): Refusal {
  const what = describeOption(path, option)
  const winner = by === undefined ? 'another file' : fileAndLine(by.inclusion.file, by.node)
  const name = own.at(-1)?.overlay.target.name
  return {
    code: 'shadowed',
    summary: `${name} would be read before ${winner}, which sets ${what} again`,
    detail: `--fix-order makes the overlays the last lines, in the order given. Or take ${what} out of ${winner}.`,
  }
}

/**
 * @param now the names of the overlays in the order of reading
 * @param wanted the names in the given order
 * @param consequence the effect of the wrong order
 */
export function wrongOrder(
  { name }: ConfigFile,
  now: readonly string[],
  wanted: readonly string[],
  consequence: string,
): Refusal {
  return {
    code: 'shadowed',
    summary: `${name} takes the overlays in another order: ${now.join(', ')}; ${consequence}`,
    detail: `--fix-order makes them the last lines, in the order given: ${wanted.join(', ')}.`,
  }
}

/** The text written inline would not have the effect of including the overlay. */
export function differsInline({ name }: ConfigFile, what: string): Refusal {
  return {
    code: 'unsupported',
    summary: `Written into ${name} the overlay would not do the same: ${what}`,
    detail: 'Apply it without --inline.',
  }
}
