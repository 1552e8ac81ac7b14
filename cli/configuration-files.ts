import { type Dirent, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The configuration files below a folder, in byte order; hidden and backup files are none.
 * @param skips whether a file or folder is passed over
 */
export function configurationFiles(
  folder: string,
  skips: (path: string) => boolean = () => false,
): string[] {
  const found: string[] = []
  for (const entry of entriesOf(folder)) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
    const path = join(folder, entry.name)
    if (skips(path)) continue
    if (entry.isDirectory()) found.push(...configurationFiles(path, skips))
    else if (entry.name.endsWith('.conf') && isFile(path)) found.push(path)
  }
  return found
}

function entriesOf(folder: string): Dirent[] {
  const entries = readdirSync(folder, { withFileTypes: true })
  return entries.sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))
}

export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}
