import type { ConfigFile, Configuration } from '../../../config/index.js'
import { ledByOthers, THIS_MACHINE } from '../../../node/index.js'
import { inclusionsIn } from '../../../project/changes/led-elsewhere.js'
import { visible } from '../../../report/index.js'

/**
 * Why a file gets no edits that was not opened: somebody else has led to it, who could not write it. The editor
 * would write it with the rights of its user, as those who write by themselves never do.
 * @param opened the real path of the text that somebody has before them
 * @returns a sentence; undefined where nobody has
 */
export function ledElsewhere(
  file: Pick<ConfigFile, 'name' | 'path' | 'realPath'>,
  configurations: readonly Configuration[],
  opened: string,
): string | undefined {
  if (file.realPath === opened) return undefined
  const why = ledByOthers(file, inclusionsIn(configurations)(file), THIS_MACHINE)
  return why && `${visible(`${file.name} ${why}`)}: open that file itself.`
}
