/** The subjects of all code prefixes. */
export const PREFIXES = {
  syntax: 'What cannot be read',
  style: 'Accepted, but not as the documents write it',
  include: 'Included files',
  schema: 'Options, scopes and values',
  reference: 'Names that lead to something else',
  overlay: 'Overlays',
  version: 'Product versions',
  security: 'Security',
  settings: 'What tells the linter what to do',
} as const satisfies Record<string, string>
