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

/** A file, or all files of a folder, to be read after a configuration. */
export interface Overlay {
  readonly target: OverlayTarget
  /** The overlay as a configuration of its own. */
  readonly own: Configuration
  /** The files of the overlay: the file itself, or those of the folder in order. */
  readonly parts: readonly ConfigFile[]
  /** All files that are read with it: its parts, and the files that they include. */
  readonly files: readonly ConfigFile[]
}

/**
 * Reads an overlay.
 * @param given relative to the working directory; a bare file name is also searched for along the
 *   search path
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

/** Reads overlays one after another. @throws EnvironmentError */
export async function openOverlays(
  given: readonly string[],
  options: LoadOptions,
): Promise<Overlay[]> {
  const overlays: Overlay[] = []
  for (const each of given) overlays.push(await openOverlay(each, options))
  return overlays
}

/** Loads a folder through a stand-in file that includes it; a hidden name keeps that file out. */
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

/** The files of a folder that look like backups of editors or package managers. */
export function backupsIn({ target, parts }: Overlay): readonly ConfigFile[] {
  return target.kind === 'folder' ? parts.filter(({ path }) => isBackupName(basename(path))) : []
}

/** Whether a text belongs to an overlay, or to a file that the overlay includes. */
export function comesFrom(inclusion: Inclusion, { parts }: Overlay): boolean {
  for (let at: Inclusion | undefined = inclusion; at !== undefined; at = at.parent) {
    const { realPath } = at.file
    if (parts.some((part) => part.realPath === realPath)) return true
  }
  return false
}

/**
 * A configuration without some overlays: their files are made empty, so that they do nothing,
 * however they are included.
 */
export function withoutOverlays(
  configuration: Configuration,
  overlays: readonly Overlay[],
): Promise<Configuration> {
  const parts = overlays.flatMap((overlay) => overlay.parts)
  return configuration.withTexts(new Map(parts.map(({ path }) => [path, new Uint8Array()])))
}
