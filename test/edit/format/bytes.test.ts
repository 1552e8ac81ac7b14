import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { formattedBytes } from './formatted.js'

const test = suite('formatting bytes: line ends, marks, encodings')

const CASES: Record<string, readonly [before: string, after: string]> = {
  'an empty file': ['', ''],
  'blanks alone': ['\n  \n\t\r\n', ''],
  'no final line end': ['a=1', 'a = 1\n'],
  'no final line end behind a comment': ['# a  ', '# a\n'],
  'CRLF stays CRLF': ['a=1\r\n\r\n\r\nb {\r\nc = 2\r\n}', 'a = 1\r\n\r\nb {\r\n  c = 2\r\n}\r\n'],
  'of mixed line ends the first counts': [
    'a = 1\r\nb=2\nc\n{\r\nd = 1\n}\n',
    'a = 1\r\nb = 2\r\nc {\r\n  d = 1\r\n}\r\n',
  ],
  'but those in strings and comments are theirs': [
    'a="b\r\nc"\nd = 1 /* e\r\nf */\r\n',
    'a = "b\r\nc"\nd = 1 /* e\r\nf */\n',
  ],
  'a byte order mark': ['\xef\xbb\xbfa=1\r\n', '\xef\xbb\xbfa = 1\r\n'],
  'a byte order mark alone': ['\xef\xbb\xbf', '\xef\xbb\xbf'],
  'a byte order mark before blanks and a comment': ['\xef\xbb\xbf \n # a', '\xef\xbb\xbf# a\n'],
  'Latin-1': ['# caf\xe9\na="\xfc  \xff"   # \xe4 \n', '# caf\xe9\na = "\xfc  \xff" # \xe4\n'],
}

for (const [what, [before, after]] of Object.entries(CASES)) {
  test(what, () => {
    assert.is(formattedBytes(before), after)
  })
}

test.run()
