/**
 * `npm run docs`: writes the commands into the page about the console.
 * `test/docs/console-page.test.ts` holds it up to date.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { CONSOLE_PAGE, consolePage } from './console-page/page.js'
import { fromRoot } from './paths.js'

const path = fromRoot(CONSOLE_PAGE)
await writeFile(path, consolePage(await readFile(path, 'utf8')))
