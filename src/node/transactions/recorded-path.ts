import { isAbsolute, join, normalize } from 'node:path'

/**
 * A path as a record stores it: relative when it lies in the folder of the configuration.
 * @param path a real path
 */
export function recordedPathIn(folder: string, path: string): string {
  const prefix = folder === '/' ? '/' : `${folder}/`
  return path.startsWith(prefix) ? path.slice(prefix.length) : path
}

/** The real path that a record's path means. */
export function realPathIn(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path)
}

/**
 * Whether a value can be a path in a record: normalized, at most 4096 characters, with no way up.
 */
export function isRecordedPath(value: unknown): value is string {
  if (typeof value !== 'string' || value === '' || value.length > 4096) return false
  if (value.includes('\0') || value.endsWith('/')) return false
  return normalize(value) === value && value !== '.' && value !== '..' && !value.startsWith('../')
}

/**
 * The files of a record that neither lie in the folder of the configuration nor are known to belong
 * to it. No record may cause these to be written.
 */
export function strangersAmong<T extends { readonly path: string }>(
  files: readonly T[],
  folder: string,
  known: ReadonlySet<string>,
): T[] {
  return files.filter(({ path }) => {
    return isAbsolute(recordedPathIn(folder, path)) && !known.has(path)
  })
}
