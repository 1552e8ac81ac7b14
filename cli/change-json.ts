import type { Change, Configuration } from '../src/config/index.js'
import type { ChangeSet, Effect, EffectiveText, FileEdits } from '../src/edit/index.js'
import { type DiffFile, renderUnifiedDiff } from '../src/report/index.js'
import { Source } from '../src/syntax/index.js'
import { ShownValues } from './change-values.js'

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
  const { changes, placements, effects = [], edits, diagnostics, refusals, notes } = changeSet
  const { message } = changeSet
  return {
    version: 1,
    written,
    ...(message !== undefined && { message }),
    changes: changes.map((change) => changeOf(change, values)),
    placements: placements.map(({ change, before, after, path: _, ...placement }) => ({
      ...placement,
      ...(change !== undefined && { change: changes.indexOf(change) }),
      ...(before !== undefined && { before: shown(change, before, values) }),
      ...(after !== undefined && { after: shown(change, after, values) }),
    })),
    effects: effects.map((effect) => effectOf(effect, values)),
    files: edits.map((each) => fileOf(each, configuration, files)),
    diagnostics: diagnostics.map(({ code, severity, summary, detail, file }) => ({
      code,
      severity,
      summary,
      ...(detail !== undefined && { detail }),
      file,
    })),
    refusals: refusals.map(({ change, ...refusal }) => ({
      ...refusal,
      ...(change !== undefined && { change: changes.indexOf(change) }),
    })),
    notes,
  }
}

function changeOf(change: Change, values: ShownValues): unknown {
  const { kind, path, option } = change
  return {
    kind,
    path,
    ...(option !== undefined && { option }),
    ...('key' in change && { key: change.key }),
    ...('value' in change && { value: values.whole(path, change.option, change.value) }),
  }
}

/** A value's text; of a stanza that is taken out nothing, it may hold any secret. */
function shown(change: Change | undefined, text: string, values: ShownValues): string | undefined {
  if (change?.option === undefined) return undefined
  return values.whole(change.path, change.option, text)
}

function effectOf({ before, after, ...effect }: Effect, values: ShownValues): unknown {
  const text = (each: EffectiveText | undefined) =>
    each?.text === undefined || effect.option === undefined
      ? each
      : { ...each, text: values.whole(effect.path, effect.option, each.text) }
  return {
    ...effect,
    ...(before !== undefined && { before: text(before) }),
    ...(after !== undefined && { after: text(after) }),
  }
}

/** The places that change, and the diff; what is written there may be secret. */
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
