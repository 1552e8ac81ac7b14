import type { IncludeView, ItemView, OptionView, ScopeView, ValueView } from '../syntax/index.js'
import { doubtsAbout, NO_DOUBTS } from './doubts.js'
import type { FileFindings } from './file-findings.js'
import type { SchemaRule, TextRule } from './rule.js'
import { SchemaContext } from './schema-context.js'
import type { LintOptions } from './settings.js'
import type { Surroundings } from './surroundings.js'

/** The rules that look at statements. */
export interface StatementRules {
  /** Those about the text alone: none when it has been looked at before. */
  readonly text: readonly TextRule[]
  readonly schema: readonly SchemaRule[]
}

/**
 * Runs rules over the statements of a file that stands in some surroundings, all of them in one walk:
 * to reach a statement costs more than most rules.
 * @returns the surroundings of each include statement, by its node
 */
export function runRules(
  findings: FileFindings,
  surroundings: Surroundings,
  { text, schema }: StatementRules,
  options: LintOptions,
): Map<number, Surroundings> {
  for (const rule of text) rule.file?.(findings)
  const textOfOption = text.flatMap(({ option }) => option ?? [])
  const textOfScope = text.flatMap(({ scope }) => scope ?? [])
  const textOfInclude = text.flatMap(({ include }) => include ?? [])
  const around = schema.filter(({ looksAround }) => looksAround)
  const onOption = schema.flatMap((rule) => (rule.looksAround ? [] : (rule.option ?? [])))
  const aroundOption = around.flatMap(({ option }) => option ?? [])
  const onScope = schema.flatMap(({ scope }) => scope ?? [])
  const { diagnostics, root } = findings.document
  // Stanzas that nobody meant to nest so deep: what stands in them says nothing about names.
  const isTooDeep = diagnostics.some(({ code }) => code === 'syntax/too-deep')
  const includes = new Map<number, Surroundings>()
  const remembers = diagnostics.length === 0 && text.length > 0

  const visit = (items: readonly ItemView[], surroundings: Surroundings) => {
    const context = new SchemaContext(findings, surroundings, items, options)
    const doubts = diagnostics.length > 0 ? doubtsAbout(items) : NO_DOUBTS
    const knows = surroundings.known && !isTooDeep
    for (const item of items) {
      switch (item.type) {
        case 'option': {
          const value = soundValue(item, findings)
          if (value === undefined) break
          const { name } = item
          const asksSchema = knows && !doubts.noStatements.has(item)
          const types = asksSchema ? surroundings.optionTypes(name) : []
          const option = { view: item, value, name, types }
          const here = doubts.misplaced.has(item) ? context.inDoubt() : context
          if (asksSchema) for (const check of aroundOption) check(option, here)
          const text = remembers ? statementText(item) : undefined
          if (text !== undefined && surroundings.clean.has(text)) break
          const before = findings.diagnostics.length
          for (const check of textOfOption) check(option, findings)
          if (asksSchema) for (const check of onOption) check(option, here)
          if (text !== undefined && findings.diagnostics.length === before) {
            surroundings.clean.add(text)
          }
          break
        }
        case 'scope': {
          if (isSoundScope(item, findings)) {
            for (const check of textOfScope) check(item, findings)
            if (knows) {
              const { name } = item
              const scope = { view: item, name, types: surroundings.scopeTypes(name) }
              const here = doubts.misplaced.has(item) ? context.inDoubt() : context
              for (const check of onScope) check(scope, here)
            }
          }
          visit(item.items, isTooDeep ? surroundings : surroundings.inside(item))
          break
        }
        case 'include':
          if (isSoundInclude(item, findings)) {
            for (const check of textOfInclude) check(item, findings)
          }
          if (isTooDeep) break
          includes.set(
            item.index,
            doubts.misplaced.has(item) ? surroundings.inDoubt() : surroundings,
          )
          break
      }
    }
  }
  visit(root.items, surroundings)
  return includes
}

/** Longer statements are rarely written twice. */
const LONGEST_REMEMBERED = 200

function statementText(item: OptionView): string | undefined {
  const { start, end } = item
  return end - start <= LONGEST_REMEMBERED ? item.tree.source.text.slice(start, end) : undefined
}

/** The value of an option in which the parser found no mistake. */
function soundValue(view: OptionView, findings: FileFindings): ValueView | undefined {
  return view.broken || findings.hasMistake(view) ? undefined : view.value
}

/** What stands inside a scope has its own mistakes; this is about its head. */
function isSoundScope(view: ScopeView, findings: FileFindings): boolean {
  if (view.broken || view.openBrace === undefined) return false
  return !findings.hasMistake({ start: view.start, end: view.openBrace.end })
}

function isSoundInclude(view: IncludeView, findings: FileFindings): boolean {
  return !view.broken && !findings.hasMistake(view)
}
