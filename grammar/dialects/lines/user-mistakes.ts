import type { LineMistakes } from './format.js'
import { userName } from './user-name.js'

/**
 * Mistakes in password files. Only the user's name in a line is ever shown, and only if a colon
 * follows it: everything else may be a secret.
 * @param form how a line is written
 * @param fields the names of the fields after the user's name
 */
export function userMistakes(form: string, fields: readonly string[]): LineMistakes {
  const more = { detail: form }
  return {
    nameless({ say, at }) {
      say.report('syntax/missing-field', at, at + 1, 'The name of the user is missing', more)
    },

    extra({ say, layout, first, at, limit }) {
      const summary = `Too many fields for ${userName(layout.text(first))}`
      say.report('syntax/extra-words', at, limit, summary, more)
    },

    incomplete({ say, layout, first, at }) {
      // After the name, every field has two tokens: its colon and its text.
      const field = fields[(at - first - 1) >> 1]
      const summary =
        at === first + 1
          ? 'A line without ":"'
          : `The ${field} of ${userName(layout.text(first))} is missing`
      say.report('syntax/missing-field', first, first + 1, summary, more)
    },
  }
}
