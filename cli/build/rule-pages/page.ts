import {
  type Example,
  type ExplainedCode,
  type Explanation,
  explanation,
} from '../../../src/diagnostics/explanations/index.js'
import { CODES } from '../../../src/diagnostics/index.js'
import {
  exampleFiles,
  exampleFlags,
  fixText,
  renderPretty,
  waysToSwitchOff,
  whyFixed,
} from '../../../src/report/index.js'
import { lintExample } from '../../explain/lint-example.js'
import { codeBlock, markdown } from './markdown.js'

/** How many columns a block of code may have before the page shows a scroll bar. */
const WIDTH = 88

export const NOTICE =
  '<!-- Made by `npm run docs` from src/diagnostics/explanations/. Changes here are lost. -->'

/** The page of a code, in Markdown. */
export async function rulePage(code: ExplainedCode): Promise<string> {
  const { title, text, wrong, right }: Explanation = explanation(code)
  const { findings, texts, isDialect } = await lintExample(wrong)
  const printed = renderPretty(findings, texts, { width: WIDTH })
  const parts = [
    NOTICE,
    `# ${code}`,
    `**${markdown(title)}** (${CODES[code]})`,
    ...text.map(markdown),
    '## Wrong',
    ...exampleParts(wrong),
    'This is found:',
    codeBlock(printed.trimEnd().split('\n')),
    '## Right',
    ...exampleParts(right),
    '## Fix',
    markdown(fixText(findings) ?? 'None: it is mended by hand.'),
    ...(isDialect ? [] : ['## Switch it off', whyFixed(code) ?? switchingOff(code)]),
    '[All codes](../README.md)',
  ]
  return `${parts.join('\n\n')}\n`
}

function exampleParts(example: Example): string[] {
  const flags = exampleFlags(example)
  const files = exampleFiles(example, WIDTH).flatMap(({ name, note, lines }) => [
    `\`${name}\`${note === undefined ? '' : `, and ${note}`}:`,
    codeBlock(lines),
  ])
  return flags === '' ? files : [`With \`${flags}\`:`, ...files]
}

function switchingOff(code: ExplainedCode): string {
  const rows = waysToSwitchOff(code).map(([what, how]) => `| for ${what} | \`${how}\` |`)
  return ['| | |', '|---|---|', ...rows].join('\n')
}
