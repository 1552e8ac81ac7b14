import { visible } from '../../src/report/index.js'

const LONGEST = 200

/** A text of a plan as it may be shown: on one line, with nothing that a terminal acts upon. */
export function shownText(text: string): string {
  return visible(text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`)
}
