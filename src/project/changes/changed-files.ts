import { type Document, parse, reparse } from '../../../grammar/index.js'
import type { ConfigFile } from '../../config/index.js'
import { type ChangeSet, type FileEdits, partOf } from '../../edit/index.js'
import { secretsIn } from '../../lint/index.js'
import type { DiffFile, DiffSide, Range } from '../../report/index.js'
import { applyEdits, type TextEdit } from '../../syntax/index.js'

/** How many lines around a change a diff shows, and one more. */
const AROUND = 4

/** What the files hold that a change set was made for. */
export interface FilesBefore {
  readonly files: readonly Pick<ConfigFile, 'path' | 'document'>[]
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
    const known = files.find((file) => file.path === path)?.document
    if (each.create || known === undefined) {
      const document = parse(applyEdits('', edits), { name })
      return { name, after: side(document, [{ start: 0, end: document.source.length }]) }
    }
    const before = side(known, edits)
    if (each.remove) return { name, before }
    return {
      name,
      before,
      after: side(reparse(known, edits), placesAfter(each)),
    }
  })
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
