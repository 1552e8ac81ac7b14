import { applyEdits, Source } from '../../syntax/index.js'
import type { FileEdits } from './change-set.js'

/** The bytes of a file before and after a change. */
export interface ResultText {
  readonly before: Uint8Array
  readonly after: Uint8Array
}

/** What a file holds before a change. */
export interface TextBefore {
  readonly path: string
  readonly document: { readonly source: Source }
}

/**
 * The contents of the files that a change set edits, by path.
 * @param before the configuration that the change set was made for
 */
export function resultTexts(
  { edits }: { readonly edits: readonly FileEdits[] },
  { files }: { readonly files: readonly TextBefore[] },
): Map<string, ResultText> {
  const sources = new Map(files.map(({ path, document }) => [path, document.source]))
  return new Map(
    edits.map((each) => {
      const source = each.create ? new Source('') : sources.get(each.path)
      if (source === undefined) throw new RangeError(`${each.name} is no file of the configuration`)
      return [each.path, { before: source.bytes, after: editedBytes(source, each) }]
    }),
  )
}

/** The bytes of a text after its edits. */
export function editedBytes({ text }: Source, { edits }: Pick<FileEdits, 'edits'>): Uint8Array {
  return new Source(applyEdits(text, edits)).bytes
}
