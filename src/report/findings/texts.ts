import type { Range, Source } from '../../syntax/index.js'

/** The texts of the files with findings. */
export interface ReportTexts {
  /** The text of a file by its name; undefined when unknown. */
  readonly source: (file: string) => Source | undefined
  /**
   * The ranges of a file that must not be shown, in order and disjoint; called only for files that
   * are shown. Absent when secrets may be shown.
   * @param lines whole lines that the ranges have to overlap; the others may be left out
   */
  readonly secrets?: ((file: string, lines?: Range) => readonly Range[]) | undefined
}

export { MASK } from '../../schema/secrets/shapes.js'
