import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from '../../grammar/index.js'
import { depth } from '../tools/depth.js'
import { countSteps } from '../tools/steps.js'

const test = suite('hostile texts take steps in proportion to their length')

/** Texts that make a careless parser quadratic, by how often their piece is repeated. */
const HOSTILE: Record<string, (times: number) => string> = {
  'words on one line': (times) => 'w '.repeat(times),
  'words on lines of their own': (times) => 'w\n'.repeat(times),
  'arrays that are never closed': (times) => 'a = ( '.repeat(times / 3),
  'arrays that are never closed, on lines': (times) => 'a = (\n'.repeat(times / 3),
  'dictionaries in dictionaries': (times) => 'a [ b = '.repeat(times / 4),
  'dictionaries in dictionaries, on lines': (times) => 'a = [ k = [\n'.repeat(times / 6),
  'broken lists of every kind': (times) => 'a = ( "x\nb = [ y\n c {\n'.repeat(times / 10),
  'arrays closed by the wrong bracket': (times) => 'a = ( b ]\n'.repeat(times / 5),
  'an array of many lines before a statement': (times) => `a = (\n${'b\n'.repeat(times)}c = 1\n`,
  'equals signs in an open array': (times) => 'x = ( a = b = c '.repeat(times / 8),
  'stanzas that are never closed': (times) => 'a { '.repeat(times / 2),
  'stanzas that are never closed, on lines': (times) => 'a {\n'.repeat(times / 2),
  'braces that close nothing': (times) => '}'.repeat(times),
  'braces that close nothing, on lines': (times) => '}\n'.repeat(times),
  'quotes on lines of their own': (times) => '"\n'.repeat(times),
  'escaped quotes in a string that is never closed': (times) => `"${'\\" '.repeat(times)}`,
  'escaped quotes on lines': (times) => 'x = "a\n\\"'.repeat(times / 3),
  'strings over two lines with a word glued to them': (times) =>
    'a = "b\n c" d\n'.repeat(times / 4),
  'single quotes on one line': (times) => "' ".repeat(times),
  'typographic quotes on one line': (times) => '“ '.repeat(times),
  'strings closed by a typographic quote': (times) => '"a” '.repeat(times),
  'comments that are never closed': (times) => '/*\n'.repeat(times),
  'no-break spaces': (times) => '\u00a0 a'.repeat(times),
  'print marks': (times) => '»\n'.repeat(times),
  'conflict marks': (times) => '<<<<<<< a\n'.repeat(times),
  'lines of a script': (times) => 'local x\n'.repeat(times / 2),
  'includes without a file': (times) => 'include '.repeat(times),
  'values that are missing': (times) => 'a =\n'.repeat(times / 2),
  'semicolons behind blanks': (times) => 'a ; '.repeat(times / 2),
  'braces without a name': (times) => '{'.repeat(times),
  'braces with an instance only': (times) => '"x" { '.repeat(times / 2),
  'braces behind an equals sign': (times) => '= {'.repeat(times / 2),
  'escaped quotes glued to letters': (times) => 'é\\"é'.repeat(times / 3),
  'braces before typographic quotes': (times) => '{“'.repeat(times / 2),
  'dots and closing brackets': (times) => '.})'.repeat(times / 3),
  'scripts with semicolons': (times) => 'local x;\n'.repeat(times / 2),
  'deeper and deeper indentation': (times) =>
    Array.from({ length: Math.sqrt(times) * 2 }, (_, depth) => `${' '.repeat(depth)}a {\n`).join(
      '',
    ),
}

const TIMES = depth(30_000, 120_000)

for (const [name, make] of Object.entries(HOSTILE)) {
  test(name, async () => {
    const whole = make(TIMES)
    const half = make(TIMES / 2)
    // Code that runs for the first time is counted once more than later: warm it up.
    parse(make(120))
    let growth = Number.POSITIVE_INFINITY
    let steps = 0
    // V8 loses counts now and then when it throws compiled code away. A parser that is quadratic
    // is so each time, so the best of three tells.
    for (let attempt = 0; attempt < 3 && growth >= 1.3; attempt++) {
      steps = await countSteps(() => parse(whole))
      const stepsOfHalf = await countSteps(() => parse(half))
      growth = Math.min(growth, steps / stepsOfHalf / (whole.length / half.length))
    }
    assert.ok(growth < 1.3, `twice the text takes ${(growth * 2).toFixed(2)} times the steps`)
    const each = steps / whole.length
    assert.ok(each < 400, `${each.toFixed(0)} steps for each character`)
  })
}

test.run()
