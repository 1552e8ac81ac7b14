import type { Inclusion, ReadOnlyReason } from '../model.js'

/** What is known about a file by itself, before it is known how often it is included. */
export interface FileTraits {
  /** The scheme of a URI other than `file://` that led to it. */
  readonly scheme: string | undefined
  readonly outsideSysroot: boolean
  readonly writable: boolean
  /** Permission bits. */
  readonly mode: number
}

/**
 * Why a file must not be written (language spec 5). Only the statement that takes the file in
 * counts: what a read-only file includes plainly is writable.
 */
export function readOnlyReason(
  traits: FileTraits,
  inclusions: readonly Inclusion[],
): ReadOnlyReason | undefined {
  const by = inclusions.find(({ statement }) => statement?.readOnly)
  if (by !== undefined) return { kind: 'readonly_include', by }
  if (inclusions.length > 1) return { kind: 'included twice', by: inclusions }
  if (traits.scheme !== undefined) return { kind: 'uri', scheme: traits.scheme }
  if (traits.outsideSysroot) return { kind: 'outside sysroot' }
  return traits.writable ? undefined : { kind: 'not writable' }
}
