import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { BuildFailure } from '../../../cli/build/failure.js'
import { exampleText, pageLines } from '../../../cli/build/rule-pages/example-text.js'
import { markdown, plainText } from '../../../cli/build/rule-pages/markdown.js'
import { readPage } from '../../../cli/build/rule-pages/read-page.js'

const test = suite('reading the page of a code')

const FILE = 'docs/rules/style/shouting.md'

/** What an author writes by hand. */
const PAGE = `---
code: style/shouting
severity: info
summary: A \`NAME\` is in capitals
---

Capitals \\<shout\\>, but \`\\"\` stays,
on two lines.

Write it as the documents do.

## Wrong

With \`--target 4.1 --check-files --schema site.json\`:

\`a.conf\`:

\`\`\`text
USER = "ecuser"
\`\`\`

\`site.json\`, and others may read it:

\`\`\`\`text
{
\`\`\`
}
\`\`\`\`

## Right

\`a.conf\`:

\`\`\`text
User<U+00A0>= "ecuser"
\\ No newline at end of file
\`\`\`
`

test('front matter, text and examples are all that a page needs', () => {
  assert.equal(readPage(PAGE, FILE), {
    code: 'style/shouting',
    severity: 'info',
    explanation: {
      title: 'A `NAME` is in capitals',
      text: ['Capitals <shout>, but `\\"` stays, on two lines.', 'Write it as the documents do.'],
      wrong: {
        files: { 'a.conf': 'USER = "ecuser"\n', 'site.json': '{\n```\n}\n' },
        target: '4.1',
        checkFiles: true,
        readable: ['site.json'],
      },
      right: { files: { 'a.conf': 'User\u00a0= "ecuser"' } },
    },
  })
})

test('lines may end with CRLF', () => {
  assert.equal(readPage(PAGE.replaceAll('\n', '\r\n'), FILE), readPage(PAGE, FILE))
})

const FAILURES: readonly (readonly [string, string, string, string])[] = [
  [
    'no front matter',
    '---\ncode',
    'code',
    ':1: a page begins with "---", front matter, and another "---"',
  ],
  [
    'front matter that is none',
    'code: style/shouting',
    '] [',
    ':1: the front matter is lines of YAML: "key: value"',
  ],
  ['no summary', 'summary: A', 'sumary: A', ':1: the front matter has no summary'],
  [
    'an unknown key',
    'severity: info',
    'severity: info\nrole: node',
    ':1: no page has "role" in its front matter',
  ],
  [
    'an unknown severity',
    'severity: info',
    'severity: note',
    ':1: the severity is error or warning or info, not note',
  ],
  [
    'no text',
    PAGE.slice(PAGE.indexOf('Capitals'), PAGE.indexOf('## Wrong')),
    '',
    ':7: there is no text before "## Wrong"',
  ],
  ['another heading', '## Wrong', '## Bad', ':12: "## Wrong" belongs here'],
  ['an unknown flag', '--check-files', '--fix', ':14: no example has the flag "--fix"'],
  [
    'a word between files',
    '`a.conf`:',
    'The file `a.conf`:',
    ':16: an example is "`NAME`:" and a block of code for each file',
  ],
  [
    'a block in another language',
    '```text\nUSER',
    '```conf\nUSER',
    ':18: a block of code between "```text" and "```" belongs here',
  ],
  [
    'a block without an end',
    '\n}\n````',
    '',
    ':24: a block of code between "```text" and "```" belongs here',
  ],
  ['no file', PAGE.slice(PAGE.lastIndexOf('`a.conf`')), '', ':33: this example has no file'],
  [
    'a heading behind the examples',
    'of file\n```\n',
    'of file\n```\n\n## More\n',
    ':39: no page has "## More" here',
  ],
]

for (const [what, part, by, message] of FAILURES) {
  test(`${what}: where and what belongs there`, () => {
    assert.ok(PAGE.includes(part))
    try {
      readPage(PAGE.replace(part, by), FILE)
    } catch (error) {
      assert.instance(error, BuildFailure)
      assert.is((error as Error).message, FILE + message)
      return
    }
    assert.unreachable('the page was taken')
  })
}

test('what nobody sees comes back from a page, and so does a newline that is not there', () => {
  for (const text of [
    '',
    'a',
    'a\n',
    'a\n\n',
    'a\r\nb\tc',
    '\x1b\0\u00a0\u200b\udc80\n',
    '\\t \\x1b\n',
  ]) {
    const lines = pageLines(text)
    assert.not.match(lines.join(''), /[\0-\x1f\x7f\u00a0\u200b\ud800-\udfff]/)
    assert.is(exampleText(lines), text)
  }
})

test('text comes back from Markdown', () => {
  const text = 'a_b *c* [d](e) <f> # g \\ | `h_i` `\\"` \\# `*`'
  assert.is(
    markdown(text),
    'a\\_b \\*c\\* \\[d\\](e) \\<f\\> \\# g \\\\ \\| `h_i` `\\"` \\\\\\# `*`',
  )
  assert.is(plainText(markdown(text)), text)
})

test.run()
