import type { Palette } from './palette.js'

/** How to show something to people. */
export interface Showing {
  readonly maskSecrets: boolean
  readonly colours: Palette
  /** The width of the screen in columns; undefined when unknown, as in a pipe. */
  readonly width?: number | undefined
}
