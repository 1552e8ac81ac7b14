/**
 * Builds what the package ships: generated sources, then `dist/`. A build that fails leaves the
 * `dist/` of the last good one.
 */
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { buildDeclarations } from './build/declarations.js'
import { BuildFailure } from './build/failure.js'
import { buildGrammar } from './build/grammar.js'
import { buildLibrary } from './build/library.js'
import { buildManPages } from './build/man-pages.js'
import { writeNotices } from './build/notices.js'
import { fromRoot } from './build/paths.js'
import { buildPlans } from './build/plans.js'
import { buildPrograms } from './build/programs.js'
import { buildRules } from './build/rules.js'
import { buildSchemas } from './build/schemas.js'
import { buildSettings } from './build/settings.js'

async function main(): Promise<void> {
  const started = performance.now()
  await buildRules()
  await buildGrammar()
  const texts = await buildSchemas()
  await buildSettings()
  await buildPlans()
  await mkdir(fromRoot('.cache'), { recursive: true })
  const stage = await mkdtemp(fromRoot('.cache/build-'))
  try {
    const [library, programs] = await all([
      buildLibrary(stage),
      buildPrograms(stage, texts),
      buildDeclarations(stage),
    ])
    await buildManPages(stage)
    await writeNotices(stage, [library, ...programs])
    await chmod(stage, 0o755)
    await replaceFolder(fromRoot('dist'), stage)
  } finally {
    await rm(stage, { recursive: true, force: true })
  }
  console.log(`dist/ built in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}

/** Waits for all, also when one fails: what still runs would write into a folder that is gone. */
async function all<Steps extends readonly Promise<unknown>[] | []>(steps: Steps) {
  await Promise.allSettled(steps)
  return Promise.all(steps)
}

/** Puts a new folder in place of an old one: never a mixture of both. */
async function replaceFolder(folder: string, by: string): Promise<void> {
  const old = join(by, 'old')
  await rename(folder, old).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  await rename(by, folder)
  await rm(join(folder, 'old'), { recursive: true, force: true })
}

try {
  await main()
} catch (error) {
  console.error(error instanceof BuildFailure ? `build: ${error.message}` : error)
  process.exitCode = 1
}
