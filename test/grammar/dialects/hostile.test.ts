import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { depth } from '../../tools/depth.js'
import { countSteps } from '../../tools/steps.js'
import { DIALECTS } from './dialects.js'

const test = suite('the sibling dialects: hostile texts take steps in proportion to their length')

/** Texts that make a careless parser quadratic, by how often their piece is repeated. */
const HOSTILE: Readonly<Record<string, readonly (readonly [name: string, piece: string])[]>> = {
  mbus: [
    ['words on one line', 'w '],
    ['words on lines of their own', 'w\n'],
    ['equals signs', '= '],
    ['values that are missing', 'a =\n'],
    ['lists that are never closed', 'a = { b\n'],
    ['lists that are never closed, on one line', 'a = { b '],
    ['lists without names', '{ a } '],
    ['names before braces', 'a b { '],
    ['segments that are never closed', 'Spread_Segment 1.1.1.1:1 {\n'],
    ['segments without braces', 'Spread_Segment 1.1.1.1:1\n'],
    ['keywords alone', 'Spread_Segment '],
    ['nodes that are never closed', 'Spread_Segment 1.1.1.1:1 { a 1.1.1.1 {\n'],
    ['braces that close nothing', '} '],
    ['settings behind segments that are not closed', 'Spread_Segment 1.1.1.1:1 {\na = b\n'],
    ['strings that are never closed', '"\n'],
    ['markers', '# Subcluster: a => b\n'],
    ['markers inside segments', 'Spread_Segment 1.1.1.1:1 {\n# Subcluster: a => b\n}\n'],
    ['typographic quotes on one line', '“ '],
  ],
  'cluster-boot': [
    ['words on one line', 'w '],
    ['keys alone', 'w\n'],
    ['equals signs', '=\n'],
    ['no-break spaces', 'a\u00a0'],
  ],
  rotate: [
    ['continued lines', 'a \\\n'],
    ['lists', 'a = b c\n'],
  ],
  environment: [
    ['words on one line', 'w '],
    ['commands', 'w x\n'],
    ['assignments on one line', 'A=1 '],
    ['assignments with commands', 'A=1 b\n'],
    ['exports without names', 'export\n'],
    ['semicolons', ';'],
    ['double quotes that are never closed', 'A="x\n'],
    ['escaped double quotes', 'A="\\"\n'],
    ['single quotes that are never closed', "A='x\n"],
    ['command substitutions that are never closed', 'A=$(\n'],
    ['command substitutions on one line', 'A=$( '],
    ['command substitutions in double quotes', 'A="$(" '],
    ['parameters that are never closed', 'A=$\x7bB:\n'],
    ['back quotes', '` '],
    ['compound commands that never end', 'if x; then\n'],
    ['compound commands', 'if x; then\n A=1\nfi\n'],
    ['groups that never end', '( a\n'],
    ['functions that never end', 'f() {\n'],
    ['here-documents that never end', 'cat <<EOF\n'],
    ['here-documents', 'cat <<EOF\na\nEOF\n'],
    ['words that go on', 'a\\\n'],
  ],
  digest: [
    ['fields', 'a:'],
    ['lines', 'a:b\n'],
    ['colons', ':\n'],
  ],
  passwords: [['lines', 'a\n']],
  groups: [
    ['fields', 'a:'],
    ['names alone', 'a\n'],
    ['members', 'a:b\n'],
    ['commas', ',,'],
    ['commas behind a colon', 'a:,,\n'],
  ],
}

const TIMES = depth(4000, 12_000)

for (const [folder, texts] of Object.entries(HOSTILE)) {
  const parse = DIALECTS[folder]?.parse
  for (const [name, piece] of texts) {
    test(`${folder}: ${name}`, async () => {
      if (parse === undefined) throw new Error(`no dialect ${folder}`)
      const whole = piece.repeat(TIMES)
      const half = piece.repeat(TIMES / 2)
      // Code that runs for the first time is counted once more than later: warm it up.
      parse(piece.repeat(20))
      let growth = Number.POSITIVE_INFINITY
      // V8 loses counts now and then when it throws compiled code away. A parser that is quadratic
      // is so each time, so the best of a few tells.
      for (let attempt = 0; attempt < 8 && growth >= 1.3; attempt++) {
        const steps = await countSteps(() => parse(whole))
        const stepsOfHalf = await countSteps(() => parse(half))
        growth = Math.min(growth, steps / stepsOfHalf / 2)
      }
      assert.ok(growth < 1.3, `twice the text takes ${(growth * 2).toFixed(2)} times the steps`)
    })
  }
}

test.run()
