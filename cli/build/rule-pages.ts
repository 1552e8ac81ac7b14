/**
 * `npm run docs`: writes a page for each code into `docs/rules/`, and takes away what is no page any
 * more. `test/docs/rule-pages.test.ts` holds them up to date.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fromRoot } from './paths.js'
import { rulePages } from './rule-pages/pages.js'

const folder = fromRoot('docs/rules')
await rm(folder, { recursive: true, force: true })
for (const [name, text] of await rulePages()) {
  const file = join(folder, name)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}
