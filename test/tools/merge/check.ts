import { type Document, parse } from '../../../grammar/index.js'
import { mergeFiles } from '../../../src/edit/merge/merge.js'
import { isMerge, type Meaning, meaningOf } from './meaning.js'
import type { Triple } from './triples.js'

/** What came of merging three versions. */
export interface Verdict {
  /** What is not as promised; undefined when all is well. */
  readonly mistake: string | undefined
  readonly hasConflict: boolean
  /** Whether what the three mean can be merged without one. */
  readonly isClean: boolean
}

type Documents = readonly [base: Document, ours: Document, theirs: Document]

/** Merges three versions, and looks whether the result is what it should be. */
export function judged({ base, ours, theirs }: Triple): Verdict {
  const documents = [parse(base), parse(ours), parse(theirs)] as const
  const { text, conflicts } = mergeFiles(...documents)
  const result = parse(text)
  const hasConflict = conflicts.length > 0
  const hasError = result.diagnostics.some(({ severity }) => severity === 'error')
  if (hasError) return { mistake: 'the result has an error', hasConflict, isClean: true }
  const [was, own, their] = documents.map(meaningOf) as [Meaning, Meaning, Meaning]
  const isRight = isMerge(meaningOf(result), was, own, their)
  const mistake =
    (hasConflict ? undefined : mistakenMeaning(isRight)) ??
    lostComment(result, documents) ??
    (hasConflict ? undefined : doubledComment(result, documents)) ??
    identityMistake(documents)
  return { mistake, hasConflict, isClean: isRight !== undefined }
}

function mistakenMeaning(isRight: boolean | undefined): string | undefined {
  if (isRight === undefined) return 'a conflict was not seen'
  return isRight ? undefined : 'the result means something else'
}

type Counts = Map<string, number>

/** A comment that ours added, or that all three have, and that the result has less often. */
function lostComment(result: Document, documents: Documents): string | undefined {
  const now = counted(result)
  const [base, ours, theirs] = documents.map((each) => counted(each)) as [Counts, Counts, Counts]
  for (const [words, own] of ours) {
    const [was, their] = [base.get(words) ?? 0, theirs.get(words) ?? 0]
    const isNeeded = Math.max(own - was, Math.min(was, own, their))
    if ((now.get(words) ?? 0) < isNeeded) return `a comment is lost: ${words}`
  }
  return undefined
}

/**
 * A comment of ours between statements that the result has more often than ours has it, and theirs has
 * not added it, nor has it more often itself.
 */
function doubledComment(result: Document, documents: Documents): string | undefined {
  const now = counted(result, isBetween)
  const [base, ours, theirs] = documents.map((each) => counted(each)) as [Counts, Counts, Counts]
  for (const [words, own] of ours) {
    const [was, their] = [base.get(words) ?? 0, theirs.get(words) ?? 0]
    const most = Math.max(own, their, own + their - was)
    if ((now.get(words) ?? 0) > most) return `a comment stands twice: ${words}`
  }
  return undefined
}

/** How often each comment stands in a text, whatever blanks its lines begin and end with. */
function counted(
  document: Document,
  isMeant: (text: string, start: number, end: number) => boolean = () => true,
): Counts {
  const counts: Counts = new Map()
  for (const { text, start, end } of document.comments()) {
    if (!isMeant(document.source.text, start, end)) continue
    const lines = text.split('\n').map((line) => line.trim())
    const words = lines.join('\n')
    counts.set(words, (counts.get(words) ?? 0) + 1)
  }
  return counts
}

/** Whether a comment stands between statements, and belongs to none: on lines of its own before a blank one. */
function isBetween(text: string, start: number, end: number): boolean {
  return (
    /(?:^|\n)[ \t]*$/.test(text.slice(0, start)) &&
    /^[ \t]*\r?\n[ \t]*(?:\r?\n|$)/.test(text.slice(end))
  )
}

function identityMistake([base, ours, theirs]: Documents): string | undefined {
  const differs = (other: Document, ...three: Documents) =>
    mergeFiles(...three).text !== other.source.text
  if (differs(ours, base, ours, ours)) return 'what both sides did changes ours'
  if (differs(ours, base, ours, base)) return 'what theirs did not change changes ours'
  if (differs(theirs, base, base, theirs)) return 'what ours did not change is not theirs'
  return undefined
}
