import description from '../../package.json' with { type: 'json' }

/** Where the sources are kept, when whoever publishes the package has said so. */
const { homepage, version } = description as { version: string; homepage?: string }

/**
 * The address of a page of the documentation: among the sources, else the file that is installed with
 * the program.
 * @param page below docs/, such as `rules/schema/unknown-option.md`
 */
export function pageAddress(page: string): string {
  if (homepage === undefined) return new URL(`../../docs/${page}`, import.meta.url).href
  return `${homepage.replace(/\/+$/, '')}/blob/v${version}/docs/${page}`
}
