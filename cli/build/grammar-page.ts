/** `npm run docs`: writes the page with the grammar. `test/grammar/page.test.ts` holds it up to date. */
import { writeFile } from 'node:fs/promises'
import { grammarPage } from './grammar-page/page.js'
import { fromRoot } from './paths.js'

await writeFile(fromRoot('docs/grammar.html'), await grammarPage())
