import { type Document, parse, partOf, reparse } from '../../../grammar/index.js'
import type { ConfigFile } from '../../config/index.js'
import type { ChangeSet, FileEdits } from '../../edit/index.js'
import { secretsIn } from '../../lint/values/secrets.js'
import { inOrder } from '../../schema/secret-shapes.js'
import { applyEdits, type Range, Source, type TextEdit } from '../../syntax/index.js'
import type { DiffFile, DiffSide } from './unified.js'

/** How many lines around a change a diff shows, and one more. */
const AROUND = 4

/** What the files hold that a change set was made for. */
export interface FilesBefore {
  readonly files: readonly (Pick<ConfigFile, 'path' | 'document'> | FileBesideBefore)[]
}

/** A file that is not written in the language of the configuration. */
export interface FileBesideBefore {
  readonly path: string
  readonly document: { readonly source: Source }
  /** The parts of a text of this file that must not be shown. */
  readonly secretsIn: (text: string) => readonly Range[]
}

/**
 * The files that a change set edits, before and after, for a diff. Only what a diff shows is looked
 * at: a large file has many secrets, and few of them are near.
 * @param configuration the one that the change set was made for
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
      return { name, after: side(document, [{ start: 0, end: document.source.length }]) }
    }
    const before = side(known, edits)
    if (each.remove) return { name, before }
    const after = side(reparse(known, edits), placesAfter(each))
    if (after.secrets === undefined) return { name, before, after }
    const secrets = inOrder([...after.secrets, ...carried(before.secrets ?? [], edits)])
    return { name, before, after: { ...after, secrets } }
  })
}

/** Where the secrets stand afterwards that edits leave alone: under another name they are secrets still. */
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

/** The part of a document that is shown, whole lines. */
function nearby({ source }: Document, places: readonly Range[]): Range[] {
  return places.map(({ start, end }) => ({
    start: source.lineStart(source.lineAt(start) - AROUND),
    end: source.lineStart(source.lineAt(end) + AROUND + 1),
  }))
}

function placesAfter({ inverse }: FileEdits): readonly TextEdit[] {
  return inverse
}
