import type { Configuration, ScopePath } from '../../../config/index.js'
import type { Sources } from '../../sources/sources.js'
import type { RoleStore } from '../user-stores.js'
import { columnAt } from './columns.js'
import { type GroupLookup, groupsAt } from './scheme.js'
import { filled, NO_VALUES, type TemplateValues } from './template.js'

/** The roles of a scheme of `auth_ds`: what QueryGroups and EnumGroups find. */
export class SchemeRoles implements RoleStore {
  constructor(
    private readonly configuration: Configuration,
    private readonly scheme: ScopePath,
    private readonly sources: Sources,
  ) {}

  /** Without QueryGroups nobody has a role; the user's own name still counts as one. */
  async rolesOf(user: string): Promise<readonly string[]> {
    const lookup = groupsAt(this.configuration, this.scheme, 'QueryGroups')
    return lookup === undefined ? [] : this.#names(lookup, { ...NO_VALUES, username: user })
  }

  async all(): Promise<readonly string[]> {
    const lookup = groupsAt(this.configuration, this.scheme, 'EnumGroups')
    if (lookup !== undefined) return this.#names(lookup, NO_VALUES)
    throw new Error(`the scheme ${this.scheme.at(-1)?.instance} has no EnumGroups`)
  }

  async #names(
    { source, query, map, column }: GroupLookup,
    values: TemplateValues,
  ): Promise<readonly string[]> {
    const uri = `${this.scheme.at(-1)?.instance}://`
    const parameters = filled(map, { ...values, uri })
    const found = await this.sources.at(this.configuration, source).ask(query, parameters)
    if (found.rows.length === 0) return []
    const at = columnAt(found, column)
    return [...new Set(found.rows.flatMap((row) => row[at] ?? []))]
  }
}
