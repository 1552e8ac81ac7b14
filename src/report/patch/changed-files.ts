import { type Document, parse, partOf, reparse } from '../../../grammar/index.js'
import type { ConfigFile } from '../../config/index.js'
import type { ChangeSet, FileEdits } from '../../edit/index.js'
import { secretsIn } from '../../lint/values/secrets.js'
import { inOrder } from '../../schema/secrets/shapes.js'
import { applyEdits, type Range, Source, type TextEdit } from '../../syntax/index.js'
import type { DiffFile, DiffSide } from './unified.js'
import { wideMasks } from './wide-masks.js'

/** How many lines around a change are searched for secrets: one more than a diff shows. */
const AROUND = 4

/** The contents of the files before a change set. */
export interface FilesBefore {
  readonly files: readonly (Pick<ConfigFile, 'path' | 'document'> | FileBesideBefore)[]
}

/** A file in another language than the configuration's. */
export interface FileBesideBefore {
  readonly path: string
  readonly document: { readonly source: Source }
  /** Returns the ranges in a text of this file that must not be shown. */
  readonly secretsIn: (text: string) => readonly Range[]
}

/**
 * The files that a change set edits, before and after, for a diff. Only the parts that the diff
 * shows are searched for secrets: a large file has many, and few of them are near.
 * @param configuration the configuration that the change set was made for
 */
export function changedFiles(
  { edits }: Pick<ChangeSet, 'edits'>,
  { files }: FilesBefore,
  { maskSecrets }: { readonly maskSecrets: boolean },
): DiffFile[] {
  const side = (document: Document, places: readonly Range[]): DiffSide => {
    const { source } = document
    if (!maskSecrets) return { source }
    const shown = nearby(document, places)
    return { source, secrets: secretsIn(partOf(document, shown), undefined, shown) }
  }
  return edits.map((each): DiffFile => {
    const { name, path, edits } = each
    const file = files.find((file) => file.path === path)
    if (file !== undefined && 'secretsIn' in file) return changedBeside(file, each, maskSecrets)
    const known = file?.document
    if (each.create || known === undefined) {
      const document = parse(applyEdits('', edits), { name })
      const all = [{ start: 0, end: document.source.length }]
      return { name, after: withWideMasks(side(document, all), document, all) }
    }
    const before = side(known, edits)
    if (each.remove) return { name, before }
    const document = reparse(known, edits)
    const after = side(document, placesAfter(each))
    if (after.secrets === undefined) return { name, before, after }
    const secrets = inOrder([...after.secrets, ...carried(before.secrets ?? [], edits)])
    const masked = withWideMasks({ ...after, secrets }, document, placesAfter(each))
    return { name, before, after: masked }
  })
}

function withWideMasks(side: DiffSide, document: Document, places: readonly Range[]): DiffSide {
  const wide = wideMasks(document, side.secrets ?? [], places)
  return wide.length === 0 ? side : { ...side, wideMasks: wide }
}

/**
 * The new ranges of secrets that edits leave unchanged; these stay secrets, even under another
 * name.
 */
function carried(secrets: readonly Range[], edits: readonly TextEdit[]): Range[] {
  const inText = [...edits].sort((a, b) => a.start - b.start)
  const found: Range[] = []
  let shift = 0
  let next = 0
  for (const { start, end } of secrets) {
    let edit = inText[next]
    for (; edit !== undefined && edit.end <= start; edit = inText[++next]) {
      shift += edit.text.length - (edit.end - edit.start)
    }
    if (edit === undefined || edit.start >= end)
      found.push({ start: start + shift, end: end + shift })
  }
  return found
}

function changedBeside(
  { document: { source }, secretsIn }: FileBesideBefore,
  { name, edits }: FileEdits,
  maskSecrets: boolean,
): DiffFile {
  const side = (source: Source): DiffSide =>
    maskSecrets ? { source, secrets: secretsIn(source.text) } : { source }
  return {
    name,
    before: side(source),
    after: side(new Source(applyEdits(source.text, edits), name)),
  }
}

/** The parts of a document that a diff shows, as whole lines. */
function nearby({ source }: Document, places: readonly Range[]): Range[] {
  return places.map(({ start, end }) => ({
    start: source.lineStart(source.lineAt(start) - AROUND),
    end: source.lineStart(source.lineAt(end) + AROUND + 1),
  }))
}

function placesAfter({ inverse }: FileEdits): readonly TextEdit[] {
  return inverse
}
