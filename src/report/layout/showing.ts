import type { Palette } from './palette.js'

/** How people get to see something. */
export interface Showing {
  readonly maskSecrets: boolean
  readonly colours: Palette
  /** Columns of the screen; undefined where nobody knows, as in a pipe. */
  readonly width?: number | undefined
}
