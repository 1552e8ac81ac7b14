import { type ConfigFile, type Configuration, EnvironmentError, load } from '../../config/index.js'
import { applyEdits, Source, type TextEdit } from '../../syntax/index.js'
import type { Refusal } from '../change/change-set.js'
import { effectsOf, isLost } from './effects.js'
import { addLines, statementOf } from './line.js'
import type { Overlay } from './overlay.js'
import * as refusals from './refusals.js'

/** How many files are tried; each try loads the configuration again. */
const MOST_TRIED = 10

/**
 * The first file of a configuration that could end with the include lines so that the overlays win.
 */
export async function otherTaker(
  configuration: Configuration,
  overlays: readonly Overlay[],
): Promise<ConfigFile | undefined> {
  const { main, files } = configuration
  const lines = overlays.map(({ target }) => statementOf(target))
  const candidates = files.filter(
    (file) =>
      file !== main &&
      file.readOnly === undefined &&
      file.inclusions.every(({ within }) => within.length === 0) &&
      file.document.diagnostics.every(({ severity }) => severity !== 'error'),
  )
  for (const file of candidates.slice(0, MOST_TRIED)) {
    const { source } = file.document
    const { bytes } = new Source(applyEdits(source.text, [addLines(source, lines)]))
    const after = await configuration.withTexts(new Map([[file.path, bytes]]))
    if (!effectsOf(overlays, configuration, after).some(isLost)) return file
  }
  return undefined
}

/** What the changed base means for other configurations. */
export interface MainsOutcome {
  readonly refusal: Refusal | undefined
  readonly notes: readonly string[]
}

/**
 * Checks the other configurations that read the base: it must be writable there too, and the
 * overlays must win.
 * @param mains their main files; unreadable ones, and those that do not read the base, are skipped
 * @param edits of the base
 */
export async function checkMains(
  { main: base, options }: Configuration,
  overlays: readonly Overlay[],
  mains: readonly string[],
  edits: readonly TextEdit[],
): Promise<MainsOutcome> {
  const notes: string[] = []
  for (const name of mains) {
    const before = await loadOrNothing(name, options)
    const file = before?.files.find(({ realPath }) => realPath === base.realPath)
    if (before === undefined || file === undefined || file === before.main) continue
    const readOnly = refusals.readOnlyIn(before.main, file)
    if (readOnly !== undefined) return { refusal: readOnly, notes }
    const { bytes } = new Source(applyEdits(file.document.source.text, edits))
    const after = await before.withTexts(new Map([[file.path, bytes]]))
    const lost = effectsOf(overlays, before, after).find(isLost)
    if (lost !== undefined) {
      return { refusal: refusals.shadowedIn(before.main, file, lost), notes }
    }
    notes.push(`${before.main.name} reads ${file.name} too, so this changes it as well`)
  }
  return { refusal: undefined, notes }
}

async function loadOrNothing(
  main: string,
  options: Configuration['options'],
): Promise<Configuration | undefined> {
  try {
    return await load(main, { ...options, role: undefined })
  } catch (error) {
    if (error instanceof EnvironmentError) return undefined
    throw error
  }
}
