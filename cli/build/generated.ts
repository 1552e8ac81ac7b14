import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fromRoot } from './paths.js'

/**
 * Writes a generated source file, by its path from the root. A file that already has this text is
 * left alone, and a process that reads it meanwhile sees the old text or the new one, no half.
 *
 * @param origin what it is made from, for the head of the file
 */
export async function writeGenerated(path: string, origin: string, body: string): Promise<void> {
  const file = fromRoot(path)
  const text = `// Made by \`npm run build\` from ${origin}. Changes here are lost.\n\n${body}`
  const old = await readFile(file, 'utf8').catch(() => undefined)
  if (old === text) return
  await mkdir(dirname(file), { recursive: true })
  const temporary = `${file}.${process.pid}`
  await writeFile(temporary, text)
  await rename(temporary, file)
}

/** A string literal in single quotes, which JSON does not use up. */
export function textLiteral(text: string): string {
  const escapes: Record<string, string> = { '\\': '\\\\', "'": "\\'", '\n': '\\n' }
  return `'${text.replace(/[\\'\n]/g, (character) => escapes[character] as string)}'`
}
