import type { Configuration, ReadOnlyReason } from '../../config/index.js'
import {
  type Diagnostic,
  type DiagnosticCode,
  type Fix,
  notAmong,
} from '../../diagnostics/index.js'
import { invertEdits, sortEdits, type TextEdit } from '../../syntax/index.js'
import { boundFile } from '../change/bound-file.js'
import { type ChangeSet, type FileEdits, NO_CHANGES } from '../change/change-set.js'
import { hashFiles } from '../change/hash.js'
import { PieceText } from '../text/piece-text.js'
import { type ChosenFix, chooseFixes } from './fix-choice.js'
import type { FixableFile, FixableFiles } from './fixable.js'

/** Files whose findings are to be fixed. */
export interface FixTarget<Files extends FixableFiles = Configuration> {
  readonly configuration: Files
  /** Finds all findings in a version of the files, and among these the ones to fix. */
  readonly find: (configuration: Files) => Promise<FoundToFix>
}

export interface FoundToFix {
  readonly all: readonly Diagnostic[]
  readonly wanted: readonly Diagnostic[]
}

export interface FixOptions {
  /** Also apply fixes that may differ from what was meant. */
  readonly unsafe: boolean
}

/** A read-only file with fixable findings. */
export interface UnfixableFile {
  readonly file: FixableFile
  readonly reason: ReadOnlyReason
  readonly findings: number
}

export interface FixResult<Files extends FixableFiles = Configuration> {
  /** The edits; none when there is nothing to fix. */
  readonly changeSet: ChangeSet
  /** The configurations after the fixes, in the order of the targets. */
  readonly configurations: readonly Files[]
  readonly unfixable: readonly UnfixableFile[]
}

/** How often fixes are applied, because a fix may make another one possible. */
const MOST_ROUNDS = 10
/** How many attempts may be made to find the fix among many that does harm. */
const MOST_TRIES = 200

/**
 * Applies the fixes of findings repeatedly until none are left: fixes that touch the same text one
 * after another, none to a read-only file, and none that causes an error. A fix of a syntax error
 * may reveal further findings, but not of the parser.
 */
export async function fixFindings<Files extends FixableFiles = Configuration>(
  targets: readonly FixTarget<Files>[],
  options: FixOptions,
): Promise<FixResult<Files>> {
  const fixer = new Fixer(targets, options)
  await fixer.run()
  return fixer.result()
}

interface State<Files> {
  readonly configuration: Files
  readonly found: FoundToFix
}

class Fixer<Files extends FixableFiles> {
  /** By real path. */
  readonly #texts = new Map<string, { readonly file: FixableFile; readonly text: PieceText }>()
  readonly #readOnly = new Map<string, ReadOnlyReason>()
  readonly #harmful = new Set<string>()
  #states: State<Files>[] = []

  constructor(
    readonly targets: readonly FixTarget<Files>[],
    readonly options: FixOptions,
  ) {
    for (const { configuration } of targets) {
      for (const { realPath, readOnly } of configuration.files) {
        if (readOnly !== undefined) this.#readOnly.set(realPath, readOnly)
      }
    }
  }

  async run(): Promise<void> {
    this.#states = await Promise.all(
      this.targets.map(async ({ configuration, find }) => ({
        configuration,
        found: await find(configuration),
      })),
    )
    let rounds = 0
    for (let tries = 0; tries < MOST_TRIES && rounds < MOST_ROUNDS; tries++) {
      const chosen = this.#choose()
      if (chosen.length === 0) return
      if (await this.#tryLess(chosen)) rounds++
    }
  }

