import { lowerCase } from '../../config/merging/lower-case.js'
import type { Registry } from '../../schema/types.js'
import type { FileView, ScopeView } from '../../syntax/index.js'
import type { Surroundings } from '../names/surroundings.js'
import type { FileFindings } from './file-findings.js'
import type { LintOptions } from './settings.js'

/** What a schema rule works with: one body, of a file or of a stanza. */
export class SchemaContext {
  constructor(
    readonly findings: FileFindings,
    readonly surroundings: Surroundings,
    readonly body: FileView | ScopeView,
    /** How the configuration is checked, for example against which target version. */
    readonly settings: LintOptions = {},
  ) {}

  get registry(): Registry {
    return this.surroundings.registry
  }

  /** Whether this body has an option. @param name in lower case */
  hasOption(name: string): boolean {
    return this.body.items.some(
      (item) => item.type === 'option' && !item.broken && lowerCase(item.name) === name,
    )
  }

  /** A copy for statements that may not belong to this body. */
  inDoubt(): SchemaContext {
    const { findings, surroundings, body, settings } = this
    return new SchemaContext(findings, surroundings.inDoubt(), body, settings)
  }
}
