import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { globMatcher, isPlainPath } from '../../../src/project/settings/glob.js'
import { countSteps } from '../../tools/steps.js'

const test = suite('globs')

/** Many stars, of which each may stand for much or little of a long name. */
const STARS = `**/${'*a'.repeat(12)}b`

/** Which of these paths a pattern matches. */
function matching(pattern: string, ...paths: string[]): string[] {
  return paths.filter(globMatcher([pattern]))
}

test('a star and a question mark stand for what is no slash', () => {
  assert.equal(
    matching(
      'conf/*/ecelerity.conf',
      'conf/a/ecelerity.conf',
      'conf/ecelerity.conf',
      'conf/a/b/ecelerity.conf',
    ),
    ['conf/a/ecelerity.conf'],
  )
  assert.equal(matching('a/n?.conf', 'a/n1.conf', 'a/n.conf', 'a/n12.conf', 'a/n/.conf'), [
    'a/n1.conf',
  ])
})

test('two stars stand for any folders, also for none', () => {
  assert.equal(matching('a/**/x.conf', 'a/x.conf', 'a/b/c/x.conf', 'a/bx.conf', 'b/x.conf'), [
    'a/x.conf',
    'a/b/c/x.conf',
  ])
  assert.equal(matching('gen/**', 'gen/a', 'gen/a/b', 'gen', 'regen/a'), ['gen/a', 'gen/a/b'])
})

test('one of several', () => {
  assert.equal(
    matching('{eu,us}/{a,b*}.conf', 'eu/a.conf', 'us/bc.conf', 'as/a.conf', 'eu/c.conf'),
    ['eu/a.conf', 'us/bc.conf'],
  )
  assert.equal(matching('x/{a', 'x/{a', 'x/a'), ['x/{a'])
})

test('without a slash a name in any folder; with one at the front only here', () => {
  assert.equal(matching('old.conf', 'old.conf', 'a/b/old.conf', 'bold.conf'), [
    'old.conf',
    'a/b/old.conf',
  ])
  for (const pattern of ['./old.conf', '/old.conf']) {
    assert.equal(matching(pattern, 'old.conf', 'a/old.conf'), ['old.conf'])
  }
})

test('a folder stands for what lies in it', () => {
  for (const pattern of ['gen', 'gen/', './gen']) {
    assert.equal(matching(pattern, 'gen', 'gen/a/b.conf', 'gene/a'), ['gen', 'gen/a/b.conf'])
  }
})

test('signs of regular expressions are letters', () => {
  assert.equal(matching('a/b.c+(d)[e]|$^.conf', 'a/b.c+(d)[e]|$^.conf', 'a/bxc+(d)[e]|$^.conf'), [
    'a/b.c+(d)[e]|$^.conf',
  ])
  assert.equal(matching('a/\\b', 'a/\\b'), ['a/\\b'])
})

test('no pattern matches nothing; plain paths', () => {
  assert.is(globMatcher([])('a'), false)
  assert.equal(['a/b.conf', './a', 'a', 'a/*', 'a/{b}', 'a/b?'].filter(isPlainPath), [
    'a/b.conf',
    './a',
  ])
})

test('a hostile pattern takes no more steps than it has characters for each of the path', async () => {
  const name = `${'a'.repeat(250)}c`
  for (const pattern of [
    STARS,
    `${'**/'.repeat(50)}b`,
    `${'{a,*'.repeat(50)}b${'}'.repeat(50)}/d`,
    `${'*{a,b}'.repeat(50)}c/d`,
  ]) {
    assert.is(globMatcher([pattern])(`x/${name}`), false)
    const matches = globMatcher([pattern])
    for (const path of [`x/${name}`, `${'a/'.repeat(250)}a`]) {
      let isMatch = true
      const steps = await countSteps(() => {
        isMatch = matches(path)
      })
      assert.is(isMatch, false)
      const most = 3 * pattern.length * (path.length + 1)
      assert.ok(steps <= most, `${pattern}: ${steps} steps`)
      assert.ok(steps > 0)
    }
  }
})

test.run()
