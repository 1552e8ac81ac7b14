import { fileURLToPath, pathToFileURL } from 'node:url'

/** The path of a `file:` address; undefined for any other, and for one that is no path here. */
export function pathOf(uri: string): string | undefined {
  if (!uri.toLowerCase().startsWith('file:')) return undefined
  try {
    const path = fileURLToPath(uri)
    return path.includes('\0') ? undefined : path
  } catch {
    return undefined
  }
}

/** The address of an absolute path. */
export function uriOf(path: string): string {
  return pathToFileURL(path).href
}
