import { quote } from '../../findings/names.js'
import { DialectToken } from '../kinds.js'
import type { LineMistakes } from './format.js'

const FORM = 'A line is written group:user,user or group:hash:user,user.'

/** Mistakes in groups files. The password field is never shown. */
export const GROUP_MISTAKES: LineMistakes = {
  nameless({ say, at }) {
    say.report('syntax/missing-field', at, at + 1, 'The name of the group is missing', {
      detail: FORM,
    })
  },

  /** A comma without a user before it, or a field too many. */
  extra({ say, layout, first, at, limit }) {
    if (layout.kind(at) === DialectToken.Comma) {
      say.report('syntax/unexpected', at, at + 1, 'One comma too many', {
        detail: 'Users need one comma between them.',
        fixes: [say.replace('Take the comma out', 'safe', at, at + 1, '')],
      })
      return
    }
    const summary = `Too many fields for group ${say.quoted(first)}`
    say.report('syntax/extra-words', at, limit, summary, {
      detail: `${FORM} A line with four fields has a number before the users.`,
    })
  },

  incomplete({ say, layout, first }) {
    const text = layout.text(first)
    const name = quote(/^[^\s=,]+/.exec(text)?.[0] ?? text)
    say.report('syntax/missing-field', first, first + 1, `Group ${name} has no ":"`, {
      detail: FORM,
    })
  },
}
