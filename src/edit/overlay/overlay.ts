import { basename } from '../../config/environment/paths.js'
import {
  type ConfigFile,
  type Configuration,
  environmentWithTexts,
  type Inclusion,
  type LoadOptions,
  load,
} from '../../config/index.js'
import { isBackupName } from '../../config/merging/backup-names.js'
import { encodeUtf8 } from '../../syntax/utf8.js'
import { findTarget, type OverlayTarget } from './target.js'

/** A file, or all files of a folder, to be laid over a configuration. */
export interface Overlay {
  readonly target: OverlayTarget
  /** The overlay as a configuration of its own. */
  readonly own: Configuration
  /** What is taken in by its line: the file itself, or those of the folder in their order. */
  readonly parts: readonly ConfigFile[]
  /** All that is read with it: its parts, and what they include. */
  readonly files: readonly ConfigFile[]
}

/**
 * Reads an overlay.
 * @param given relative to the working directory; a bare name of a file is looked for along the
 *   search path too
 * @throws EnvironmentError when there is no such file
 */
async function openOverlay(given: string, options: LoadOptions): Promise<Overlay> {
  const target = await findTarget(given, options)
  if (target.kind === 'folder') return openFolder(target, options)
  const own = await load(given, { ...options, role: undefined })
  const { main, files } = own
  return {
    target: await findTarget(main.path, options, main.name),
    own,
    parts: [main],
    files,
  }
}

/** Reads overlays, one after the other. @throws EnvironmentError */
export async function openOverlays(
  given: readonly string[],
  options: LoadOptions,
): Promise<Overlay[]> {
  const overlays: Overlay[] = []
  for (const each of given) overlays.push(await openOverlay(each, options))
  return overlays
}

/** In its place stands a file that includes it: hidden, so that it is not read with the folder. */
async function openFolder(target: OverlayTarget, options: LoadOptions): Promise<Overlay> {
  const standIn = `${target.path}/.overlay`
  const texts = new Map([[standIn, encodeUtf8('include "./"\n')]])
  const environment = await environmentWithTexts(options.environment, texts)
  const own = await load(standIn, { ...options, environment, role: undefined })
  return {
    target,
    own,
    parts: own.inclusions.filter(({ parent }) => parent?.file === own.main).map(({ file }) => file),
    files: own.files.filter((file) => file !== own.main),
  }
}

/** The files of a folder that nobody meant to be read: what editors and package managers leave. */
export function backupsIn({ target, parts }: Overlay): readonly ConfigFile[] {
  return target.kind === 'folder' ? parts.filter(({ path }) => isBackupName(basename(path))) : []
}

/** Whether a text is an overlay's, or of a file that the overlay includes. */
export function comesFrom(inclusion: Inclusion, { parts }: Overlay): boolean {
  for (let at: Inclusion | undefined = inclusion; at !== undefined; at = at.parent) {
    const { realPath } = at.file
    if (parts.some((part) => part.realPath === realPath)) return true
  }
  return false
}

/**
 * A configuration as it is without some overlays. One without text does nothing, however it is taken
 * in.
 */
export function withoutOverlays(
  configuration: Configuration,
  overlays: readonly Overlay[],
): Promise<Configuration> {
  const parts = overlays.flatMap((overlay) => overlay.parts)
  return configuration.withTexts(new Map(parts.map(({ path }) => [path, new Uint8Array()])))
}
