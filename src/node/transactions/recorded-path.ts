import { isAbsolute, join, normalize } from 'node:path'

/**
 * A path as a record has it: relative to the folder of the configuration for what lies in it.
 * @param path a real one
 */
export function recordedPathIn(folder: string, path: string): string {
  const prefix = folder === '/' ? '/' : `${folder}/`
  return path.startsWith(prefix) ? path.slice(prefix.length) : path
}

/** The real path that a record means. */
export function realPathIn(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path)
}

/** Whether a value can be a path of a record: the one way to write it, without a way up. */
export function isRecordedPath(value: unknown): value is string {
  if (typeof value !== 'string' || value === '' || value.length > 4096) return false
  if (value.includes('\0') || value.endsWith('/')) return false
  return normalize(value) === value && value !== '.' && value !== '..' && !value.startsWith('../')
}

/**
 * The files of a record that neither lie in the folder of the configuration nor are known to be part
 * of it: no record makes anybody write those.
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
