import type { Range } from '../../../src/syntax/index.js'
import type { Comment } from '../../document.js'

/**
 * The marker that assigns the segments below it, up to the next marker, to a subcluster. It is a
 * comment, `# Subcluster: NAME => MANAGER` or with `=` (language spec 10.1), because the daemon
 * knows no subclusters. Offsets are UTF-16 indices into the text.
 */
export interface SubclusterMarker extends Range {
  readonly name: string
  /** The host of the manager. */
  readonly manager: string
  readonly arrow: '=>' | '='
  /** The offsets of the name and of the manager. */
  readonly nameStart: number
  readonly managerStart: number
}

const MARKER = /^(#+[ \t]*Subcluster[ \t]*:[ \t]*)([^\s=]+)([ \t]*(=>?)[ \t]*)([^\s=>]+)[ \t\r]*$/i

/** Reads a comment as a marker; undefined when it is not a marker. */
export function readMarker(comment: Comment): SubclusterMarker | undefined {
  const match = MARKER.exec(comment.text)
  if (match === null) return undefined
  const [, head, name, between, arrow, manager] = match as unknown as string[]
  const nameStart = comment.start + (head as string).length
  const managerStart = nameStart + (name as string).length + (between as string).length
  return {
    start: comment.start,
    end: comment.end,
    name: name as string,
    manager: manager as string,
    arrow: arrow as SubclusterMarker['arrow'],
    nameStart,
    managerStart,
  }
}

/** Whether the first word of a comment shows that a marker was intended. */
export function looksLikeMarker(comment: Comment): boolean {
  return /^#+[ \t]*Subcluster[ \t]*(?::|=)/i.test(comment.text)
}
