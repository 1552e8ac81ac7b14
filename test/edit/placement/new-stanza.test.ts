import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { set, textAfter } from '../../tools/changes.js'

const test = suite('set: a scope that is not there yet')

/** Each: what is asked of the text before, and the text after. */
const CASES: Readonly<
  Record<string, readonly [before: string, words: [...string[], string, string], after: string]>
> = {
  'into an empty file': ['', ['T=x', 'c', '3'], 'T "x" {\n  c = 3\n}\n'],
  'behind the last statement, as a paragraph': [
    'a = 1\n',
    ['T=x', 'c', '3'],
    'a = 1\n\nT "x" {\n  c = 3\n}\n',
  ],
  'with the line ends and the indentation of the file': [
    'S {\r\n\ta = 1\r\n}\r\n',
    ['T=x', 'U', 'c', '3'],
    'S {\r\n\ta = 1\r\n}\r\n\r\nT "x" {\r\n\tU {\r\n\t\tc = 3\r\n\t}\r\n}\r\n',
  ],
  'without final newline': ['a = 1', ['T', 'c', '3'], 'a = 1\n\nT {\n  c = 3\n}'],
  'before the overlay and its comment': [
    'a = 1\n\n# keep last\nreadonly_include "/none"\n',
    ['T', 'c', '3'],
    'a = 1\n\nT {\n  c = 3\n}\n\n# keep last\nreadonly_include "/none"\n',
  ],
  'before an overlay that is all there is': [
    'readonly_include "/none"\n',
    ['T', 'c', '3'],
    'T {\n  c = 3\n}\n\nreadonly_include "/none"\n',
  ],
  'into the stanza around it, below its last item': [
    'S {\n    a = 1\n}\n',
    ['S', 'T=x', 'c', '3'],
    'S {\n    a = 1\n    T "x" {\n        c = 3\n    }\n}\n',
  ],
  'apart where the others are apart': [
    'S {\n  T "a" {\n    c = 1\n  }\n\n  T "b" {\n    c = 2\n  }\n}\n',
    ['S', 'T=x', 'c', '3'],
    'S {\n  T "a" {\n    c = 1\n  }\n\n  T "b" {\n    c = 2\n  }\n\n  T "x" {\n    c = 3\n  }\n}\n',
  ],
  'on one line where the last one of its name is': [
    'T "a" { c = 1 }\nT "b" { c = 2 }\n',
    ['T=x', 'c', '3'],
    'T "a" { c = 1 }\nT "b" { c = 2 }\nT "x" { c = 3 }\n',
  ],
  'with the name and the quotes of its siblings': [
    'domain a {\n  gateway=b\n}\n\ndomain c {\n  gateway=d\n}\n',
    ['Domain=x.example', 'Gateway', '"y"'],
    'domain a {\n  gateway=b\n}\n\ndomain c {\n  gateway=d\n}\n\ndomain "x.example" {\n  Gateway = "y"\n}\n',
  ],
  'without quotes like its siblings, where it needs none': [
    'domain a {\n  gateway = b\n}\n',
    ['Domain=x_1', 'Gateway', '"y"'],
    'domain a {\n  gateway = b\n}\n\ndomain x_1 {\n  Gateway = "y"\n}\n',
  ],
  'with the brace where its siblings have it': [
    'T a\n{\n  c = 1\n}\n',
    ['T=x', 'c', '3'],
    'T a\n{\n  c = 1\n}\n\nT x\n{\n  c = 3\n}\n',
  ],
  'an instance that needs escapes': [
    '',
    ['T=a "b" \\', 'c', '3'],
    'T "a \\"b\\" \\\\" {\n  c = 3\n}\n',
  ],
  'a regular expression': [
    'Domain a {\n}\n',
    ['Domain=/^(a|b)\\.fr$/', 'Gateway', '"y"'],
    'Domain a {\n}\n\nDomain "/^(a|b)\\.fr$/" {\n  Gateway = "y"\n}\n',
  ],
  'into an empty stanza': ['S { }\n', ['S', 'T', 'c', '3'], 'S {\n  T {\n    c = 3\n  }\n}\n'],
  'into a stanza on one line': [
    'S { a = 1 }\n',
    ['S', 'T=x', 'c', '3'],
    'S { a = 1  T "x" { c = 3 } }\n',
  ],
  'a name in lower case where the neighbours write theirs so': [
    'control_listener {\n  file_mode = 0640\n}\n',
    ['Control_Listener', 'Enable', 'true'],
    'control_listener {\n  file_mode = 0640\n  enable = true\n}\n',
  ],
}

for (const [name, [before, words, after]] of Object.entries(CASES)) {
  test(name, async () => {
    assert.is(await textAfter(before, set(...words)), after)
  })
}

test.run()
