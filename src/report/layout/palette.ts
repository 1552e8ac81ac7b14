type Paint = (text: string) => string

/** Functions that colour text; compatible with picocolors. */
export interface Palette {
  readonly bold: Paint
  readonly dim: Paint
  readonly red: Paint
  readonly yellow: Paint
  readonly green: Paint
  readonly cyan: Paint
}

const plain: Paint = (text) => text

/** No colours. */
export const PLAIN: Palette = {
  bold: plain,
  dim: plain,
  red: plain,
  yellow: plain,
  green: plain,
  cyan: plain,
}
