import type { Diagnostic } from '../../src/diagnostics/index.js'
import { renderJson, renderPretty, summaryLine } from '../../src/report/index.js'
import { command } from '../command.js'
import { loadConfiguration, loadOptions } from '../configuration.js'
import { CONFIGURATION, SECRETS } from '../flags.js'
import { findingsOf, type LintTarget, lintTargets } from '../lint-targets.js'
import { looksOf, note, palette, print } from '../terminal.js'
import { reportTexts } from '../texts.js'

/** `lint`: everything that is wrong or unusual in configurations; exit 1 when there are errors. */
export const lintCommand = command({
  name: 'lint',
  describe: 'Find what is wrong in configuration files',
  positionals: [
    { name: 'files', describe: 'Files or folders; the main file by default', count: 'many' },
  ],
  flags: {
    ...CONFIGURATION,
    ...SECRETS,
    format: {
      type: 'string',
      choices: ['pretty', 'json'],
      default: 'pretty',
      describe: 'How findings are printed',
    },
  },
  run: async (flags) => {
    const { targets, failures } = await targetsOf(flags)
    const findings = unique(targets.flatMap(findingsOf))
    const configurations = targets.map(({ configuration }) => configuration)
    const texts = reportTexts(configurations, { maskSecrets: !flags.showSecrets })
    const wholes = targets.filter(({ fragment }) => !fragment)
    const report = {
      files: filesOf(targets),
      configurations: wholes.map(({ configuration }) => ({
        main: configuration.main.name,
        role: configuration.role,
        files: configuration.files.map(({ name }) => name),
      })),
      diagnostics: findings,
    }
    if (flags.format === 'json') print(renderJson(report, texts))
    else if (targets.length > 0) {
      const looks = looksOf(flags)
      const options = { palette: palette(looks), ...(looks.width && { width: looks.width }) }
      const text = renderPretty(findings, texts, options)
      if (text !== '') print(`${text}\n`)
      print(fileList(targets))
      print(`${summaryLine(report, findings)}\n`)
    }
    if (flags.sysroot === undefined && findings.some(lacksSysroot)) note(SYSROOT_HINT)
    for (const { message } of failures) note(`ecconf: ${message}\n`)
    if (failures.length > 0) process.exitCode = 2
    else if (findings.some(({ severity }) => severity === 'error')) process.exitCode = 1
  },
})

const SYSROOT_HINT =
  'Where the product is not installed, --sysroot DIR says which folder stands for the root "/".\n'

/** An absolute path that does not exist here: perhaps it is meant below another root. */
function lacksSysroot({ code, summary }: Diagnostic): boolean {
  return code === 'include/missing' && summary.includes('"/')
}

type LintFlags = Parameters<typeof loadConfiguration>[0] & { readonly words: readonly string[] }

/** What the words name, or the configuration that the flags mean when there are none. */
async function targetsOf(flags: LintFlags): Promise<Awaited<ReturnType<typeof lintTargets>>> {
  if (flags.words.length > 0 && flags.config === undefined) {
    return lintTargets(flags.words, loadOptions(flags))
  }
  const main = { configuration: await loadConfiguration(flags), fragment: false }
  if (flags.words.length === 0) return { targets: [main], failures: [] }
  const { targets, failures } = await lintTargets(flags.words, loadOptions(flags), [main])
  return { targets, failures }
}

/** The files whose findings are shown, each once. */
function filesOf(targets: readonly LintTarget[]): string[] {
  return [
    ...new Set(
      targets.flatMap(({ configuration, only }) =>
        configuration.files
          .filter(({ realPath }) => only?.has(realPath) ?? true)
          .map(({ name }) => name),
      ),
    ),
  ]
}

/** How many files of a configuration are named before they are only counted. */
const MOST_NAMED = 12

/** Which files were read: the main file, and below it what it includes. */
function fileList(targets: readonly LintTarget[]): string {
  const lines: string[] = []
  for (const { configuration, only } of targets) {
    const shown = configuration.files.filter(({ realPath }) => only?.has(realPath) ?? true)
    for (const file of shown.slice(0, MOST_NAMED)) {
      const indent = file === configuration.main || only ? '' : '  '
      lines.push(`${indent}${file.name}\n`)
    }
    if (shown.length > MOST_NAMED) lines.push(`  ... and ${shown.length - MOST_NAMED} more\n`)
  }
  return lines.join('')
}

/** A finding in a file that two configurations share is shown once. */
function unique(findings: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>()
  return findings.filter(({ code, file, start, end, summary }) => {
    const key = `${file}\n${start} ${end} ${code} ${summary}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
