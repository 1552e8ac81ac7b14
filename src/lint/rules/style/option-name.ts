import type { TextRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'

/** An option name with a hyphen or a leading `_` (language spec 2.2, B10 and B18). */
export const optionName: TextRule = {
  codes: ['style/option-name'],
  option({ view: { nameToken } }, findings) {
    const name = nameToken.text
    if (!/^[\w-]+$/.test(name) || !/^_|-/.test(name)) return
    const what = name.includes('-') ? 'has a hyphen' : 'begins with "_"'
    findings.report('style/option-name', nameToken, `The name of option ${quoted(name)} ${what}`, {
      detail:
        'The product takes it as it is, though names are letters, digits and "_" by the rule.',
    })
  },
}
