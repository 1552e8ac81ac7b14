import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type ConfigFile, type Configuration, parseValue } from '../../../src/config/index.js'
import { type ChangeSet, resultTexts } from '../../../src/edit/index.js'
import { Source } from '../../../src/syntax/index.js'
import { decodeUtf8 } from '../../../src/syntax/utf8.js'
import { changed } from '../../tools/changes.js'
import { depth } from '../../tools/depth.js'
import { loadFiles } from '../../tools/load-files.js'
import {
  changeFor,
  configurationFiles,
  meaningOf,
  sorted,
  valuesBut,
  wantedValues,
  wishes,
} from '../../tools/random-changes.js'
import { optionValue } from '../../tools/random-configuration.js'

const test = suite('properties of changes')
const RUNS = { numRuns: depth(400, 1600) }

const typed = fc.oneof(optionValue, fc.string({ maxLength: 8 }))

const wish = wishes(optionValue)

async function load(texts: Readonly<Record<string, string>>): Promise<Configuration> {
  const bytes = Object.entries(texts).map(([file, each]) => [file, new Source(each).bytes])
  return loadFiles(Object.fromEntries(bytes))
}

async function after(configuration: Configuration, changeSet: ChangeSet): Promise<Configuration> {
  const texts = [...resultTexts(changeSet, configuration)].map(
    ([file, result]) => [file, result.after] as const,
  )
  return configuration.withTexts(new Map(texts))
}

/** The configuration as it is loaded from the texts that a change set writes. */
async function written(
  texts: Readonly<Record<string, string>>,
  configuration: Configuration,
  changeSet: ChangeSet,
): Promise<Configuration> {
  const now = { ...texts }
  for (const [file, result] of resultTexts(changeSet, configuration)) {
    now[file] = decodeUtf8(result.after)
  }
  return load(now)
}

test('what was asked for is what is there afterwards, and nothing else has changed', async () => {
  const made = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(configurationFiles, wish, async (texts, wished) => {
      const configuration = await load(texts)
      const asked = changeFor(configuration, wished)
      const { set: changeSet } = await changed(configuration, [asked], { force: true })
      if (changeSet.refusals.length > 0) {
        assert.equal(changeSet.edits, [])
        assert.ok(changeSet.refusals.every(({ summary, detail }) => summary && detail))
        return
      }
      made.set(wished.kind, (made.get(wished.kind) ?? 0) + 1)
      const now = await written(texts, configuration, changeSet)
      assert.equal(sorted(valuesBut(now)), wantedValues(configuration, asked))
      const winner = now.get(asked.path, asked.option ?? '')
      if (changeSet.edits.length > 0) assert.is(winner?.inclusion.file.readOnly, undefined)
      for (const file of now.files) {
        assert.is(
          file.document.diagnostics.filter(({ severity }) => severity === 'error').length,
          0,
        )
      }
    }),
    RUNS,
  )
  const least = { set: 100, unset: 10, 'add-element': 10, 'remove-element': 3, 'unset-scope': 10 }
  for (const [kind, count] of Object.entries(least)) {
    assert.ok((made.get(kind) ?? 0) >= count, `only ${made.get(kind) ?? 0} times ${kind}`)
  }
})

test('any text is refused or written as a value', async () => {
  await fc.assert(
    fc.asyncProperty(configurationFiles, wishes(typed), async (texts, wished) => {
      const configuration = await load(texts)
      const asked = changeFor(configuration, { ...wished, kind: 'set' })
      const { set: changeSet } = await changed(configuration, [asked], { force: true })
      if (changeSet.edits.length === 0 || asked.kind !== 'set') return
      const now = await written(texts, configuration, changeSet)
      const winner = now.get(asked.path, asked.option)
      const given = parseValue(asked.value)
      const meant = given === undefined ? asked.value : meaningOf(given)
      assert.equal(meaningOf(winner?.value), meant)
      // A stanza may be new, and its scopes with it.
      for (const [key, value] of valuesBut(configuration, asked)) {
        assert.equal(valuesBut(now, asked).get(key), value)
      }
    }),
    RUNS,
  )
})

