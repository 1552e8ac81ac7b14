import {
  type ExplainedCode,
  explainedCodes,
  explanation,
} from '../../src/diagnostics/explanations/index.js'
import { Refusal } from '../../src/project/failure.js'
import { codeJson, codePage, codesJson, codesText } from '../../src/report/index.js'
import { closestFew, didYouMean } from '../../src/schema/suggest/closest.js'
import { command } from '../arguments/command.js'
import { textOrJson } from '../arguments/flags.js'
import { lintExample } from '../explain/lint-example.js'
import { looksOf, palette, print, printJson } from '../terminal/terminal.js'

/** `explain CODE`: what a finding means, with a wrong and a right example; without a code, all. */
export const explainCommand = command({
  name: 'explain',
  describe: 'Explain what a finding means',
  positionals: [
    {
      name: 'codes',
      describe: 'Its code; all codes by default',
      count: 'many',
      completes: explainedCodes(),
    },
  ],
  flags: {
    format: textOrJson(),
  },
  run: async ({ words, format, color }) => {
    const codes = words.map(codeOf)
    if (format === 'json') {
      const data =
        words.length === 0
          ? codesJson()
          : await Promise.all(
              codes.map(async (code) => codeJson(code, (await found(code)).findings)),
            )
      return printJson({ version: 1, codes: data })
    }
    const colours = palette(looksOf({ color }))
    if (words.length === 0) return print(codesText(colours))
    const pages = codes.map(async (code) =>
      codePage(code, explanation(code), await found(code), colours),
    )
    print((await Promise.all(pages)).join('\n'))
  },
})

/** What lint finds in the wrong example of a code. */
function found(code: ExplainedCode) {
  return lintExample(explanation(code).wrong)
}

/** @throws Refusal when there is no such code */
function codeOf(word: string): ExplainedCode {
  const lower = word.toLowerCase()
  const all = explainedCodes()
  const found = all.find((code) => code === lower)
  if (found !== undefined) return found
  // The part behind the prefix may be all that somebody remembers.
  const name = lower.slice(lower.indexOf('/') + 1)
  const same = all.filter((code) => code.endsWith(`/${name}`))
  const near = [same, closestFew(lower, all), closestFew(name, all)].find(
    ({ length }) => length > 0,
  )
  throw new Refusal(
    `There is no code "${word}". ${near ? didYouMean(...near) : 'ecconf explain lists them all.'}`,
  )
}
