import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { rulePages } from '../../cli/build/rule-pages/pages.js'
import { readRulePages } from '../../cli/build/rules.js'
import {
  type ExplainedCode,
  explainedCodes,
  explanation,
} from '../../src/diagnostics/explanations/index.js'
import { CODES } from '../../src/diagnostics/index.js'
import { ROOT } from '../tools/program.js'

const test = suite('the pages about the codes')

const folder = join(ROOT, 'docs/rules')
const pages = await rulePages()

test('a page for each code, and no other', () => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  assert.equal(files.sort(), [...pages.keys()].sort())
})

for (const [name, text] of pages) {
  test(`${name} has all that follows from the pages: otherwise npm run docs`, () => {
    assert.is(readFileSync(join(folder, name), 'utf8'), text)
  })
}

test('the program explains what the pages say: otherwise npm run build', async () => {
  const read = await readRulePages()
  assert.equal(
    read.map(({ code }) => code),
    explainedCodes(),
  )
  for (const { code, severity, explanation: said } of read) {
    assert.equal(
      [CODES[code as ExplainedCode], explanation(code as ExplainedCode)],
      [severity, said],
    )
  }
})

test('every link leads to a page', () => {
  for (const [name, text] of pages) {
    for (const [, target = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
      const path = join(name, '..', target)
      assert.ok(pages.has(path), `${name}: ${target}`)
    }
  }
})

test('a page has what lint prints, and says what it can mend', () => {
  const page = pages.get('schema/unknown-option.md') ?? ''
  assert.match(
    page,
    `This is found:

\`\`\`text
error  Unknown option "Idle_Tiem" in scope Esmtp_Listener          schema/unknown-option
  ┌─ ports.conf:3:3
2 │   Listen ":587" {}
3 │   Idle_Tiem = 300
  │   ^^^^^^^^^ Did you mean "Idle_Time"?
4 │ }
\`\`\`
`,
  )
  assert.match(page, '## Fix\n\nWrite "Idle\\_Time": `ecconf lint --fix`.\n')
})

test('characters that nobody sees are spelt out', () => {
  for (const text of pages.values()) assert.not.match(text, /[\0-\x08\x0b-\x1f\x7f\u00a0\u200b]/)
})

test.run()
