import { suite } from 'uvu'
import { becomes, stays } from './formatted.js'

const test = suite('formatting the blanks before =')

test('one blank', () => {
  becomes('a=1\nbcd   =   2\n', 'a = 1\nbcd = 2\n')
})

test('below each other they stay so, one blank behind the longest name', () => {
  becomes(
    'Security {\n    User      = "ecuser"\n    GROUP     = "ecuser"\n    Umask     = 022\n}\n',
    'Security {\n  User  = "ecuser"\n  GROUP = "ecuser"\n  Umask = 022\n}\n',
  )
})

test('so do those that were put there with tabs', () => {
  becomes('uri\t\t= "x"\ncache_size\t= 100\n', 'uri        = "x"\ncache_size = 100\n')
})

test('those that stand between, above and below come to them', () => {
  becomes(
    'd = 1\nuri        = "x"\nsize=3\ncache_life = 100\nb = 2\nc=3\n',
    'd          = 1\nuri        = "x"\nsize       = 3\ncache_life = 100\nb          = 2\nc          = 3\n',
  )
})

test('one whose name is too long does not, and what follows it neither', () => {
  stays('uri  = "x"\nsize = 3\nMax_Outbound_Connections = 20\nb = 2\n')
})

test('names of one length are no sign that somebody wanted it', () => {
  stays('uri = 1\ndsn = 2\nx = 3\n')
})

test('nor is the same column further down', () => {
  becomes('Server  = 1\nSystem_ID = 2\nAddress = 3\n', 'Server = 1\nSystem_ID = 2\nAddress = 3\n')
})

test('a blank line and a stanza end a block', () => {
  stays('uri  = 1\nsize = 2\n\na = 3\n\nb {}\nlife = 4\nid   = 5\nc {}\nd = 6\n')
})

test('comments and values on many lines do not', () => {
  stays('uri  = (\n  "x"\n)\n# how many\nsize = 2\n')
})

test('the keys of a dictionary', () => {
  becomes(
    'peers = [\n  mta1.example.net   = "a"\n  "m"                = "b"\n  c = d\n]\n',
    'peers = [\n  mta1.example.net = "a"\n  "m"              = "b"\n  c                = d\n]\n',
  )
})

test('columns are those of characters, whatever bytes or units they take', () => {
  becomes(
    'map = [\n "ключ"    = 1\n "🙂"       = 2\n k         = 3\n]\n',
    'map = [\n  "ключ" = 1\n  "🙂"    = 2\n  k      = 3\n]\n',
  )
})

test.run()
