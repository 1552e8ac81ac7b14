import type { Diagnostic, Fix } from '../../diagnostics/index.js'
import { partitionPoint, type TextEdit } from '../../syntax/index.js'
import type { FixableFile } from './fixable.js'

/** A fix to apply, with the files that it edits. */
export interface ChosenFix {
  readonly diagnostic: Diagnostic
  readonly fix: Fix
  readonly files: readonly { readonly file: FixableFile; readonly edits: readonly TextEdit[] }[]
}

/** Findings, and the files they are in. */
export interface FixableFindings {
  readonly configuration: { readonly files: readonly FixableFile[] }
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * The fixes that can be applied together: of several that touch the same place only the first.
 * @param fixOf returns the fix for a finding, if any
 * @param mayEdit whether a file may be written
 */
export function chooseFixes(
  findings: readonly FixableFindings[],
  fixOf: (diagnostic: Diagnostic) => Fix | undefined,
  mayEdit: (file: FixableFile) => boolean,
): ChosenFix[] {
  const taken = new TakenPlaces()
  return findings.flatMap(({ configuration, diagnostics }) => {
    const known = new Map(configuration.files.map((file) => [file.name, file]))
    return diagnostics.flatMap((diagnostic) => {
      const fix = fixOf(diagnostic)
      if (fix === undefined) return []
      const files = fix.edits.flatMap(({ file: name, edits }) => {
        const file = known.get(name)
        return file === undefined ? [] : [{ file, edits }]
      })
      const isPossible =
        files.length === fix.edits.length && files.every(({ file }) => mayEdit(file))
      return isPossible && taken.take(files) ? [{ diagnostic, fix, files }] : []
    })
  })
}

/** The places of files that chosen edits touch. */
class TakenPlaces {
  /** By real path, disjoint and in the order of the text. */
  readonly #byFile = new Map<string, TextEdit[]>()

  /** Takes the places of a fix; returns false when one of them touches a taken place. */
  take(files: ChosenFix['files']): boolean {
    const isFree = files.every(({ file, edits }) => {
      const places = this.#placesOf(file)
      return edits.every(({ start, end }) => {
        const next = places[firstEndingAt(places, start)]
        return next === undefined || next.start > end
      })
    })
    if (!isFree) return false
    for (const { file, edits } of files) {
      const places = this.#placesOf(file)
      for (const edit of edits) places.splice(firstEndingAt(places, edit.start), 0, edit)
    }
    return true
  }

  #placesOf({ realPath }: FixableFile): TextEdit[] {
    let places = this.#byFile.get(realPath)
    if (places === undefined) {
      places = []
      this.#byFile.set(realPath, places)
    }
    return places
  }
}

/** The index of the first place that ends at or after an index. */
function firstEndingAt(places: readonly TextEdit[], index: number): number {
  return partitionPoint(places.length, (at) => (places[at] as TextEdit).end < index)
}
