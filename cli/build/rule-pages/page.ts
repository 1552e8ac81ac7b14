import { stringify } from 'yaml'
import {
  type Example,
  type ExplainedCode,
  type Explanation,
  explanation,
} from '../../../src/diagnostics/explanations/index.js'
import { CODES } from '../../../src/diagnostics/index.js'
import {
  exampleFlags,
  fixText,
  renderPretty,
  waysToSwitchOff,
  whyFixed,
} from '../../../src/report/index.js'
import { lintExample } from '../../explain/lint-example.js'
import { pageLines } from './example-text.js'
import { codeBlock, markdown } from './markdown.js'

/** How many columns a block of code may have before the page shows a scroll bar. */
const WIDTH = 88

const NOTICE =
  '<!-- `npm run docs` writes what is found, the fix, and how to switch it off. The rest is the source of `ecconf explain`. -->'

/**
 * The page of a code, in Markdown, with all that follows from its front matter, text and examples.
 * `readPage` reads it back.
 */
export async function rulePage(code: ExplainedCode): Promise<string> {
  const { title, text, wrong, right }: Explanation = explanation(code)
  const { findings, texts, isDialect } = await lintExample(wrong)
  const printed = renderPretty(findings, texts, { width: WIDTH })
  const parts = [
    `---\n${stringify({ code, severity: CODES[code], summary: title }, { lineWidth: 0 })}---`,
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
  const files = Object.entries(example.files).flatMap(([name, text]) => [
    `\`${name}\`${example.readable?.includes(name) ? ', and others may read it' : ''}:`,
    codeBlock(pageLines(text)),
  ])
  return flags === '' ? files : [`With \`${flags}\`:`, ...files]
}

function switchingOff(code: ExplainedCode): string {
  const rows = waysToSwitchOff(code).map(([what, how]) => `| for ${what} | \`${how}\` |`)
  return ['| | |', '|---|---|', ...rows].join('\n')
}
