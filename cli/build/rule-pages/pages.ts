import {
  type ExplainedCode,
  explainedCodes,
  explanation,
} from '../../../src/diagnostics/explanations/index.js'
import { CODES } from '../../../src/diagnostics/index.js'
import { codeGroups } from '../../../src/report/index.js'
import { INDEX } from '../rules.js'
import { markdown } from './markdown.js'
import { rulePage } from './page.js'

const NOTICE = '<!-- Made by `npm run docs` from the pages of the codes. Changes here are lost. -->'

/** The pages about all codes and their index, by their paths in `docs/rules/`. */
export async function rulePages(): Promise<Map<string, string>> {
  const pages = explainedCodes().map(async (code) => [pathOf(code), await rulePage(code)] as const)
  return new Map([[INDEX, index()], ...(await Promise.all(pages))])
}

function pathOf(code: ExplainedCode): string {
  return `${code}.md`
}

function index(): string {
  const groups = codeGroups().map(({ prefix, title, codes }) => {
    const rows = codes.map(
      (code) =>
        `| [${code}](${pathOf(code)}) | ${CODES[code]} | ${markdown(explanation(code).title)} |`,
    )
    return [`## ${prefix}: ${title}`, '', '| code | severity | |', '|---|---|---|', ...rows]
  })
  const parts = [
    NOTICE,
    '# What `ecconf lint` finds',
    'Every finding has a code. `ecconf explain CODE` says on the terminal what its page says here.',
    'An error makes the exit status 1. A warning is something that works, and most likely not as it is meant. Information is what is unusual, or good to know.',
    ...groups.map((lines) => lines.join('\n')),
  ]
  return `${parts.join('\n\n')}\n`
}
