import {
  BROKEN,
  type FileView,
  IncludeView,
  NodeKind,
  OptionView,
  ScopeView,
  type ValueView,
} from '../../syntax/index.js'
import { RepeatedNames } from '../names/repeated-names.js'
import type { Surroundings } from '../names/surroundings.js'
import { type Doubts, doubtsAbout, NO_DOUBTS } from './doubts.js'
import type { FileFindings } from './file-findings.js'
import type { PlacedOption, SchemaRule, TextRule } from './rule.js'
import { SchemaContext } from './schema-context.js'
import type { LintOptions } from './settings.js'
import { Statements } from './statements.js'

/** The rules that look at single statements. */
export interface StatementRules {
  /** Rules about the text alone; empty when the text has been checked before. */
  readonly text: readonly TextRule[]
  readonly schema: readonly SchemaRule[]
}

/**
 * Runs all rules over the statements of a file in one walk, because reaching a statement costs more
 * than most rules.
 * @param statements numbers for the statements of everything that is checked
 * @returns the surroundings of each include statement, by its node
 */
export function runRules(
  findings: FileFindings,
  surroundings: Surroundings,
  { text, schema }: StatementRules,
  options: LintOptions,
  statements: Statements = new Statements([findings.document]),
): Map<number, Surroundings> {
  for (const rule of text) rule.file?.(findings)
  const walk = new Walk(findings, { text, schema }, options, statements)
  walk.visit(findings.document.root, surroundings)
  return walk.includes
}

/** A body being checked. */
interface Here {
  readonly surroundings: Surroundings
  readonly context: SchemaContext
  readonly doubts: Doubts
  /** Whether the registry knows the scope of this body. */
  readonly isKnown: boolean
}

class Walk {
  readonly includes = new Map<number, Surroundings>()
  readonly numbers: Int32Array
  readonly names: RepeatedNames
  /**
   * Whether stanzas nest too deep for anybody to have meant it, so that names in them say nothing.
   */
  readonly isTooDeep: boolean
  /** Whether statements found clean are skipped when they occur again. */
  readonly remembers: boolean
  readonly hasMistakes: boolean
  readonly textOfOption: readonly NonNullable<TextRule['option']>[]
  readonly textOfScope: readonly NonNullable<TextRule['scope']>[]
  readonly textOfInclude: readonly NonNullable<TextRule['include']>[]
  readonly onOption: readonly NonNullable<SchemaRule['option']>[]
  readonly onRepeated: readonly NonNullable<SchemaRule['repeated']>[]
  readonly onScope: readonly NonNullable<SchemaRule['scope']>[]

  constructor(
    readonly findings: FileFindings,
    { text, schema }: StatementRules,
    readonly options: LintOptions,
    readonly statements: Statements,
  ) {
    const { document } = findings
    this.numbers = statements.of(document)
    this.names = new RepeatedNames(statements, this.numbers)
    this.hasMistakes = document.diagnostics.length > 0
    this.isTooDeep = document.diagnostics.some(({ code }) => code === 'syntax/too-deep')
    this.remembers = !this.hasMistakes && text.length > 0
    this.textOfOption = text.flatMap(({ option }) => option ?? [])
    this.textOfScope = text.flatMap(({ scope }) => scope ?? [])
    this.textOfInclude = text.flatMap(({ include }) => include ?? [])
    this.onOption = schema.flatMap(({ option }) => option ?? [])
    this.onRepeated = schema.flatMap(({ repeated }) => repeated ?? [])
    this.onScope = schema.flatMap(({ scope }) => scope ?? [])
  }

