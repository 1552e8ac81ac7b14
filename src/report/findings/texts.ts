import type { Range, Source } from '../../syntax/index.js'

/** The texts that findings speak of. */
export interface ReportTexts {
  /** The text of a file by its name; undefined when nobody has it. */
  readonly source: (file: string) => Source | undefined
  /**
   * What must not be shown of a file, in order and without overlap; asked only for files that are
   * shown. Absent when secrets may be shown.
   */
  readonly secrets?: ((file: string) => readonly Range[]) | undefined
}

export { MASK } from '../../schema/secret-shapes.js'
