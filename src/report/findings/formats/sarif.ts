import {
  CODES,
  type Diagnostic,
  type DiagnosticCode,
  type Fix,
  type Severity,
} from '../../../diagnostics/index.js'
import type { Range, Source, TextEdit } from '../../../syntax/index.js'
import { visible } from '../../layout/visible.js'
import type { JsonReport } from '../json.js'
import { notCheckedLine } from '../not-checked.js'
import { shownFixes } from '../shown-fixes.js'
import type { ReportTexts } from '../texts.js'
import { leftOut, worstOf } from '../worst.js'
import type { FormatInfo, Renderer } from './format.js'
import { sentence, wordsOf } from './words.js'

/** The published schema of SARIF, which is part of the format; nothing is downloaded. */
const SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'

/** The base of relative paths, which readers of a report resolve. */
const ROOT = '%SRCROOT%'

/** The name of the fingerprints, with the version of their algorithm. */
const FINGERPRINT = 'ecconf/v1'

/**
 * How severe what a `security/` code finds is for services that ask for a score of CVSS: GitHub calls
 * 7 and more high, 4 and more medium.
 */
const SECURITY_SCORES: Readonly<Record<Severity, string>> = {
  error: '8.0',
  warning: '5.5',
  info: '2.0',
}

/** GitHub refuses a whole report with more. */
const MOST_RESULTS = 25_000

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<
  Severity,
  string
>

/** SARIF 2.1.0, the interchange format for findings: one run with its rules, results and fixes. */
export const renderSarif: Renderer = (report, texts, info) => {
  const writer = new SarifWriter(texts, info)
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [writer.run(worstOf(report, MOST_RESULTS))],
  }
  return `${JSON.stringify(log, undefined, 2)}\n`
}

class SarifWriter {
  constructor(
    readonly texts: ReportTexts,
    readonly info: FormatInfo,
  ) {}

  run(report: JsonReport) {
    const { files, diagnostics, notChecked = [] } = report
    const codes = [...new Set(diagnostics.map(({ code }) => code))].sort()
    const ruleIndices = new Map(codes.map((code, index) => [code, index]))
    const { version, home } = this.info
    const omitted = leftOut(report)
    return {
      tool: {
        driver: {
          name: 'ecconf',
          semanticVersion: version,
          informationUri: home,
          rules: codes.map((code) => this.#rule(code)),
        },
      },
      invocations: [
        {
          executionSuccessful: notChecked.length === 0,
          toolExecutionNotifications: [
            ...notChecked.map((each) => ({
              level: 'error',
              message: message(visible(notCheckedLine(each))),
            })),
            ...(omitted === 0 ? [] : [omission(omitted, diagnostics.length)]),
          ],
        },
      ],
      // Says which reports replace each other: GitHub takes what comes before the last slash.
      automationDetails: { id: 'ecconf/' },
      originalUriBaseIds: { [ROOT]: { description: message('The root of the checkout.') } },
      artifacts: files.map((file) => ({ location: this.#location(file) })),
      columnKind: 'unicodeCodePoints',
      results: diagnostics.map((diagnostic) =>
        this.#result(diagnostic, ruleIndices.get(diagnostic.code) as number),
      ),
    }
  }

  #rule(code: DiagnosticCode) {
    const rule = this.info.rule(code)
    const kind = code.slice(0, code.indexOf('/'))
    return {
      id: code,
      ...(rule !== undefined && {
        shortDescription: message(plain(rule.title)),
        fullDescription: message(plain(rule.text[0] ?? rule.title)),
        help: {
          text: plain(rule.text.join('\n\n')),
          markdown: rule.text.join('\n\n'),
        },
      }),
      defaultConfiguration: { level: LEVELS[CODES[code]] },
      helpUri: this.info.page(code),
      properties: {
        tags: [kind],
        ...(kind === 'security' && { 'security-severity': SECURITY_SCORES[CODES[code]] }),
      },
    }
  }

  #result(diagnostic: Diagnostic, ruleIndex: number) {
    const { code, severity, file, related = [] } = diagnostic
    const words = wordsOf(diagnostic, this.texts)
    const fixes = shownFixes(diagnostic, this.texts).filter((fix) => this.#canBeSaid(fix))
    return {
      ruleId: code,
      ruleIndex,
      level: LEVELS[severity],
      message: message(sentence(diagnostic, this.texts)),
      locations: [{ physicalLocation: this.#place(file, diagnostic) }],
      ...(related.length > 0 && {
        relatedLocations: distinct(
          related.map((place) => ({
            physicalLocation: this.#place(place.file, place),
            message: message(words(place.note)),
          })),
        ),
      }),
      partialFingerprints: { [FINGERPRINT]: this.info.fingerprint(diagnostic) },
      ...(fixes.length > 0 && {
        fixes: fixes.map(({ title, safety, edits }) => ({
          description: message(words(title)),
          artifactChanges: edits.map(({ file, edits }) => ({
            artifactLocation: this.#location(file),
            replacements: edits.map((edit) => this.#replacement(file, edit)),
          })),
          properties: { safety },
        })),
      }),
    }
  }

  /** Whether a fix has known places and only valid text; a byte that is not valid UTF-8 is not. */
  #canBeSaid({ edits }: Fix): boolean {
    return edits.every(
      ({ file, edits }) =>
        this.texts.source(file) !== undefined && edits.every(({ text }) => text.isWellFormed()),
    )
  }

  #replacement(file: string, edit: TextEdit) {
    return {
      deletedRegion: region(this.texts.source(file) as Source, edit),
      insertedContent: { text: edit.text },
    }
  }

  #place(file: string, range: Range) {
    const source = this.texts.source(file)
    return {
      artifactLocation: this.#location(file),
      ...(source && { region: region(source, range) }),
    }
  }

  #location(file: string) {
    const path = this.info.path(file)
    return path.startsWith('/')
      ? { uri: `file://${uriPath(path)}` }
      : { uri: uriPath(path) || '-', uriBaseId: ROOT }
  }
}

/** Says that a report has only some of the findings. */
function omission(omitted: number, kept: number) {
  const text = `${omitted} findings are left out: these are the ${kept} worst`
  return { level: 'warning', message: message(text) }
}

/** A SARIF region; its end is exclusive, as in our ranges. */
function region(source: Source, { start, end }: Range) {
  const from = source.position(start)
  const to = source.position(end)
  return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column }
}

/** What is shown as `[text](address)` in a message is a link (3.11.6), and none that we have made. */
function message(text: string) {
  return { text: text.replaceAll('](', '] (') }
}

/** Removes duplicates, which the schema forbids in some lists. */
function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()]
}

/** Markdown without its backticks. */
function plain(text: string): string {
  return text.replaceAll('`', '')
}

/** A path in a URI. A byte that is not valid UTF-8, in the text U+DC00 + byte, stays that byte. */
function uriPath(path: string): string {
  return path.replace(/[^/]/gu, (character) => {
    const code = character.codePointAt(0) as number
    if (code >= 0xd800 && code <= 0xdfff) return `%${(code & 0xff).toString(16).toUpperCase()}`
    return encodeURIComponent(character)
  })
}
