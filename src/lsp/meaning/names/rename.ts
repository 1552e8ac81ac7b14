import type { Range as ProtocolRange } from 'vscode-languageserver'
import type { ConfigFile, Configuration, ScopePath } from '../../../config/index.js'
import { describeReadOnly } from '../../../config/loading/read-only.js'
import { fileAndLine } from '../../../edit/change/describe.js'
import { isPredefined, scopesOf, type TargetKind } from '../../../lint/references/references.js'
import { realPathOf } from '../../../project/paths/real-path.js'
import { visible } from '../../../report/index.js'
import { encodeString, needsQuotes, type TextEdit } from '../../../syntax/index.js'
import { shownPart } from '../../text/shown-part.js'
import type { Asked, FileInTarget, FileSnapshot } from '../../workspace/snapshot.js'
import { textPlaceAt } from '../place/text-place.js'
import { ledElsewhere } from '../shown/led-elsewhere.js'
import { distinctPlaces } from './found-places.js'
import { type NamedThing, type Occurrence, occurrencesOf, stanzasAt } from './occurrences.js'
import { thingInValue, thingsOfStanza } from './thing-at.js'

/** Why a name cannot be changed, in a sentence for the person who asked. */
export class RenameRefused extends Error {}

/** A name that can be changed: where it stands, and what it is now. */
export interface Renamable {
  readonly range: ProtocolRange
  readonly placeholder: string
}

/** What a new name changes in one file. */
export interface RenamedFile {
  readonly file: ConfigFile
  readonly edits: readonly RenameEdit[]
}

export interface RenameEdit extends TextEdit {
  /** Whether it is the instance of a stanza, or else an option that names it. */
  readonly isDefinition: boolean
}

/**
 * A name with a secret in it is not sent: the editor has it in its text.
 * @throws RenameRefused when nothing at the place can be renamed
 */
export function prepareRename(
  file: FileSnapshot,
  index: number,
  asked: Asked,
): Renamable | ProtocolRange {
  const { name, start, end } = nameAt(file, index)
  const things = thingsAt(file, index)
  for (const { each, thing } of things) refuseReadOnly(occurrencesOf(configurationOf(each), thing))
  const { source } = file.document
  const range = asked.positions.range(source, start, end)
  const isShown = shownPart(file.document, { start, end }) === source.text.slice(start, end)
  return isShown ? { range, placeholder: name } : range
}

/**
 * Gives an instance another name: in all its stanzas and in every option that names it, in each file
 * of each configuration that has the text. What is written in quotes stays so.
 * @throws RenameRefused when the name is taken, a file must not be written or somebody else has led to it, or
 *   nothing is named there
 */
export function rename(file: FileSnapshot, index: number, newName: string): RenamedFile[] {
  const { name } = nameAt(file, index)
  refuseName(newName)
  if (newName === name) return []
  const places = thingsAt(file, index).flatMap(({ each, thing }) => {
    const configuration = configurationOf(each)
    refuseTaken(configuration, thing, newName)
    return occurrencesOf(configuration, thing)
  })
  refuseReadOnly(places)
  const files = new Map<string, { file: ConfigFile; edits: RenameEdit[] }>()
  for (const place of distinctPlaces(places)) {
    const known = files.get(place.file.realPath) ?? { file: place.file, edits: [] }
    files.set(place.file.realPath, known)
    known.edits.push(editOf(place, newName))
  }
  refuseLed(file, [...files.values()])
  for (const { edits } of files.values()) edits.sort((a, b) => a.start - b.start)
  return [...files.values()]
}

/** @throws RenameRefused */
function refuseLed({ path, within }: FileSnapshot, files: readonly RenamedFile[]): void {
  const configurations = within.map(({ target }) => target.configuration)
  for (const { file } of files) {
    const why = ledElsewhere(file, configurations, realPathOf(path))
    if (why !== undefined) throw new RenameRefused(why)
  }
}

interface ThingHere {
  readonly each: FileInTarget
  readonly thing: NamedThing
}

function configurationOf({ target }: FileInTarget): Configuration {
  return target.configuration
}

