/**
 * `npm run docs`: writes into the page of each code what follows from its front matter, text and
 * examples, and the list of all pages. `test/docs/rule-pages.test.ts` holds them up to date.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fromRoot } from './paths.js'
import { rulePages } from './rule-pages/pages.js'
import { RULE_PAGES } from './rules.js'

for (const [name, text] of await rulePages()) {
  await writeFile(join(fromRoot(RULE_PAGES), name), text)
}