test('the bytes outside of the edits are the same, and the comments too', async () => {
  await fc.assert(
    fc.asyncProperty(
      configurationFiles,
      fc.array(wish, { minLength: 1, maxLength: 4 }),
      async (texts, wishes) => {
        const configuration = await load(texts)
        const asked = wishes.map((each) => changeFor(configuration, each))
        const { set: changeSet } = await changed(configuration, asked, { force: true })
        for (const { path: file, edits } of changeSet.edits) {
          const before = texts[file] ?? ''
          const now = decodeUtf8(
            resultTexts(changeSet, configuration).get(file)?.after as Uint8Array,
          )
          let from = 0
          let to = 0
          for (const { start, end, text: inserted } of edits) {
            assert.ok(start >= from && end >= start)
            assert.is(now.slice(to, to + start - from), before.slice(from, start))
            to += start - from + inserted.length
            from = end
          }
          assert.is(now.slice(to), before.slice(from))
        }
        if (asked.every(({ kind }) => kind === 'set')) {
          const now = await after(configuration, changeSet)
          assert.equal(alone(now), alone(configuration))
        }
      },
    ),
    RUNS,
  )
})

/** The comments between statements; those inside of values go with them. */
function alone({ files }: Configuration): string[] {
  return files.flatMap(({ document }) =>
    document.comments().flatMap(({ text }) => (text === '# z' ? [] : [text])),
  )
}

test('setting a replaced value back gives the first bytes, but for quotes that were missing', async () => {
  let count = 0
  let exact = 0
  await fc.assert(
    fc.asyncProperty(configurationFiles, wish, optionValue, async (texts, wished, given) => {
      const configuration = await load(texts)
      const existing = { ...wished, kind: 'set', isNew: false } as const
      const { path, option = '' } = changeFor(configuration, existing)
      const old = configuration.get(path, option)
      const before = old?.value.text
      const asked = { kind: 'set', path, option, words: [] } as const
      const { set: there } = await changed(configuration, [{ ...asked, value: given }], {
        force: true,
      })
      if (before === undefined || there.edits.length === 0) return
      if (there.placements.some(({ action }) => action !== 'replace')) return
      count++
      const between = await after(configuration, there)
      const { set: back } = await changed(between, [{ ...asked, value: before }], { force: true })
      const again = await after(between, back)
      const bare = ({ files }: Configuration) =>
        files.map(({ document }) => document.source.text.replaceAll('"', ''))
      // Line ends of a list are those that the file has outside of it, where it has any.
      const replaced = configuration.files.indexOf(old?.inclusion.file as ConfigFile)
      const { ownNewline } = between.files[replaced]?.document.source ?? {}
      const isList = old?.value.type !== 'scalar'
      const expected = configuration.files.map(({ document }, index) => {
        const { text } = document.source
        if (index !== replaced || !isList || ownNewline === undefined) return text
        const { start = 0, end = 0 } = old?.value ?? {}
        const list = text.slice(start, end).replace(/\r?\n/g, ownNewline)
        return text.slice(0, start) + list + text.slice(end)
      })
      assert.equal(
        bare(again),
        expected.map((text) => text.replaceAll('"', '')),
      )
      assert.equal(valuesBut(again), valuesBut(configuration))
      if (before !== '"a b"' && before !== '[ k = "v" ]') return
      exact++
      assert.equal(
        again.files.map(({ document }) => document.source.text),
        configuration.files.map(({ document }) => document.source.text),
      )
    }),
    RUNS,
  )
  assert.ok(count > depth(25, 100), `only ${count} values were replaced`)
  assert.ok(exact > depth(10, 40), `only ${exact} of them had all their quotes`)
})

test('changes one by one and all at once come to the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      configurationFiles,
      fc.array(wish, { minLength: 2, maxLength: 5 }),
      async (texts, wishes) => {
        const configuration = await load(texts)
        const asked = wishes.map((each) => changeFor(configuration, each))
        const { set: atOnce } = await changed(configuration, asked, { force: true })
        if (atOnce.refusals.length > 0) return
        let now = configuration
        for (const each of asked) {
          const { set: step } = await changed(now, [each], { force: true })
          assert.equal(step.refusals, [])
          now = await after(now, step)
        }
        const end = await after(configuration, atOnce)
        assert.equal(valuesBut(end), valuesBut(now))
      },
    ),
    RUNS,
  )
})

test.run()
