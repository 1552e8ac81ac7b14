import { after, before, isSame, type PastBytes, type PastChange, type PastFile } from './entry.js'

/** Who has changed something since: a later change in the history, or somebody by hand. */
export type Culprit = { readonly number: number } | 'by hand'

/**
 * Who brought a file into a state that prevents taking a change back, according to all states of
 * the file since then that the history has.
 * @param later the changes since, in any order
 * @param isInTheWay whether a state of the file would prevent taking the change back
 */
export function culprit(
  change: Pick<PastChange, 'number'>,
  file: PastFile,
  later: readonly PastChange[],
  isInTheWay: (contents: PastBytes) => boolean,
): Culprit {
  let last = after(file)
  for (const { number, file: each } of changesOf(file.path, change.number, later)) {
    const states = statesOf(each)
    if (states === undefined) continue
    if (!isSame(last, states.before) && isInTheWay(states.before)) return 'by hand'
    if (isInTheWay(states.after)) return { number }
    last = states.after
  }
  return 'by hand'
}

/** The contents of a file before and after a change; undefined when the history has lost them. */
function statesOf(file: PastFile): { before: PastBytes; after: PastBytes } | undefined {
  try {
    return { before: before(file), after: after(file) }
  } catch {
    return undefined
  }
}

function changesOf(
  path: string,
  since: number,
  later: readonly PastChange[],
): { readonly number: number; readonly file: PastFile }[] {
  return later
    .filter(({ number }) => number > since)
    .sort((a, b) => a.number - b.number)
    .flatMap(({ number, files }) =>
      files.filter((file) => file.path === path).map((file) => ({ number, file })),
    )
}
