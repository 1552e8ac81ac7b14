import { suite } from 'uvu'
import { becomes, stays } from './formatted.js'

const test = suite('formatting blank lines')

test('of several in a row one stays', () => {
  becomes('a = 1\n\n \n\t\nb = 2\n\nc = 3\nd = 4\n', 'a = 1\n\nb = 2\n\nc = 3\nd = 4\n')
})

test('none where a file, a stanza or a list begins or ends', () => {
  becomes(
    '\n\na {\n\n  b = 1\n\n  c = (\n\n    "d"\n\n  )\n\n  e = [\n\n    f = 1\n\n  ]\n\n}\n\n\n',
    'a {\n  b = 1\n\n  c = (\n    "d"\n  )\n\n  e = [\n    f = 1\n  ]\n}\n',
  )
})

test('nor with comments there; those around the comments stay', () => {
  becomes(
    '\n# a\n\na { # b\n\n  # c\n\n  d = 1\n\n\n  # e\n\n}\n\n# f\n\n\n',
    '# a\n\na { # b\n  # c\n\n  d = 1\n\n  # e\n}\n\n# f\n',
  )
})

test('none is added', () => {
  stays('a {\n  b = 1\n}\nc {\n  d = 1\n}\n# e\nf = 1\n')
})

test('between the elements of a list they stay', () => {
  becomes('a = (\n "b"\n\n\n "c"\n)\n', 'a = (\n  "b"\n\n  "c"\n)\n')
})

test.run()