  async result(): Promise<FixResult<Files>> {
    const edits = [...this.#texts.values()].flatMap(({ file, text }): FileEdits[] => {
      if (text.text === text.original.text) return []
      const each = text.edits()
      const inverse = invertEdits(text.original.text, each)
      return [{ ...boundFile(file), create: false, edits: each, inverse }]
    })
    const changed = new Set(edits.map(({ path }) => path))
    const touched = this.targets.filter(({ configuration }) =>
      configuration.files.some(({ path }) => changed.has(path)),
    )
    return {
      changeSet: {
        ...NO_CHANGES,
        base: await hashFiles(touched.flatMap(({ configuration }) => configuration.files)),
        edits,
      },
      configurations: this.#states.map(({ configuration }) => configuration),
      unfixable: this.#unfixable(),
    }
  }

  /** Chooses fixes, those of syntax errors first, because findings in broken text may be wrong. */
  #choose(): ChosenFix[] {
    const findings = this.#states.map(({ configuration, found }) => ({
      configuration,
      diagnostics: found.wanted,
    }))
    const chosen = chooseFixes(
      findings,
      (diagnostic) => this.#harmlessFixOf(diagnostic),
      ({ realPath, virtual }) => !virtual && !this.#readOnly.has(realPath),
    )
    const syntax = chosen.filter(mendsSyntax)
    return syntax.length > 0 ? syntax : chosen
  }

  #harmlessFixOf(diagnostic: Diagnostic): Fix | undefined {
    const fix = this.#fixOf(diagnostic)
    return fix === undefined || this.#harmful.has(keyOf(diagnostic, fix)) ? undefined : fix
  }

  #fixOf({ fixes = [] }: Diagnostic): Fix | undefined {
    const safe = fixes.find(({ safety }) => safety === 'safe')
    return safe ?? (this.options.unsafe ? fixes[0] : undefined)
  }

  /** Applies some of the fixes without harm, trying half as many each time. */
  async #tryLess(chosen: readonly ChosenFix[]): Promise<boolean> {
    for (let some = chosen; ; some = some.slice(0, some.length >> 1)) {
      if (await this.#apply(some)) return true
      const [only] = some
      if (some.length > 1 || only === undefined) continue
      this.#harmful.add(keyOf(only.diagnostic, only.fix))
      return false
    }
  }

  /** @returns whether the fixes do no harm; otherwise they are taken back */
  async #apply(chosen: readonly ChosenFix[]): Promise<boolean> {
    const before = new Map(this.#texts)
    const changed = new Set<string>()
    for (const { file, edits } of editsByFile(chosen)) {
      const known = this.#texts.get(file.realPath)
      const text = known?.text.copy() ?? new PieceText(file.document.source)
      text.apply(edits)
      this.#texts.set(file.realPath, { file: known?.file ?? file, text })
      changed.add(file.realPath)
    }
    const states = await Promise.all(
      this.targets.map((target, index) => this.#reload(target, index, changed)),
    )
    const parserOnly = chosen.every(mendsSyntax)
    const isHarm = states.some((state, index) => {
      const { found, configuration } = this.#states[index] as State<Files>
      const names = new Set(configuration.files.map(({ name }) => name))
      const fixed = chosen.filter(
        (each) => mendsSyntax(each) && names.has(each.diagnostic.file),
      ).length
      return (
        bringsHarm(found.all, state.found.all, parserOnly) ||
        syntaxErrors(state.found.all) > syntaxErrors(found.all) - fixed
      )
    })
    if (!isHarm) {
      this.#states = states
      return true
    }
    this.#texts.clear()
    for (const [path, text] of before) this.#texts.set(path, text)
    return false
  }

  async #reload(
    { configuration: first, find }: FixTarget<Files>,
    index: number,
    changed: ReadonlySet<string>,
  ): Promise<State<Files>> {
    const state = this.#states[index] as State<Files>
    if (!state.configuration.files.some(({ realPath }) => changed.has(realPath))) return state
    const texts = [...this.#texts.values()].map(
      ({ file, text }) => [file.realPath, text.bytes] as const,
    )
    const configuration = (await first.withTexts(new Map(texts))) as Files
    return { configuration, found: await find(configuration) }
  }

  #unfixable(): UnfixableFile[] {
    const found = new Map<string, UnfixableFile>()
    for (const {
      configuration,
      found: { wanted },
    } of this.#states) {
      const files = new Map(configuration.files.map((file) => [file.name, file]))
      for (const diagnostic of wanted) {
        for (const { file: name } of this.#fixOf(diagnostic)?.edits ?? []) {
          const file = files.get(name)
          const reason = file && this.#readOnly.get(file.realPath)
          if (file === undefined || reason === undefined) continue
          const findings = (found.get(file.realPath)?.findings ?? 0) + 1
          found.set(file.realPath, { file, reason, findings })
        }
      }
    }
    return [...found.values()]
  }
}

/** Counts what the parser has found: a fix of it must leave one less. */
function syntaxErrors(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter(({ code }) => code.startsWith('syntax/')).length
}

function mendsSyntax({ diagnostic }: ChosenFix): boolean {
  return diagnostic.code.startsWith('syntax/')
}

/** Merges all edits of each file, in order. */
function editsByFile(chosen: readonly ChosenFix[]): { file: FixableFile; edits: TextEdit[] }[] {
  const byFile = new Map<string, { file: FixableFile; edits: TextEdit[] }>()
  for (const { file, edits } of chosen.flatMap(({ files }) => files)) {
    const known = byFile.get(file.realPath)
    if (known === undefined) byFile.set(file.realPath, { file, edits: [...edits] })
    else for (const edit of edits) known.edits.push(edit)
  }
  return [...byFile.values()].map(({ file, edits }) => ({ file, edits: sortEdits(edits) }))
}

function keyOf({ file, code, summary }: Diagnostic, { title }: Fix): string {
  return [code, file, title, summary].join('\n')
}

/** What a fix makes of two names that are one afterwards: which of the two was meant, nobody can tell. */
const REPETITIONS: ReadonlySet<DiagnosticCode> = new Set([
  'schema/duplicate-key',
  'schema/duplicate-option',
  'schema/option-in-two-stanzas',
])

/**
 * Whether there are new errors, or something is set twice that was not.
 * @param parserOnly count only the errors of the parser
 */
function bringsHarm(
  before: readonly Diagnostic[],
  after: readonly Diagnostic[],
  parserOnly: boolean,
): boolean {
  const keys = (diagnostics: readonly Diagnostic[]) =>
    diagnostics
      .filter(({ severity, code }) =>
        parserOnly ? code.startsWith('syntax/') : severity === 'error' || REPETITIONS.has(code),
      )
      .map(({ file, code, summary }) => [code, file, summary].join('\n'))
  return notAmong(keys(after), keys(before), (key) => key).length > 0
}
