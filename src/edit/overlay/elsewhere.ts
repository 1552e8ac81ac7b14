import { type ConfigFile, type Configuration, EnvironmentError, load } from '../../config/index.js'
import { applyEdits, Source, type TextEdit } from '../../syntax/index.js'
import type { Refusal } from '../change/change-set.js'
import { effectsOf, isLost } from './effects.js'
import { addLines, statementOf } from './line.js'
import type { Overlay } from './overlay.js'
import * as refusals from './refusals.js'

/** A configuration has few files at its top level; each that is tried is loaded. */
const MOST_TRIED = 10

/** The first file that a configuration reads whose last lines could take overlays in, so that they win. */
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

/** What it means for other configurations that the base changes. */
export interface MainsOutcome {
  readonly refusal: Refusal | undefined
  readonly notes: readonly string[]
}

/**
 * Looks at the configurations that read the base too: it has to be writable there as well, and the
 * overlays have to win.
 * @param mains their main files; what cannot be read, or does not read the base, is passed over
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
