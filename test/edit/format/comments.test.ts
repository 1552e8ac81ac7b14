import { suite } from 'uvu'
import { becomes, stays } from './formatted.js'

const test = suite('formatting comments')

test('those on lines of their own are indented as what they stand above', () => {
  becomes(
    '# a\nb {\n# c\n      # d\n  e = 1\n# f\n}\n  # g\n',
    '# a\nb {\n  # c\n  # d\n  e = 1\n  # f\n}\n# g\n',
  )
})

test('what is in them stays, also options that are switched off', () => {
  becomes(
    'Domain "a" {\n#  Gateway = "b"\n#  Host   "c" {\n#    d=1\n#  }\n\t#Max_Retries=4\n}\n',
    'Domain "a" {\n  #  Gateway = "b"\n  #  Host   "c" {\n  #    d=1\n  #  }\n  #Max_Retries=4\n}\n',
  )
})

test('those at the end of a line stay there, one blank behind it', () => {
  becomes(
    'a = 1    # b\nc {# d\n  e = "f"# g\n}   # h\ninclude "i"\t# j\n',
    'a = 1 # b\nc { # d\n  e = "f" # g\n} # h\ninclude "i" # j\n',
  )
})

test('below each other they stay so, also over stanzas', () => {
  becomes(
    'User=1           # a\nGroup = "b"      # c\nd {              # e\n    f = 1        # g\n}\n',
    'User = 1    # a\nGroup = "b" # c\nd {         # e\n  f = 1     # g\n}\n',
  )
})

test('a line without one ends what is below each other', () => {
  becomes('a = 1       # b\nc = 2\ndefg = 3    # h\n', 'a = 1 # b\nc = 2\ndefg = 3 # h\n')
})

test('one that goes on below in the same column goes with it', () => {
  becomes(
    'a {\n  b   =   1   # never\n              # again\n  # c\n  d = 2\n}\n',
    'a {\n  b = 1 # never\n        # again\n  # c\n  d = 2\n}\n',
  )
})

test('but not where the next statement is in that column: then it stands above that one', () => {
  becomes(
    'a {\n  b { # c\n      # d\n      e = 1\n  }\n}\n',
    'a {\n  b { # c\n    # d\n    e = 1\n  }\n}\n',
  )
})

test('one with a blank line above it is about something else', () => {
  becomes('a = 1   # b\n\n        # c\n', 'a = 1 # b\n\n# c\n')
})

test('before a brace on a line of its own', () => {
  becomes('a # why\n{\n  b = 1\n}\n', 'a # why\n{\n  b = 1\n}\n')
})

test('between the parts of a statement', () => {
  becomes(
    'a = # of\n1\nb /* c */=/* d */ 2\ne =\n# f\n  "g"\n',
    'a = # of\n  1\nb /* c */ = /* d */ 2\ne =\n  # f\n  "g"\n',
  )
})

test('over several lines, and before a statement on its line', () => {
  becomes(
    'a {\n/* b\n     c */   d = 1\n    /* e\n       f */\n  g = 2 /* h */ i = 3 /* j */\n}\n',
    'a {\n  /* b\n     c */ d = 1\n  /* e\n       f */\n  g = 2 /* h */\n  i = 3 /* j */\n}\n',
  )
})

test('glued to a value, and with signs of the language in them', () => {
  becomes('a = 12#times\nb = 1    # } "\n', 'a = 12 #times\nb = 1 # } "\n')
})

test('a file of comments', () => {
  becomes('   # a\n\n\n\n  /* b */ # c', '# a\n\n/* b */ # c\n')
  stays('# a\n')
})

test.run()
