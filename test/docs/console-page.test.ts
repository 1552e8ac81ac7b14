import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { CONSOLE_PAGE, consolePage } from '../../cli/build/console-page/page.js'
import { COMMANDS } from '../../src/manager/commands/table.js'
import { ROOT } from '../tools/program.js'

const test = suite('the page about the console')

const page = readFileSync(join(ROOT, CONSOLE_PAGE), 'utf8')

test('has what the tables of the commands say now: otherwise npm run docs', () => {
  assert.is(page, consolePage(page))
})

test('has every command once', () => {
  const heads = [...page.matchAll(/^### `([^`]+)`$/gm)].map(([, name]) => name)
  const names = COMMANDS.map(({ name }) => name).sort()
  assert.equal(heads, [...names, '\\e', '\\help', '\\pager', '\\watch'])
})

test('a page without the line that ends its beginning is refused', () => {
  assert.throws(() => consolePage('# The console\n'), /docs\/console\.md has no line <!--/)
})

test.run()
