import type { ScopeType } from '../../schema/types.js'
import { isBefore, type Version } from '../engine/version.js'

/** How a stanza is written in a version of the product; without a version, how it may be. */
export function instanceAt(
  { instance, lines }: ScopeType,
  target: Version | undefined,
): ScopeType['instance'] {
  const line = target && lines?.[target.line]
  if (target === undefined || line?.instance === undefined) return instance
  const { singletonSince, instanceBefore = instance } = line
  return singletonSince !== undefined && isBefore(target, singletonSince)
    ? instanceBefore
    : line.instance
}
