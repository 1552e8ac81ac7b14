import type { Range, ValueView } from '../../syntax/index.js'
import { toJson } from '../json.js'
import type { OptionType } from '../types.js'
import { asksOf } from './asks.js'
import type { BrokenKeyword } from './broken-keyword.js'
import { partAt } from './part-at.js'
import { annotationOf, type SiteAnnotation } from './site-schema.js'

/** What a value is against in the schema that a site has for its option. */
export interface SiteProblem extends Range, BrokenKeyword {
  /** The name of the schema for users, and the place of the keyword in it. */
  readonly name: string
  readonly pointer: string
  readonly annotation: SiteAnnotation
  readonly description: string | undefined
}

/**
 * The first thing in a site's schemas that a value of an option is against, of what they say about
 * one value. Conditions about several values need the whole document and are for `checkSiteSchemas`.
 * @param parts look only at elements and entries, because the value is not the whole one
 */
export function siteProblem(
  option: OptionType,
  value: ValueView,
  { parts = false } = {},
): SiteProblem | undefined {
  for (const asked of asksOf(option)) {
    for (const error of asked.errors(toJson(option, value))) {
      const { path, keyword, params, pointer, schema } = error
      if (parts && path.length === 0) continue
      const { start, end } = partAt(value, path)
      return {
        keyword,
        params,
        start,
        end,
        name: asked.name,
        pointer,
        annotation: annotationOf(schema),
        description: typeof schema.description === 'string' ? schema.description : undefined,
      }
    }
  }
  return undefined
}
