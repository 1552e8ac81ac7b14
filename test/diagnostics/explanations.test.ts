import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { lintExample } from '../../cli/explain/lint-example.js'
import {
  type Example,
  explainedCodes,
  explanation,
} from '../../src/diagnostics/explanations/index.js'
import type { Diagnostic, DiagnosticCode } from '../../src/diagnostics/index.js'
import { applyEdits } from '../../src/syntax/index.js'
import { ROOT } from '../tools/program.js'

const test = suite('explanations')

for (const code of explainedCodes()) {
  const { title, text, wrong, right } = explanation(code)
  const { findings } = await lintExample(wrong)

  test(`${code}: the wrong example has this finding and no other`, () => {
    assert.equal([...codesOf(findings)], [code])
  })

  test(`${code}: the right example has none`, async () => {
    const { findings } = await lintExample(right)
    assert.equal([...codesOf(findings)], [])
  })

  if (findings.some(isFixable)) {
    test(`${code}: fixed, the wrong example has none`, async () => {
      assert.equal([...codesOf(await findingsOfFixed(wrong))], [])
    })
  }

  test(`${code}: plain sentences`, () => {
    assert.match(title, /^[A-Z`].*[^.!?]$/)
    assert.ok(text.length > 0)
    for (const paragraph of text) assert.match(paragraph, /[.!?]$/)
    for (const words of [title, ...text]) {
      assert.is(words.split('`').length % 2, 1, `backquotes in pairs: ${words}`)
      assert.not.match(words, /\s{2}|\n/)
    }
  })
}

function codesOf(findings: readonly Diagnostic[]): Set<DiagnosticCode> {
  return new Set(findings.map(({ code }) => code))
}

function isFixable({ fixes = [] }: Diagnostic): boolean {
  return fixes.some(({ safety }) => safety === 'safe')
}

/** What is found when one safe fix after the other was made, as long as there is any. */
async function findingsOfFixed(example: Example): Promise<readonly Diagnostic[]> {
  let files = example.files
  for (;;) {
    const { findings } = await lintExample({ ...example, files })
    const fix = findings.flatMap(({ fixes = [] }) => fixes).find(({ safety }) => safety === 'safe')
    if (fix === undefined) return findings
    const fixed = fix.edits.map(({ file, edits }) => [file, applyEdits(files[file] ?? '', edits)])
    files = { ...files, ...Object.fromEntries(fixed) }
  }
}

test('the part of the program that lints does not hold them', () => {
  const part = (name: string) => readFileSync(join(ROOT, `dist/bin/${name}.bundle.cjs`), 'utf8')
  const [lint, whole] = [part('lint'), part('ecconf')]
  for (const code of explainedCodes()) {
    const phrase = longestPhrase(explanation(code).text)
    assert.match(whole, phrase)
    assert.not.match(lint, phrase)
  }
})

/** A piece of text that looks the same in the bundle: nothing in it is escaped. */
function longestPhrase(text: readonly string[]): string {
  const phrases = text.flatMap((paragraph) => paragraph.split(/[^\w ,.]+/))
  return phrases.reduce((longest, phrase) => (phrase.length > longest.length ? phrase : longest))
}

test.run()
