import { DialectToken } from '../kinds.js'
import type { BrokenLine, LineMistakes } from './format.js'

const FORM = 'A line is written key=value.'

/** Mistakes in files of `key=value` lines. */
export const PAIR_MISTAKES: LineMistakes = {
  nameless({ say, at }) {
    say.report('syntax/missing-name', at, at + 1, 'The key before "=" is missing', { detail: FORM })
  },

  extra({ say, at, limit }) {
    const summary = `Unexpected ${say.quoted(at)} behind the value`
    say.report('syntax/extra-words', at, limit, summary, {
      detail: 'A value has no blanks in it.',
    })
  },

  incomplete(line) {
    const { say, layout, first: key, at, limit } = line
    const quoted = say.quoted(key)
    if (layout.kind(at - 1) === DialectToken.Equals) {
      say.report('syntax/missing-value', at - 1, at, `The value of ${quoted} is missing`, {
        detail: 'Write it behind the "=", or take the line out.',
      })
    } else if (/^\[[^\]]*\]?$/.test(layout.text(key))) {
      say.report('syntax/unexpected', key, limit, `Unexpected section ${quoted}`, {
        detail: `This file has no sections. ${FORM}`,
      })
    } else if (limit > at && layout.text(at).includes('=')) {
      say.report('syntax/extra-words', key, key + 1, `Unexpected ${quoted} before the key`, {
        detail: `${FORM} This is no shell script.`,
      })
    } else {
      say.report('syntax/missing-equals', key, key + 1, `"=" is missing behind ${quoted}`, {
        detail: FORM,
        ...writtenEquals(line),
      })
    }
  },
}

/** The fix for `key value`, if the value is a single word. */
function writtenEquals({ say, first: key, at, limit }: BrokenLine) {
  if (limit !== at + 1) return {}
  return { fixes: [say.insertBehind('Write the "="', 'safe', key, '=')] }
}
