import type { Comment } from '../../document.js'

/**
 * The mark that says which subcluster the segments below it belong to, up to the next mark. It is a
 * comment, `# Subcluster: NAME => MANAGER` or with `=` (language spec 10.1): the daemon that the
 * file is for knows nothing of subclusters.
 */
export interface SubclusterMarker {
  readonly start: number
  readonly end: number
  readonly name: string
  /** The host of the manager. */
  readonly manager: string
  readonly arrow: '=>' | '='
  /** Where the name and the manager stand. */
  readonly nameStart: number
  readonly managerStart: number
}

const MARKER = /^(#+[ \t]*Subcluster[ \t]*:[ \t]*)([^\s=]+)([ \t]*(=>?)[ \t]*)([^\s=>]+)[ \t\r]*$/i

/** Reads a comment as a marker; undefined when it is none. */
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

/** Whether a comment was meant to be a marker, by its first word. */
export function looksLikeMarker(comment: Comment): boolean {
  return /^#+[ \t]*Subcluster[ \t]*(?::|=)/i.test(comment.text)
}
