import type { Configuration, Inclusion } from '../../../src/config/index.js'
import { FileFindings } from '../../../src/lint/engine/file-findings.js'
import type { PlacedOption, PlacedScope, SchemaRule } from '../../../src/lint/engine/rule.js'
import { runRules } from '../../../src/lint/engine/walk.js'
import { Surroundings } from '../../../src/lint/names/surroundings.js'
import type { FileView, ItemView, ScopeView } from '../../../src/syntax/index.js'

/** The statements of one file, with what the product knows of them where they stand. */
export interface Statements {
  readonly inclusion: Inclusion
  readonly options: readonly PlacedOption[]
  readonly scopes: readonly PlacedScope[]
  /** The bodies, each once: where an option can be put, and what may stand there. */
  readonly bodies: readonly { readonly items: readonly ItemView[]; readonly in: Surroundings }[]
}

/** The statements of each file of a configuration, in the surroundings of its first inclusion. */
export function statementsOf(configuration: Configuration, fragment: boolean): Statements[] {
  const { registry, main, inclusions } = configuration
  const outermost = fragment
    ? Surroundings.ofFragment(main.document, registry)
    : Surroundings.global(registry)
  const inside = new Map<Inclusion, ReadonlyMap<number, Surroundings>>()
  const seen = new Set<string>()
  const found: Statements[] = []
  for (const inclusion of inclusions) {
    const { parent, statement, file } = inclusion
    const surroundings =
      (parent && statement && inside.get(parent)?.get(statement.index)) ?? outermost
    const options: PlacedOption[] = []
    const scopes: PlacedScope[] = []
    const bodies = new Map<FileView | ScopeView, Surroundings>()
    const collect: SchemaRule = {
      codes: ['schema/unknown-option'],
      option: (option, context) => {
        options.push(option)
        bodies.set(context.body, context.surroundings)
      },
      scope: (scope) => scopes.push(scope),
    }
    const rules = { text: [], schema: [collect] }
    inside.set(inclusion, runRules(new FileFindings(file.document), surroundings, rules, {}))
    if (seen.has(file.path)) continue
    seen.add(file.path)
    found.push({
      inclusion,
      options,
      scopes,
      bodies: [...bodies].map(([{ items }, surroundings]) => ({ items, in: surroundings })),
    })
  }
  return found
}
