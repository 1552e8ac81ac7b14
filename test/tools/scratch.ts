import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { ROOT } from './program.js'

const folders: string[] = []

process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/**
 * A new folder for one test, by its real path, gone when the test file's process ends.
 *
 * @param copyOf a folder of the checkout to fill it with, such as `corpus/cluster`
 */
export function scratch(copyOf?: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ecconf-test-')))
  folders.push(folder)
  if (copyOf !== undefined) {
    // The settings of the checkout are not those of a test.
    const filter = (path: string) => basename(path) !== 'ecconf.json'
    cpSync(join(ROOT, copyOf), folder, { recursive: true, filter })
  }
  return folder
}
