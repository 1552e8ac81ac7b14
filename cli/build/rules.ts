import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PREFIXES } from '../../src/diagnostics/prefixes.js'
import { BuildFailure } from './failure.js'
import { textLiteral, writeGenerated } from './generated.js'
import { fromRoot } from './paths.js'
import { type RulePage, readPage } from './rule-pages/read-page.js'

/** The pages about the codes, by their path from the root: the source of codes and explanations. */
export const RULE_PAGES = 'docs/rules'

/** The list of the pages. */
export const INDEX = 'README.md'

/**
 * Makes the list of codes with their severities, and their explanations, of `src/diagnostics/`.
 *
 * @throws BuildFailure when a page is not as it has to be
 */
export async function buildRules(): Promise<void> {
  const pages = await readRulePages()
  const severities = pages.map(({ code, severity }) => `  '${code}': '${severity}',\n`)
  await writeGenerated(
    'src/diagnostics/codes.generated.ts',
    `${RULE_PAGES}/`,
    `export const EXPLAINED_CODES = {\n${severities.join('')}} as const\n`,
  )
  const texts = Object.fromEntries(pages.map(({ code, explanation }) => [code, explanation]))
  await writeGenerated(
    'src/diagnostics/explanations/texts.generated.ts',
    `${RULE_PAGES}/`,
    `export const explanations = () => ${textLiteral(JSON.stringify(texts))}\n`,
  )
}

/** The pages about all codes, by prefix and name. @throws BuildFailure */
export async function readRulePages(): Promise<RulePage[]> {
  const folder = fromRoot(RULE_PAGES)
  const names = (await readdir(folder, { recursive: true })).filter(
    (name) => name.endsWith('.md') && name !== INDEX,
  )
  const pages = names.map(async (name) => {
    const file = `${RULE_PAGES}/${name}`
    const page = readPage(await readFile(join(folder, name), 'utf8'), file)
    if (`${page.code}.md` !== name) {
      throw new BuildFailure(`${file}: the page of ${page.code} is ${RULE_PAGES}/${page.code}.md`)
    }
    if (rank(page) < 0) {
      throw new BuildFailure(
        `${file}: a code begins with ${Object.keys(PREFIXES).join('/, ')}/, and this one does not`,
      )
    }
    return page
  })
  return (await Promise.all(pages)).sort((a, b) => rank(a) - rank(b) || (a.code < b.code ? -1 : 1))
}

function rank({ code }: RulePage): number {
  return Object.keys(PREFIXES).indexOf(code.slice(0, code.indexOf('/')))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await buildRules()
  } catch (error) {
    console.error(error instanceof BuildFailure ? `build: ${error.message}` : error)
    process.exitCode = 1
  }
}
