import { readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { grammarPage } from '../../cli/build/grammar-page/page.js'
import { productions } from '../../cli/build/grammar-page/productions.js'
import { RULES } from '../../cli/build/grammar-page/rules.js'
import { WORDS } from '../../cli/build/grammar-page/words.js'
import { NODES } from '../../grammar/grammar.js'
import { parse } from '../../grammar/index.js'
import { ruleAccepts } from '../tools/oracle.js'

const test = suite('the page with the grammar')

const page = await grammarPage()
const written = readFileSync(new URL('../../docs/grammar.html', import.meta.url), 'utf8')

test('is what the grammar says now: otherwise npm run docs', () => {
  assert.ok(page === written)
})

test('needs nothing from elsewhere, and runs nothing', () => {
  assert.not.match(page, /<script|<link|<img|<iframe|@import|url\(|\bsrc=|https?:/i)
})

test('has a diagram and an example for each rule', () => {
  for (const { name } of productions()) {
    const section = sectionOf(name)
    assert.match(section, /<svg class="railroad"/, name)
    assert.match(section, /<pre>.*<mark>.+<\/mark>/s, name)
  }
})

test('every link leads to a section', () => {
  for (const [, anchor] of page.matchAll(/href="#([^"]+)"/g)) {
    assert.ok(page.includes(`<section id="${anchor}">`), anchor)
  }
})

for (const { name, examples } of RULES) {
  examples.forEach(({ text, start, end }, index) => {
    test(`${name}: example ${index + 1} parses to the rule it stands beside`, () => {
      const { tree, diagnostics } = parse(text)
      assert.equal(diagnostics, [])
      const { tokens } = tree
      const first = tokens.start.indexOf(start)
      const limit = tokens.end.indexOf(end) + 1
      assert.ok(limit > first && first >= 0, 'the marked part is made of whole tokens')
      assert.ok(ruleAccepts(name, tokens, first, limit))
      const kind = NODES[name]
      if (kind === undefined) return
      const node = tree.kind.findIndex(
        (it, at) => it === kind && tree.first[at] === first && tree.limit[at] === limit,
      )
      assert.is.not(node, -1, 'and the tree has that very node')
    })
  })
}

test('the examples of a rule are not accepted by the rules beside it', () => {
  const { tokens } = parse('a = ( 1 )').tree
  assert.ok(ruleAccepts('Option', tokens, 0, 5))
  assert.not.ok(ruleAccepts('Scope', tokens, 0, 5))
  assert.not.ok(ruleAccepts('Array', tokens, 0, 5))
  assert.ok(ruleAccepts('Array', tokens, 2, 5))
})

for (const { title, examples } of WORDS) {
  examples.forEach((text, index) => {
    test(`${title}: example ${index + 1} has no mistake`, () => {
      assert.equal(parse(text).diagnostics, [])
    })
  })
}

test('tells how the lexer reads what is hard to tell', () => {
  const reading = (anchor: string) =>
    [...sectionOf(anchor).matchAll(/<dd>(.*?)<\/dd>/g)].map(([, tokens = '']) =>
      [...tokens.matchAll(/<code>(.*?)<\/code>/g)].map(([, token]) => token).join(' '),
    )
  assert.equal(reading('comment'), [
    'a = 1 b = &quot;#2&quot;',
    'uri = digest:///etc/passwd',
    'path = /var/spool/* b = 2',
  ])
  assert.is(reading('word')[2], 'Domain /google\\.(com|es)$/ { }')
  assert.is(reading('marks')[1], 'a = ( &quot;x&quot; , y , 300,6 )')
})

function sectionOf(anchor: string): string {
  const from = page.indexOf(`<section id="${anchor}">`)
  assert.is.not(from, -1, anchor)
  return page.slice(from, page.indexOf('</section>', from))
}

test.run()