  visit(body: FileView | ScopeView, surroundings: Surroundings): void {
    const here: Here = {
      surroundings,
      context: new SchemaContext(this.findings, surroundings, body, this.options),
      doubts: this.hasMistakes ? doubtsAbout(body.items) : NO_DOUBTS,
      isKnown: surroundings.known && !this.isTooDeep,
    }
    if (here.isKnown) this.visitRepeated(body, here)
    const clean = this.statements.cleanIn(surroundings)
    const { tree, index } = body
    const limit = tree.next[index] as number
    for (let node = index + 1; node < limit; node = tree.next[node] as number) {
      const kind = (tree.kind[node] as number) & ~BROKEN
      const number = this.numbers[node] as number
      const isClean = this.remembers && clean.has(number)
      if (kind === NodeKind.Include) this.visitInclude(new IncludeView(tree, node), here)
      else if (!isClean && kind !== NodeKind.Error) {
        const before = this.findings.diagnostics.length
        if (kind === NodeKind.Option) this.visitOption(new OptionView(tree, node), here)
        else this.visitHead(new ScopeView(tree, node), here)
        if (this.remembers && number >= 0 && this.findings.diagnostics.length === before)
          clean.add(number)
      }
      if (kind === NodeKind.Scope) {
        const scope = new ScopeView(tree, node)
        this.visit(scope, this.isTooDeep ? surroundings : surroundings.inside(scope))
      }
    }
  }

  visitOption(view: OptionView, here: Here): void {
    const option = this.placed(view, here)
    if (option === undefined) return
    for (const check of this.textOfOption) check(option, this.findings)
    if (!asksSchema(view, here)) return
    const context = contextOf(view, here)
    for (const check of this.onOption) check(option, context)
  }

  visitRepeated(body: FileView | ScopeView, here: Here): void {
    for (const [node, firstNode] of this.names.in(body)) {
      const view = new OptionView(body.tree, node)
      const option = this.placed(view, here)
      if (option === undefined || !asksSchema(view, here)) continue
      const first = new OptionView(body.tree, firstNode)
      for (const check of this.onRepeated) check(option, first, contextOf(view, here))
    }
  }

  visitHead(view: ScopeView, here: Here): void {
    if (!isSoundScope(view, this.findings)) return
    for (const check of this.textOfScope) check(view, this.findings)
    if (!here.isKnown) return
    const { name } = view
    const scope = { view, name, types: here.surroundings.scopeTypes(name) }
    const context = contextOf(view, here)
    for (const check of this.onScope) check(scope, context)
  }

  visitInclude(view: IncludeView, { doubts, surroundings }: Here): void {
    if (!view.broken && !this.findings.hasMistake(view)) {
      for (const check of this.textOfInclude) check(view, this.findings)
    }
    if (this.isTooDeep) return
    const isMisplaced = doubts.misplaced.has(view.index)
    this.includes.set(view.index, isMisplaced ? surroundings.inDoubt() : surroundings)
  }

  /**
   * An option with what the registry knows of it; undefined when the parser found a mistake in it.
   */
  placed(view: OptionView, here: Here): PlacedOption | undefined {
    const value = soundValue(view, this.findings)
    if (value === undefined) return undefined
    const { name } = view
    return {
      view,
      value,
      name,
      types: asksSchema(view, here) ? here.surroundings.optionTypes(name) : [],
    }
  }
}

function asksSchema({ index }: OptionView, { isKnown, doubts }: Here): boolean {
  return isKnown && !doubts.noStatements.has(index)
}

function contextOf({ index }: OptionView | ScopeView, { context, doubts }: Here): SchemaContext {
  return doubts.misplaced.has(index) ? context.inDoubt() : context
}

/** The value of an option; undefined when the parser found a mistake in the option. */
function soundValue(view: OptionView, findings: FileFindings): ValueView | undefined {
  return view.broken || findings.hasMistake(view) ? undefined : view.value
}

/** Whether the head of a scope has no mistake; the statements inside count for themselves. */
function isSoundScope(view: ScopeView, findings: FileFindings): boolean {
  if (view.broken || view.openBrace === undefined) return false
  return !findings.hasMistake({ start: view.start, end: view.openBrace.end })
}
