import type { Configuration, Definition } from '../../config/index.js'
import { displayScope } from '../../config/index.js'
import type { ChangeSet } from '../../edit/index.js'
import {
  type Comparison,
  compare,
  type Difference,
  type OptionDifference,
  pairFiles,
} from '../../edit/index.js'
import { secretsIn } from '../../lint/values/secrets.js'
import { needsRestart } from '../../report/diff/effects.js'
import { changedSecret, valueLine } from '../../report/diff/masked.js'
import { noteText, orderText } from '../../report/diff/text.js'
import { changedFiles, type DiffFile, pairedFiles } from '../../report/index.js'
import type { ChangesModel, EffectModel, SideModel } from '../model/model.js'
import { changedFileModel } from './file-diffs.js'
import { shownText } from './texts.js'

/** How many scopes that get a value are named. */
const MOST_DEPENDENTS = 100

/** What changes from one configuration to another: in effect, and in the texts of the files. */
export function changesBetween(before: Configuration, after: Configuration): ChangesModel {
  const files = pairedFiles(pairFiles(before, after), { maskSecrets: true })
  const names = { before: before.main.name, after: after.main.name }
  return { ...shownNames(names), ...effectModels(before, after), ...fileModels(files, before) }
}

/**
 * What a change set brings.
 * @param after the configuration with its edits
 * @param name of what it comes from
 */
export function changesOf(
  changeSet: ChangeSet,
  { before, after }: { readonly before: Configuration; readonly after: Configuration },
  name: string,
): ChangesModel {
  const files = changedFiles(changeSet, before, { maskSecrets: true })
  const { message } = changeSet
  return {
    ...shownNames({ before: before.main.name, after: name }),
    ...(message !== undefined && { message: shownText(message) }),
    ...effectModels(before, after),
    ...fileModels(files, before),
  }
}

function shownNames({ before, after }: { readonly before: string; readonly after: string }) {
  return { before: shownText(before), after: shownText(after) }
}

function fileModels(files: readonly DiffFile[], before: Configuration) {
  return {
    files: files.flatMap((file) => {
      const known = before.files.find(({ document }) => document.source === file.before?.source)
      return changedFileModel(file, known === undefined ? [] : secretsIn(known.document)) ?? []
    }),
  }
}

function effectModels(before: Configuration, after: Configuration) {
  const comparison = compare(before, after)
  const { differences, effective } = comparison
  return {
    effects: effective.map((difference) => effectModel(difference, comparison)),
    spelling: differences.length - effective.length,
  }
}

function effectModel(difference: Difference, { after, dependents }: Comparison): EffectModel {
  const { kind, path } = difference
  const change = difference.change as EffectModel['change']
  const place = { change, scope: shownText(displayScope(path)), restart: needsRestart(difference) }
  if (kind === 'scope') return { ...place, note: 'a stanza without options', dependents: [] }
  if (kind === 'order') return { ...place, note: shownText(orderText(difference)), dependents: [] }
  const all = dependents.get(difference) ?? []
  return {
    ...place,
    option: shownText(difference.option),
    ...sides(difference),
    note: noteOf(difference, shownText(noteText(difference, after, all, { maskSecrets: true }))),
    dependents: all.slice(0, MOST_DEPENDENTS).map((each) => shownText(displayScope(each))),
  }
}

/** The note of a difference; of a secret both values look the same, and the note says why. */
function noteOf({ option: name, type, before, after }: OptionDifference, note: string): string {
  const secret = before && after && changedSecret({ name, type }, before, after)
  return secret === undefined ? note : [ONLY_SECRET, note].filter((each) => each !== '').join('; ')
}

const ONLY_SECRET = 'only a secret in it differs'

function sides(difference: OptionDifference): Pick<EffectModel, 'before' | 'after'> {
  const { option: name, type, before, after } = difference
  const named = { name, type }
  const line = (definition: Definition) => valueLine(named, definition, true)
  const secret = before && after && changedSecret(named, before, after)
  return {
    ...(before !== undefined && { before: side(before, line(before)) }),
    ...(after !== undefined && { after: side(after, secret ?? line(after)) }),
  }
}

function side({ inclusion: { file }, node }: Definition, value: string): SideModel {
  const line = file.document.source.lineAt(node.start)
  return { value: shownText(value), file: shownText(file.name), line }
}
