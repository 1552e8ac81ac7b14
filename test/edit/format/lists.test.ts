import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { becomes, formatted, stays } from './formatted.js'

const test = suite('formatting arrays and dictionaries')

test('on one line', () => {
  becomes(
    'a=("b""c"  10.0.0.0/8)\nd = [e=f  g = h]\ni = [ j = k, l = m ]\n',
    'a = ( "b" "c" 10.0.0.0/8 )\nd = [ e = f  g = h ]\ni = [ j = k, l = m ]\n',
  )
})

test('over several lines: one element a line, the brackets at the ends of theirs', () => {
  becomes(
    'Relay_Hosts = ( "10.0.0.0/8"\n                "127.0.0.1" )\nc = [ a = 1 b = 2\n c = 3\n]\n',
    'Relay_Hosts = (\n  "10.0.0.0/8"\n  "127.0.0.1"\n)\nc = [\n  a = 1\n  b = 2\n  c = 3\n]\n',
  )
})

test('empty', () => {
  becomes(
    'a = ( )\nb = (\n)\nc=[ ]\nd = ( # none\n)\n',
    'a = ()\nb = ()\nc = []\nd = ( # none\n)\n',
  )
})

test('commas stay, each behind what is before it', () => {
  becomes(
    'a = ( "b" , "c","d", )\ne = ("f"\n, "g"\n,)\n',
    'a = ( "b", "c", "d", )\ne = (\n  "f",\n  "g",\n)\n',
  )
})

test('too wide for one line', () => {
  const elements = Array.from({ length: 9 }, (_, index) => `"10.20.30.${index}"`)
  const text = `Relay_Hosts = ( ${elements.slice(0, 6).join(' ')} )\n`
  stays(text)
  assert.is(
    formatted(`Relay_Hosts = ( ${elements.join(' ')} ) # ours\n`),
    `Relay_Hosts = (\n${elements.map((element) => `  ${element}\n`).join('')}) # ours\n`,
  )
})

test('one inside another', () => {
  becomes(
    'a = [ b = ("c"\n"d") e = ["f" = 1] ]\n',
    'a = [\n  b = (\n    "c"\n    "d"\n  )\n  e = [ "f" = 1 ]\n]\n',
  )
})

test('comments among the elements', () => {
  becomes(
    'a = (   # all\n"b"   # one\n   # instead of one\n"c" "d" # two\n#"e"\n)   # done\n',
    'a = ( # all\n  "b" # one\n  # instead of one\n  "c"\n  "d" # two\n  #"e"\n) # done\n',
  )
})

test.run()
