import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { scratch } from '../tools/scratch.js'

/** A new folder with these files, by their names relative to it. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = scratch()
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  return folder
}
