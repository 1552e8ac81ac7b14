import type { Inclusion, ReadOnlyReason } from '../model.js'
import { statementPlace } from './include-chain.js'

/** What is known of a file, apart from how often it is included. */
export interface FileTraits {
  /** The scheme of the URI that named the file; undefined for `file://` and plain paths. */
  readonly scheme: string | undefined
  readonly outsideSysroot: boolean
  readonly writable: boolean
  /** Permission bits of the file. */
  readonly mode: number
  /** As `FileStatus` has it; absent where the environment cannot tell. */
  readonly identity: string | undefined
  /** The identity of the folder in which the file really lies. */
  readonly folderIdentity: string | undefined
}

/**
 * Why a file must not be written (language spec 5). Only statements that include this very file
 * count: a plain include within a read-only file is writable.
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

/** Why a file must not be written, in words that follow its name in parentheses. */
export function describeReadOnly(reason: ReadOnlyReason): string {
  switch (reason.kind) {
    case 'readonly_include': {
      const place = statementPlace(reason.by)
      return place === undefined
        ? 'readonly_include'
        : `readonly_include in ${place.file}:${place.line}`
    }
    case 'included twice': {
      const places = reason.by
        .flatMap((inclusion) => statementPlace(inclusion) ?? [])
        .map(({ file, line }) => `${file}:${line}`)
      return `included more than once: ${[...new Set(places)].join(', ')}`
    }
    case 'uri':
      return `it comes from a ${reason.scheme}:// address`
    case 'outside sysroot':
      return 'it lies outside of the sysroot'
    case 'not writable':
      return 'no permission to write it'
  }
}