/** The name at a place: an instance, or a part of a value that names one. */
function nameAt(
  { document, within }: FileSnapshot,
  index: number,
): { readonly name: string; readonly start: number; readonly end: number } {
  const place = textPlaceAt(document.tree, index)
  if (place?.kind === 'scope') {
    const { instance, name } = place.view
    if (instance === undefined) {
      throw new RenameRefused(
        `${visible(name)} has no name of its own here: only instances can be renamed.`,
      )
    }
    return { name: instance.value, start: instance.start, end: instance.end }
  }
  if (place?.kind === 'option' && place.part === 'value') {
    for (const each of within) {
      const found = thingInValue(each, place, index)
      if (found !== undefined) return found
    }
  }
  throw new RenameRefused('Only an instance can be renamed, or a value that names one.')
}

function thingsAt({ document, within }: FileSnapshot, index: number): ThingHere[] {
  const place = textPlaceAt(document.tree, index)
  if (place?.kind === 'scope') {
    return within.flatMap((each) =>
      thingsOfStanza(each, place).map(({ thing }) => ({ each, thing })),
    )
  }
  if (place?.kind !== 'option') return []
  return within.flatMap((each) => {
    const found = thingInValue(each, place, index)
    if (found === undefined) return []
    const { thing } = found
    if (thing.kind === 'target') refusePredefined(configurationOf(each), thing.target, thing.name)
    return [{ each, thing }]
  })
}

/** A name that the product has without a stanza cannot get another one here. */
function refusePredefined(configuration: Configuration, kind: TargetKind, name: string): void {
  const isWritten = scopesOf(configuration.root, kind, name).length > 0
  if (isWritten || !isPredefined(kind, name)) return
  throw new RenameRefused(
    `"${visible(name)}" is a name of the product itself: no stanza defines it.`,
  )
}

function refuseName(name: string): void {
  if (name === '') throw new RenameRefused('The new name is empty.')
  if (/[\n\r]/.test(name)) throw new RenameRefused('A name stands on one line.')
}

function refuseReadOnly(places: readonly Occurrence[]): void {
  for (const { file, start, isDefinition } of places) {
    if (file.readOnly === undefined || file.virtual) continue
    const where = fileAndLine(file, { start })
    const what = isDefinition ? 'It stands' : 'An option names it'
    throw new RenameRefused(
      `${what} in ${visible(where)} too, which is read-only (${visible(describeReadOnly(file.readOnly))}). Rename it where that file is made.`,
    )
  }
}

/**
 * Refuses a name that another thing has already: both would become one.
 * @throws RenameRefused
 */
function refuseTaken(configuration: Configuration, thing: NamedThing, newName: string): void {
  const taken = takenBy(configuration, thing, newName)
  if (taken === undefined) return
  const where = visible(fileAndLine(taken.file, taken))
  throw new RenameRefused(
    `There is one called "${visible(newName)}" already (${where}): the two would become one.`,
  )
}

function takenBy(
  configuration: Configuration,
  thing: NamedThing,
  name: string,
): Occurrence | undefined {
  switch (thing.kind) {
    case 'target': {
      const [scope] = scopesOf(configuration.root, thing.target, name)
      return scope && stanzasAt(configuration, scope.path)[0]
    }
    case 'domain': {
      const isSame = thing.name.toLowerCase() === name.toLowerCase()
      return isSame ? undefined : occurrencesOf(configuration, { kind: 'domain', name })[0]
    }
    case 'scope':
      return stanzasAt(configuration, renamedPath(thing.path, name))[0]
  }
}

function renamedPath(path: ScopePath, instance: string): ScopePath {
  const last = path.at(-1)
  return last === undefined ? path : [...path.slice(0, -1), { name: last.name, instance }]
}

/** A name is written as it was: in quotes where it had them, or where it needs them now. */
function editOf({ start, end, scalar, isDefinition }: Occurrence, newName: string): RenameEdit {
  if (scalar === undefined) {
    if (!/^[A-Za-z][\w+.-]*$/.test(newName)) {
      throw new RenameRefused(
        'It stands in front of "://" somewhere: such a name begins with a letter and has letters, digits, "+", "." and "-" only.',
      )
    }
    return { start, end, text: newName, isDefinition }
  }
  const isBare = !scalar.quoted && !needsQuotes(newName)
  return { start, end, text: isBare ? newName : encodeString(newName), isDefinition }
}
