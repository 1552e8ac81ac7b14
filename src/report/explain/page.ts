import {
  type Example,
  type ExplainedCode,
  type Explanation,
  explanation,
} from '../../diagnostics/explanations/index.js'
import { CODES, type Diagnostic, type Severity } from '../../diagnostics/index.js'
import { renderPretty } from '../findings/pretty.js'
import type { ReportTexts } from '../findings/texts.js'
import { columns, PAGE_WIDTH, wrapped } from '../layout/page.js'
import type { Palette } from '../layout/palette.js'
import { exampleFiles } from './example-files.js'
import { exampleFlags } from './example-flags.js'
import { codeGroups } from './prefixes.js'
import { fixText, waysToSwitchOff, whyFixed } from './remedies.js'

/** The findings of lint in an example. */
export interface ExampleFindings {
  readonly findings: readonly Diagnostic[]
  readonly texts: ReportTexts
  /** Whether the example is a file of another dialect, in which no finding can be switched off. */
  readonly isDialect: boolean
}

/**
 * The explanation of a code for people, with both examples and the findings in the wrong one.
 * @param found in the wrong example
 */
export function codePage(
  code: ExplainedCode,
  { title, text, wrong, right }: Explanation,
  { findings, texts, isDialect }: ExampleFindings,
  palette: Palette,
): string {
  const { bold, dim } = palette
  const severity = CODES[code]
  const gap = ' '.repeat(PAGE_WIDTH - code.length - severity.length)
  const fix = fixText(findings)
  const lines = [
    `${dim(code)}${gap}${paintOf(palette)[severity](severity)}`,
    ...wrapped(title).map(bold),
    ...text.flatMap((paragraph) => ['', ...wrapped(paragraph)]),
    '',
    ...exampleLines('Wrong', wrong, palette),
    ...renderPretty(findings, texts, { colours: palette, width: PAGE_WIDTH }).split('\n'),
    ...exampleLines('Right', right, palette),
    ...(fix === undefined ? [] : [bold('Fix'), '', ...wrapped(fix, '  '), '']),
  ]
  const fixed = whyFixed(code)
  if (fixed === undefined) {
    lines.push(bold('Switch it off for'), '', ...columns(waysToSwitchOff(code), { paint: dim }), '')
  } else if (!isDialect) lines.push(...wrapped(fixed), '')
  return lines.join('\n')
}

function exampleLines(heading: string, example: Example, { bold, dim }: Palette): string[] {
  const flags = exampleFlags(example)
  const files = exampleFiles(example, PAGE_WIDTH - 4).flatMap(({ name, note, lines }) => [
    `  ${dim(note === undefined ? name : `${name} (${note})`)}`,
    ...lines.map((line) => `    ${line}`.trimEnd()),
    '',
  ])
  return [bold(flags === '' ? heading : `${heading}, with ${flags}`), '', ...files]
}

/** All codes with their severities and titles, by prefix. */
export function codesText(palette: Palette): string {
  const { bold } = palette
  const groups = codeGroups().map(({ prefix, title, codes }) => {
    const room = Math.max(...codes.map((code) => code.length))
    const rows = codes.flatMap((code) => {
      const severity = CODES[code]
      const hang = ' '.repeat(2 + room + 2 + 'warning'.length + 2)
      const [first = '', ...others] = wrapped(explanation(code).title, hang)
      const word = `${paintOf(palette)[severity](severity)}${' '.repeat(7 - severity.length)}`
      return [`  ${code.padEnd(room)}  ${word}  ${first.trimStart()}`.trimEnd(), ...others]
    })
    return `${bold(`${prefix}/  ${title}`)}\n${rows.join('\n')}\n`
  })
  return groups.join('\n')
}

function paintOf({ red, yellow, cyan }: Palette): Record<Severity, (text: string) => string> {
  return { error: red, warning: yellow, info: cyan }
}
