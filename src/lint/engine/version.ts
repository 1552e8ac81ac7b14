import type { ProductLine, ProductLines } from '../../schema/types.js'

/** A release of the product, or a hot fix for a release. */
export interface Version {
  /** The version as written. */
  readonly text: string
  /**
   * Without trailing zeros, because 4.1 and 4.1.0 are the same release. The last version of a series
   * ends with Infinity.
   */
  readonly numbers: readonly number[]
  /** The number of the hot fix: 4 in `4.1-HF4`. */
  readonly hotFix: number
  /** The product line. Versions above 4 belong to line 4. */
  readonly line: '3' | '4'
}

/**
 * Reads `3.4`, `4.2.28` or `4.1-HF4`; undefined for other text, and for versions below 3, which the
 * registry does not cover.
 */
export function parseVersion(text: string): Version | undefined {
  const parts = /^(\d{1,9}(?:\.\d{1,9})*)(?:-HF(\d{1,9}))?$/i.exec(text.trim())
  if (parts === null) return undefined
  const numbers = (parts[1] as string).split('.').map(Number)
  while (numbers.at(-1) === 0) numbers.pop()
  const [major = 0] = numbers
  if (major < 3) return undefined
  return {
    text: text.trim(),
    numbers,
    hotFix: Number(parts[2] ?? 0),
    line: major === 3 ? '3' : '4',
  }
}

/**
 * Reads what a configuration is for: as a version, but one or two numbers name a series, of which the
 * last version counts. `3.6` is the last of 3.6, `3.6.0` the first.
 */
export function parseTarget(text: string): Version | undefined {
  const version = parseVersion(text)
  const named = /^\d+(?:\.\d+)?$/.exec(text.trim())
  if (version === undefined || named === null) return version
  return { ...version, numbers: [...named[0].split('.').map(Number), Number.POSITIVE_INFINITY] }
}

/**
 * Below 0 when `a` came before `b`. A hot fix comes after its release and before the next release.
 */
export function compareVersions(a: Version, b: Version): number {
  const length = Math.max(a.numbers.length, b.numbers.length)
  for (let index = 0; index < length; index++) {
    const [one, other] = [a.numbers[index] ?? 0, b.numbers[index] ?? 0]
    // Infinity minus itself is no number.
    if (one !== other) return one - other
  }
  return a.hotFix - b.hotFix
}

/** Why a version may not have an option or a scope. */
export type Availability =
  | { readonly kind: 'not yet'; readonly since: string; readonly uncertain: boolean }
  | { readonly kind: 'removed'; readonly last: string; readonly line: ProductLine }
  | { readonly kind: 'deprecated'; readonly since: string | undefined; readonly line: ProductLine }
  /** Documented for the other product line only, in pages that may be incomplete. */
  | { readonly kind: 'not documented'; readonly line: '3' | '4' }
  /** Listed for the other product line only, in the option tables, which are complete. */
  | { readonly kind: 'other line'; readonly line: '3' | '4' }

const known = new WeakMap<ProductLines, Map<string, Availability | undefined>>()

/** Undefined when the version has it, or nothing is known. */
export function availability(lines: ProductLines, version: Version): Availability | undefined {
  let byVersion = known.get(lines)
  if (byVersion === undefined) {
    byVersion = new Map()
    known.set(lines, byVersion)
  }
  const key = `${version.numbers}-${version.hotFix}`
  if (!byVersion.has(key)) byVersion.set(key, inLine(lines, version))
  return byVersion.get(key)
}

function inLine(lines: ProductLines, version: Version): Availability | undefined {
  const line = lines[version.line]
  if (line === undefined) return inOtherLine(lines, version)
  const { since, lastVersion, deprecated, deprecatedSince, uncertain = false } = line
  if (since !== undefined && !hasCome(line, version)) {
    return { kind: 'not yet', since: line.sinceBranches?.join(' and ') ?? since, uncertain }
  }
  if (lastVersion !== undefined && isAfter(version, lastVersion)) {
    return { kind: 'removed', last: lastVersion, line }
  }
  if (!deprecated) return undefined
  const isEarlier = deprecatedSince !== undefined && isBefore(version, deprecatedSince)
  return isEarlier ? undefined : { kind: 'deprecated', since: deprecatedSince, line }
}

function inOtherLine(lines: ProductLines, version: Version): Availability | undefined {
  const other = version.line === '3' ? '4' : '3'
  const line = lines[other]
  // The mobile edition has one handbook for both product lines.
  if (line === undefined || line.product !== undefined) return undefined
  if (line.since === undefined) return { kind: 'not documented', line: other }
  if (other === '3') return { kind: 'other line', line: other }
  const { since, uncertain = false } = line
  return hasCome(line, version) ? undefined : { kind: 'not yet', since, uncertain }
}

/**
 * Whether something was introduced by a version; it may have been introduced in several branches.
 */
function hasCome({ since, sinceBranches }: ProductLine, version: Version): boolean {
  const releases = sinceBranches ?? (since === undefined ? [] : [since])
  const own = releases.find((release) => isSameBranch(release, version))
  if (own !== undefined) return !isBefore(version, own)
  return releases.some((release) => !isBefore(version, release))
}

function isSameBranch(release: string, { numbers }: Version): boolean {
  const branch = parseVersion(release)?.numbers
  return branch?.[0] === numbers[0] && (branch?.[1] ?? 0) === (numbers[1] ?? 0)
}

/** Whether a version came after the last one of a release: 4.8 after 4.7, but not 4.7.3. */
function isAfter(version: Version, last: string): boolean {
  const other = parseTarget(last)
  return other !== undefined && compareVersions(version, other) > 0
}

/** A form of a value that came later than the option. */
export interface LaterForm {
  readonly form: string
  readonly since: string
  readonly uncertain: boolean
}

/** The forms that a version does not know yet, of an option or a scope that it has. */
export function formsNotYet(lines: ProductLines, version: Version): readonly LaterForm[] {
  const { sinceByForm = {}, uncertain = false } = lines[version.line] ?? {}
  return Object.entries(sinceByForm)
    .filter(([, since]) => isBefore(version, since))
    .map(([form, since]) => ({ form, since, uncertain }))
}

/** Whether a version came before a release. */
export function isBefore(version: Version, release: string): boolean {
  const other = parseVersion(release)
  return other !== undefined && compareVersions(version, other) < 0
}
