import { lowerCase } from '../config/lower-case.js'
import type { Registry } from '../schema/types.js'
import type { ItemView, OptionView } from '../syntax/index.js'
import type { FileFindings } from './file-findings.js'
import type { LintOptions } from './settings.js'
import type { Surroundings } from './surroundings.js'

/** What a schema rule works with: one body, that of a file or of a stanza. */
export class SchemaContext {
  #options: ReadonlyMap<string, OptionView> | undefined

  /** @param items the statements of the body, the broken ones among them */
  constructor(
    readonly findings: FileFindings,
    readonly surroundings: Surroundings,
    readonly items: readonly ItemView[],
    /** How the configuration is checked: the target version, for one. */
    readonly settings: LintOptions = {},
  ) {}

  get registry(): Registry {
    return this.surroundings.registry
  }

  /** The options of this body by their lower-case names; the first of each. */
  get options(): ReadonlyMap<string, OptionView> {
    this.#options ??= firstOptions(this.items)
    return this.#options
  }

  /** The same body, for a statement of which nobody can tell whether it belongs to it. */
  inDoubt(): SchemaContext {
    return new SchemaContext(this.findings, this.surroundings.inDoubt(), this.items, this.settings)
  }
}

function firstOptions(items: readonly ItemView[]): ReadonlyMap<string, OptionView> {
  const options = new Map<string, OptionView>()
  for (const item of items) {
    if (item.type !== 'option' || item.broken) continue
    const name = lowerCase(item.name)
    if (!options.has(name)) options.set(name, item)
  }
  return options
}
