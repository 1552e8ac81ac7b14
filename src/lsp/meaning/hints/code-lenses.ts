import type { CodeLens } from 'vscode-languageserver'
import { describeReadOnly } from '../../../config/loading/read-only.js'
import { counted } from '../../../diagnostics/index.js'
import { visible } from '../../../report/index.js'
import type { Asked, FileSnapshot } from '../../workspace/snapshot.js'
import { distinctPlaces, locationOf } from '../names/found-places.js'
import { includesOf } from '../names/included-files.js'
import { mainName } from '../shown/main-name.js'

/** The command of the client that shows a list of places; its arguments are a place and the list. */
const SHOW_PLACES = 'ecconf.showReferences'

/** What holds for a file as a whole, above its first line: who includes it, and whether it may be written. */
export function codeLenses({ uri, within }: FileSnapshot, asked: Asked): CodeLens[] {
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }
  const lens = (title: string, command = '', args: readonly unknown[] = []): CodeLens => ({
    range,
    command: { title, command, ...(args.length > 0 && { arguments: [...args] }) },
  })
  const lenses: CodeLens[] = []
  const files = new Set(within.map(({ file }) => file.realPath))
  const places = distinctPlaces(includesOf(within, files))
  if (places.length > 0) {
    const locations = places.map((place) => locationOf(place, asked))
    const arguments_ = [uri, range.start, locations]
    lenses.push(lens(`included by ${places.length}`, SHOW_PLACES, arguments_))
  }
  const reasons = new Map<string, string[]>()
  for (const { target, file } of within) {
    if (file.readOnly === undefined) continue
    const reason = visible(describeReadOnly(file.readOnly))
    reasons.set(reason, [...(reasons.get(reason) ?? []), mainName(target)])
  }
  for (const [reason, names] of reasons) {
    const isEverywhere = names.length === within.length
    const where = isEverywhere
      ? 'here'
      : names.length > 3
        ? `in ${counted(names.length, 'configuration')}`
        : `in ${names.map(visible).join(', ')}`
    lenses.push(lens(`read-only ${where}: ${reason}`))
  }
  return lenses
}
