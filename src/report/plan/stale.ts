import type { StaleFile } from '../../edit/index.js'
import { visible } from '../layout/visible.js'
import { shownPlanText } from './shown.js'

/** What a plan that no longer fits would do with the present files. */
export type Again =
  /** The plan would write the same values into the same files. */
  | { readonly outcome: 'same' }
  | { readonly outcome: 'other' }
  | { readonly outcome: 'nothing' }
  | { readonly outcome: 'refused'; readonly summary: string }

/** The changed files, and what the plan would do now. */
export function staleText(name: string, files: readonly StaleFile[], again: Again): string {
  const what =
    files.length === 1
      ? 'a file is not as it was when it was made'
      : `${files.length} files are not as they were when it was made`
  return [
    `${name}: The plan does not fit any more: ${what}.`,
    ...files.map((file) => `  ${fileText(file)}`),
    againText(again),
  ].join('\n')
}

function fileText({ file: name, state, isEdited, planned = '', found = '' }: StaleFile): string {
  const file = shownPlanText(name)
  const edited = isEdited ? ', which the plan edits,' : ''
  switch (state) {
    case 'changed':
      return `${file}${edited} has other contents (sha256 ${short(planned)} then, ${short(found)} now)`
    case 'gone':
      return `${file}${edited} is not part of the configuration any more (sha256 ${short(planned)} then)`
    case 'new':
      return `${file}${isEdited ? ', which the plan makes,' : ''} is new (sha256 ${short(found)})`
  }
}

/** The beginning of a hash, long enough to distinguish two files. */
function short(hash: string): string {
  return hash.slice(0, 12)
}

const SAY_AGAIN = 'Say --again to go on with that, or make a new plan with ecconf plan.'

function againText(again: Again): string {
  switch (again.outcome) {
    case 'same':
      return `Made again now, it puts the same values into the same files. ${SAY_AGAIN}`
    case 'other':
      return `Made again now, it comes to something else. ${SAY_AGAIN}`
    case 'nothing':
      return 'Made again now, it has nothing left to do.'
    case 'refused':
      return `Made again now, it is refused: ${visible(again.summary)}`
  }
}
