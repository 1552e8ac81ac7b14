import type { Example } from '../../diagnostics/explanations/index.js'

/** The files of an example that are a site's schemas. */
export function schemaNames({ files }: Example): string[] {
  return Object.keys(files).filter((name) => name.endsWith('.json'))
}

/** The flags that an example needs for `ecconf lint`; empty for none. */
export function exampleFlags(example: Example): string {
  const { target, checkFiles } = example
  return [
    ...(target === undefined ? [] : [`--target ${target}`]),
    ...(checkFiles ? ['--check-files'] : []),
    ...schemaNames(example).map((name) => `--schema ${name}`),
  ].join(' ')
}
