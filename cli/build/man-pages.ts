import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadCommands } from '../commands.js'
import { manPages } from '../man/pages.js'
import { MANUAL } from '../product/console-manual.js'
import { productProgram, productProgramNames } from '../product-programs.js'

/** Writes the manual pages of all programs. */
export async function buildManPages(folder: string): Promise<void> {
  const programs = await Promise.all(productProgramNames.map((name) => productProgram(name)))
  const pages = manPages(
    await loadCommands(),
    programs.flatMap((program) => program ?? []),
    { ec_console: MANUAL },
  )
  const man = join(folder, 'man')
  await mkdir(man)
  await Promise.all(pages.map(({ file, text }) => writeFile(join(man, file), text)))
}
