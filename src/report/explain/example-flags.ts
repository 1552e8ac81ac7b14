import type { Example } from '../../diagnostics/explanations/index.js'

/** The files of an example that are schemas of the site. */
export function schemaNames({ files }: Example): string[] {
  return Object.keys(files).filter((name) => name.endsWith('.json'))
}

/** What an example needs on the command line of `ecconf lint`; empty when nothing. */
export function exampleFlags(example: Example): string {
  const { target, checkFiles } = example
  return [
    ...(target === undefined ? [] : [`--target ${target}`]),
    ...(checkFiles ? ['--check-files'] : []),
    ...schemaNames(example).map((name) => `--schema ${name}`),
  ].join(' ')
}
