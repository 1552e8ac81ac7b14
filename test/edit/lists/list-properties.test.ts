import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Change } from '../../../src/config/index.js'
import { elementsOf } from '../../../src/config/printing/value-parts.js'
import { changed } from '../../tools/changes.js'
import { depth } from '../../tools/depth.js'
import { loadFiles } from '../../tools/load-files.js'
import { randomList } from '../../tools/random-list.js'

const test = suite('properties of list edits')
const RUNS = { numRuns: depth(625, 2500) }
const MAIN = '/c/eccluster.conf'

async function load(text: string) {
  return loadFiles({ [MAIN]: text })
}

type Loaded = Awaited<ReturnType<typeof load>>

/** The parts of X as they are in effect: elements, or keys with their values. */
function partsOf(configuration: Loaded): string[] {
  const value = configuration.get([], 'X')?.value
  return value?.type === 'dictionary'
    ? value.entries.map(({ key, value: text }) => `${key}=${JSON.stringify(wordOf(text))}`)
    : elementsOf(value).map((each) => JSON.stringify(wordOf(each)))
}

function wordOf(value: { readonly text: string } | undefined): string | undefined {
  return value !== undefined && 'value' in value ? String(value.value) : value?.text
}

test('after a part is taken out the list in effect is the old one without it, and the rest is as it was', async () => {
  let withComments = 0
  await fc.assert(
    fc.asyncProperty(randomList, fc.nat(9), async ({ text, kind, words, comments }, which) => {
      const configuration = await load(text)
      const before = partsOf(configuration)
      const word = words[which % words.length] as string
      const target = { path: [], option: 'X', words: [] }
      const asked: Change =
        kind === 'array'
          ? { ...target, kind: 'remove-element', value: `"${word}"` }
          : { ...target, kind: 'unset-key', key: word }
      const { set: changeSet, text: after } = await changed(configuration, [asked], { force: true })
      assert.equal(changeSet.refusals, [])
      const now = await load(after)
      assert.equal(
        now.main.document.diagnostics.map(({ summary }) => summary),
        [],
      )
      const isGone = (part: string) =>
        kind === 'array' ? part === JSON.stringify(word) : part.startsWith(`${word}=`)
      assert.equal(
        partsOf(now),
        before.filter((part) => !isGone(part)),
      )
      assert.is(now.get([], 'Behind')?.value.text, '1')
      // Of the comments, some may go; the others stay in their order, and no word is lost of them.
      const left = now.main.document.comments().map((comment) => comment.text)
      assert.ok(isWithin(left, comments), `${left} is not within ${comments}`)
      withComments += Number(comments.length > 0)
    }),
    RUNS,
  )
  assert.ok(withComments > depth(125, 500), `only ${withComments} lists had comments`)
})

test('a comment at the end of a line stays while a part of that line does', async () => {
  let stayed = 0
  await fc.assert(
    fc.asyncProperty(randomList, fc.nat(9), async ({ text, kind, words }, which) => {
      const word = words[which % words.length] as string
      const target = { path: [], option: 'X', words: [] }
      const asked: Change =
        kind === 'array'
          ? { ...target, kind: 'remove-element', value: `"${word}"` }
          : { ...target, kind: 'unset-key', key: word }
      const { text: after } = await changed(await load(text), [asked], { force: true })
      for (const line of text.split(/\r?\n/)) {
        const [comment] = /#.*/.exec(line) ?? []
        // A comment that runs over lines makes one of them.
        if (comment === undefined || line.includes('lines')) continue
        const onLine = line.match(/\b(?:aa|bb|cc|dd|ee|ff)\b/g) ?? []
        if (onLine.length > 0 && onLine.every((each) => each === word)) continue
        assert.ok(after.includes(comment), `${comment} is gone from ${JSON.stringify(text)}`)
        stayed++
      }
    }),
    RUNS,
  )
  assert.ok(stayed > depth(50, 200), `only ${stayed} comments`)
})

function isWithin(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0
  for (const each of whole) if (part[at] === each) at++
  return at === part.length
}

test.run()
