import type { ConfigFile, Configuration } from '../../config/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import {
  addedFindings,
  boundFile,
  type ChangeSet,
  editsBetween,
  hashFiles,
  NO_CHANGES,
} from '../../edit/index.js'
import { invertEdits, Source } from '../../syntax/index.js'
import type { LintTarget } from '../targets/lint-targets.js'
import type { Edited, EditedFiles } from './edited-files.js'

/** What new texts of some files come to. */
export interface Review {
  readonly changeSet: ChangeSet
  /** The configurations before and after. */
  readonly sides: readonly (readonly [before: Configuration, after: Configuration])[]
  /** What lint finds that it did not find before, and every error of syntax in the new texts. */
  readonly findings: readonly Diagnostic[]
  /** How many of these are errors of syntax in the new texts. */
  readonly syntaxErrors: number
  /** How many errors there are besides. */
  readonly otherErrors: number
  /** Whether a file that held something is to hold nothing. */
  readonly isEmptied: boolean
}

/** A file that is edited, and what is to stand in it. */
export interface NewText {
  readonly file: ConfigFile
  readonly bytes: Uint8Array
}

/**
 * Looks at new texts as `lint` and `diff` would, against what the files hold now.
 * @returns undefined when nothing is new
 */
export async function reviewOf(
  { targets }: Edited,
  texts: readonly NewText[],
  edited: EditedFiles,
): Promise<Review | undefined> {
  const edits = texts.flatMap(({ file, bytes }) => {
    const before = file.document.source.text
    const each = editsBetween(before, Source.fromBytes(bytes).text)
    const inverse = invertEdits(before, each)
    return each.length === 0 ? [] : [{ ...boundFile(file), create: false, edits: each, inverse }]
  })
  if (edits.length === 0) return undefined
  const after = await Promise.all(targets.map((target) => withTexts(target, texts)))
  const names = new Map(edits.map((each) => [each.name, each.edits]))
  const brought = addedFindings(await edited.lint(targets), await edited.lint(after), names)
  const broken = syntaxErrorsIn(after, new Set(names.keys()))
  const isKnown = ({ file, start, code }: Diagnostic) =>
    brought.some((each) => each.file === file && each.start === start && each.code === code)
  return {
    changeSet: {
      ...NO_CHANGES,
      base: await hashFiles(targets.flatMap(({ configuration }) => configuration.files)),
      edits,
      diagnostics: brought,
    },
    sides: targets.map(({ configuration }, index) => [
      configuration,
      (after[index] as LintTarget).configuration,
    ]),
    findings: [...broken.filter((finding) => !isKnown(finding)), ...brought],
    syntaxErrors: broken.length,
    otherErrors: brought.filter(isError).length - broken.filter(isKnown).length,
    isEmptied: texts.some(
      ({ file, bytes }) => bytes.length === 0 && file.document.source.length > 0,
    ),
  }
}

async function withTexts(target: LintTarget, texts: readonly NewText[]): Promise<LintTarget> {
  const { configuration } = target
  const known = new Set(configuration.files.map(({ realPath }) => realPath))
  const its = texts.filter(({ file }) => known.has(file.realPath))
  const byPath = new Map(its.map(({ file, bytes }) => [file.realPath, bytes]))
  return { ...target, configuration: await configuration.withTexts(byPath) }
}

/** The errors of syntax in the files of these names, each once. */
function syntaxErrorsIn(targets: readonly LintTarget[], names: ReadonlySet<string>): Diagnostic[] {
  const byFile = new Map<string, readonly Diagnostic[]>()
  for (const { configuration } of targets) {
    for (const { name, document } of configuration.files) {
      if (names.has(name)) byFile.set(name, document.diagnostics.filter(isSyntaxError))
    }
  }
  return [...byFile.values()].flat()
}

function isSyntaxError({ code, severity }: Diagnostic): boolean {
  return severity === 'error' && code.startsWith('syntax/')
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error'
}
