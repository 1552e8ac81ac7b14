import { DictionaryView } from '../../../syntax/index.js'
import type { TextRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'

/** A dictionary key with dots or in quotes (language spec 2.2, B11). */
export const dictionaryKey: TextRule = {
  codes: ['style/dictionary-key'],
  option({ view, value }, findings) {
    if (!(value instanceof DictionaryView)) return
    const key = value.entries
      .map(({ keyToken }) => keyToken)
      .find((token) => token.quoted || token.text.includes('.'))
    if (key === undefined) return
    const what = key.quoted ? 'is in quotes' : 'has a dot'
    findings.report('style/dictionary-key', key, `A key of ${quoted(view.name)} ${what}`, {
      detail: 'The product takes it as it is, though keys are plain words by the rule.',
    })
  },
}
