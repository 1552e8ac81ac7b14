import type { IncludeView, ItemView, OptionView, ScopeView, ValueView } from '../syntax/index.js'
import { doubtsAbout, NO_DOUBTS } from './doubts.js'
import type { FileFindings } from './file-findings.js'
import type { SchemaRule, TextRule } from './rule.js'
import { SchemaContext } from './schema-context.js'
import type { LintOptions } from './settings.js'
import type { Surroundings } from './surroundings.js'

/** Runs rules over the statements of a file. */
export function runTextRules(findings: FileFindings, rules: readonly TextRule[]): void {
  for (const rule of rules) rule.file?.(findings)
  const onOption = rules.flatMap(({ option }) => option ?? [])
  const onScope = rules.flatMap(({ scope }) => scope ?? [])
  const onInclude = rules.flatMap(({ include }) => include ?? [])
  const visit = (items: Iterable<ItemView>) => {
    for (const item of items) {
      switch (item.type) {
        case 'option': {
          const value = soundValue(item, findings)
          if (value === undefined) break
          const option = { view: item, value }
          for (const check of onOption) check(option, findings)
          break
        }
        case 'scope':
          if (isSoundScope(item, findings)) for (const check of onScope) check(item, findings)
          visit(item.eachItem())
          break
        case 'include':
          if (isSoundInclude(item, findings)) for (const check of onInclude) check(item, findings)
          break
      }
    }
  }
  visit(findings.document.root.eachItem())
}

/**
 * Runs rules over the statements of a file that stands in some surroundings.
 * @returns the surroundings of each include statement, by its node
 */
export function runSchemaRules(
  findings: FileFindings,
  surroundings: Surroundings,
  rules: readonly SchemaRule[],
  options: LintOptions,
): Map<number, Surroundings> {
  const onOption = rules.flatMap(({ option }) => option ?? [])
  const onScope = rules.flatMap(({ scope }) => scope ?? [])
  const includes = new Map<number, Surroundings>()
  // Stanzas that nobody meant to nest so deep: what stands in them says nothing about names.
  if (findings.document.diagnostics.some(({ code }) => code === 'syntax/too-deep')) return includes
  const visit = (items: readonly ItemView[], surroundings: Surroundings) => {
    const context = new SchemaContext(findings, surroundings, items, options)
    const doubts = findings.document.diagnostics.length > 0 ? doubtsAbout(items) : NO_DOUBTS
    for (const item of items) {
      switch (item.type) {
        case 'option': {
          if (!surroundings.known || doubts.noStatements.has(item)) break
          const value = soundValue(item, findings)
          if (value === undefined) break
          const { name } = item
          const option = { view: item, value, name, types: surroundings.optionTypes(name) }
          const here = doubts.misplaced.has(item) ? context.inDoubt() : context
          for (const check of onOption) check(option, here)
          break
        }
        case 'scope': {
          const { name } = item
          if (surroundings.known && isSoundScope(item, findings)) {
            const scope = { view: item, name, types: surroundings.scopeTypes(name) }
            const here = doubts.misplaced.has(item) ? context.inDoubt() : context
            for (const check of onScope) check(scope, here)
          }
          visit(item.items, surroundings.inside(item))
          break
        }
        case 'include':
          includes.set(
            item.index,
            doubts.misplaced.has(item) ? surroundings.inDoubt() : surroundings,
          )
          break
      }
    }
  }
  visit(findings.document.root.items, surroundings)
  return includes
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
