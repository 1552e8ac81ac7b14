import { readFile } from 'node:fs/promises'
import { fromRoot } from '../paths.js'
import type { Example } from './example.js'
import { escapeHtml, sentence } from './html.js'
import { type Production, productions } from './productions.js'
import { railroad } from './railroad.js'
import { readTokens } from './reading.js'
import { RULES, type RuleText } from './rules.js'
import { LIMITS, WORDS, type WordText } from './words.js'

/** The page with the grammar, for `docs/`. It needs nothing from elsewhere. */
export async function grammarPage(): Promise<string> {
  const style = await readFile(fromRoot('cli/build/grammar-page/style.css'), 'utf8')
  const rules = described(productions())
  return `<!doctype html>
<!-- Made by \`npm run docs\` from grammar/grammar.ts and cli/build/grammar-page/. Changes here are lost. -->
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The grammar of the conf language</title>
<style>
${style}</style>
</head>
<body>
<h1>The grammar of the conf language</h1>
<p>How the configuration files of Momentum (Ecelerity) are read. A diagram is followed from the left
dot to the right one; every way through it is a text that is accepted. What is green stands for a
token, what is blue for another rule, and what is yellow is written as it stands.</p>
<nav>
<ul>
${rules.map(({ name }) => link(name, name)).join('\n')}
</ul>
<ul>
${WORDS.map(({ anchor, title }) => link(anchor, title)).join('\n')}
</ul>
</nav>
<h2>Rules</h2>
<p>The diagrams are drawn from the grammar that the parser is compiled from. In the examples the
marked part is what the rule describes.</p>
${rules.map(ruleSection).join('\n')}
<h2>Characters and tokens</h2>
<p>What a word is depends on where it stands, so the lexer is written by hand. Beside each example is
how it is read.</p>
${WORDS.map(wordSection).join('\n')}
<h2>Limits</h2>
<p>${sentence(LIMITS)}</p>
</body>
</html>
`
}

/** @throws Error when a rule has no text, or a text no rule */
function described(rules: readonly Production[]): (Production & RuleText)[] {
  const texts = new Map(RULES.map((text) => [text.name, text]))
  const surplus = RULES.find(({ name }) => !rules.some((rule) => rule.name === name))
  if (surplus !== undefined) throw new Error(`the grammar has no rule ${surplus.name}`)
  return rules.map((rule) => {
    const text = texts.get(rule.name)
    if (text === undefined) throw new Error(`the rule ${rule.name} has no text and no example`)
    return { ...rule, ...text }
  })
}

function link(anchor: string, title: string): string {
  return `<li><a href="#${anchor}">${title}</a></li>`
}

function ruleSection({ name, text, diagram, examples }: Production & RuleText): string {
  return `<section id="${name}">
<h3><a href="#${name}">${name}</a></h3>
<p>${sentence(text)}</p>
<figure>${railroad(name, diagram)}</figure>
<div class="examples">
${examples.map((it) => `<pre>${marked(it)}</pre>`).join('\n')}
</div>
</section>`
}

function wordSection({ anchor, title, text, diagram, examples }: WordText): string {
  return `<section id="${anchor}">
<h3><a href="#${anchor}">${title}</a></h3>
${text.map((paragraph) => `<p>${sentence(paragraph)}</p>`).join('\n')}
${diagram === undefined ? '' : `<figure>${railroad(title, diagram)}</figure>\n`}<dl class="reading">
${examples.map((it) => `<dt><pre>${escapeHtml(it)}</pre></dt>\n<dd>${reading(it)}</dd>`).join('\n')}
</dl>
</section>`
}

function marked({ text, start, end }: Example): string {
  const before = escapeHtml(text.slice(0, start))
  const after = escapeHtml(text.slice(end).trimEnd())
  return `${before}<mark>${escapeHtml(text.slice(start, end))}</mark>${after}`
}

function reading(text: string): string {
  return readTokens(text)
    .map(({ kind, text: token }) => {
      const name = kind === 'mark' ? '' : `<b>${kind}</b>`
      return `<span class="token">${name}<code>${escapeHtml(token)}</code></span>`
    })
    .join('')
}
