import { type Change, type Configuration, shownPath } from '../../config/index.js'
import type { ChangeSet, Effect, EffectiveText, FileEdits } from '../../edit/index.js'
import { Source } from '../../syntax/index.js'
import { type DiffFile, renderUnifiedDiff } from '../patch/unified.js'
import { maskNotes } from '../patch/wide-masks.js'
import { outcomeJson } from './outcome-json.js'
import { ShownValues } from './values.js'

/**
 * A change set as `set --format json` prints it (`docs/edits.md`), with its secrets masked on
 * request.
 * @param written whether the files have been written
 */
export function changeJson(
  changeSet: ChangeSet,
  configuration: Configuration,
  files: readonly DiffFile[],
  { maskSecrets, written }: { readonly maskSecrets: boolean; readonly written: boolean },
): Readonly<Record<string, unknown>> {
  const values = new ShownValues(configuration, maskSecrets)
  const { changes, placements, effects = [], edits, message } = changeSet
  const notes = [...changeSet.notes, ...maskNotes(files)]
  const say = (words: string) => values.said(changes, words)
  return {
    version: 1,
    written,
    ...(message !== undefined && { message: say(message) }),
    changes: changes.map((change) => changeOf(change, values)),
    placements: placements.map(({ change, before, after, path: _, ...placement }) => ({
      ...placement,
      ...(change !== undefined && { change: changes.indexOf(change) }),
      ...(before !== undefined && { before: shown(change, before, values) }),
      ...(after !== undefined && { after: shown(change, after, values) }),
    })),
    effects: effects.map((effect) => effectOf(effect, values)),
    files: edits.map((each) => fileOf(each, configuration, files)),
    ...outcomeJson(changeSet.diagnostics, { ...changeSet, notes }, say),
  }
}

function changeOf(change: Change, values: ShownValues): unknown {
  const { kind, path, option } = change
  return {
    kind,
    path: shownPath(path, values),
    ...(option !== undefined && { option }),
    ...('key' in change && { key: values.free(change.key) }),
    ...('value' in change && { value: values.ofChange(change) }),
  }
}

/** The text of a value; undefined for a removed stanza, which may contain any secrets. */
function shown(change: Change | undefined, text: string, values: ShownValues): string | undefined {
  if (change?.option === undefined) return undefined
  return values.whole(change.path, change.option, text)
}

function effectOf({ before, after, ...effect }: Effect, values: ShownValues): unknown {
  const text = (each: EffectiveText | undefined) =>
    each?.text === undefined || effect.option === undefined
      ? each && fromOf(each, values)
      : { ...fromOf(each, values), text: values.whole(effect.path, effect.option, each.text) }
  const { path, dependents } = effect
  return {
    ...effect,
    path: shownPath(path, values),
    dependents: {
      ...dependents,
      first: dependents.first.map((each) => shownPath(each, values)),
    },
    ...(before !== undefined && { before: text(before) }),
    ...(after !== undefined && { after: text(after) }),
  }
}

function fromOf({ from, ...text }: EffectiveText, values: ShownValues): EffectiveText {
  return from === undefined ? text : { ...text, from: shownPath(from, values) }
}

/** The changed places of a file, and its diff, without the new text, which may be secret. */
function fileOf(
  { name, create, edits }: FileEdits,
  { files }: Configuration,
  diffs: readonly DiffFile[],
): unknown {
  const source = files.find((file) => file.name === name)?.document.source ?? new Source('')
  const place = (offset: number) => ({ offset, ...source.position(offset) })
  return {
    file: name,
    create,
    spans: edits.map(({ start, end }) => ({ start: place(start), end: place(end) })),
    diff: renderUnifiedDiff(diffs.filter((diff) => diff.name === name)),
  }
}
