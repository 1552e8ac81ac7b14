import { parse } from '../../../grammar/index.js'
import { mergeFiles } from '../../../src/edit/merge/merge.js'
import { isMerge, meaningOf } from './meaning.js'
import { isSound, type Triple } from './triples.js'

/** What came of merging three versions. */
export interface Verdict {
  /** What is not as promised; undefined when all is well. */
  readonly mistake: string | undefined
  readonly hasConflict: boolean
  /** Whether what the three mean can be merged without one. */
  readonly isClean: boolean
}

/** Merges three versions, and looks whether the result is what it should be. */
export function judged({ base, ours, theirs }: Triple): Verdict {
  const { text, conflicts } = merge(base, ours, theirs)
  const hasConflict = conflicts.length > 0
  if (!isSound(text)) return { mistake: 'the result has an error', hasConflict, isClean: true }
  const [was, own, their] = [base, ours, theirs].map(meaningOf) as [M, M, M]
  const isRight = isMerge(meaningOf(text), was, own, their)
  const isClean = isRight !== undefined
  const lost = lostComment(text, { base, ours, theirs })
  const mistake =
    !hasConflict && isRight === undefined
      ? 'a conflict was not seen'
      : !hasConflict && isRight === false
        ? 'the result means something else'
        : lost !== undefined
          ? `a comment is lost: ${lost}`
          : identityMistake({ base, ours, theirs })
  return { mistake, hasConflict, isClean }
}

type M = ReturnType<typeof meaningOf>

function merge(base: string, ours: string, theirs: string) {
  return mergeFiles(parse(base), parse(ours), parse(theirs))
}

/** A comment that ours added, or that all three have, and the result has less often. */
function lostComment(text: string, { base, ours, theirs }: Triple): string | undefined {
  const [result, was, own, their] = [text, base, ours, theirs].map(comments) as [C, C, C, C]
  return [...own.keys()].find((words) => {
    const [is, b, o, t] = [result, was, own, their].map((each) => each.get(words) ?? 0) as N
    return is < Math.max(o - b, Math.min(b, o, t))
  })
}

type C = Map<string, number>
type N = [number, number, number, number]

/** How often each comment stands in a text, whatever blanks its lines begin and end with. */
function comments(text: string): C {
  const found: C = new Map()
  for (const comment of parse(text).comments()) {
    const words = comment.text
      .split('\n')
      .map((line) => line.trim())
      .join('\n')
    found.set(words, (found.get(words) ?? 0) + 1)
  }
  return found
}

function identityMistake({ base, ours, theirs }: Triple): string | undefined {
  if (merge(base, ours, ours).text !== ours) return 'what both sides did changes ours'
  if (merge(base, ours, base).text !== ours) return 'what theirs did not change changes ours'
  if (merge(base, base, theirs).text !== theirs) return 'what ours did not change is not theirs'
  return undefined
}
