import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Change, Configuration, Scope } from '../../src/config/index.js'
import { type ChangeSet, resultTexts } from '../../src/edit/index.js'
import { Source } from '../../src/syntax/index.js'
import { decodeUtf8 } from '../../src/syntax/utf8.js'
import { changed } from '../tools/changes.js'
import { loadFiles } from '../tools/load-files.js'
import { configurationText, optionName, optionValue } from '../tools/random-configuration.js'

const test = suite('properties of changes')
const RUNS = { numRuns: 400 }

const typed = fc.oneof(optionValue, fc.string({ maxLength: 8 }))

/** A change of some scope that is there: which one, and of which option, the configuration says. */
interface Wish {
  readonly scope: number
  readonly isNew: boolean
  readonly option: number
  readonly name: string
  /** Undefined for an unset. */
  readonly value: string | undefined
}

const wish: fc.Arbitrary<Wish> = fc.record({
  scope: fc.nat(50),
  isNew: fc.boolean(),
  option: fc.nat(20),
  name: optionName,
  value: fc.option(typed, { nil: undefined, freq: 3 }),
})

function changeFor(configuration: Configuration, wished: Wish): Change {
  const scopes = [...eachScope(configuration.root)]
  const { path, options } = scopes[wished.scope % scopes.length] as Scope
  const known = [...options.keys()]
  const isKnown = known.length > 0 && !(wished.isNew && wished.value !== undefined)
  const option = isKnown ? (known[wished.option % known.length] as string) : wished.name
  const { value } = wished
  return value === undefined
    ? { kind: 'unset', path, option, words: [] }
    : { kind: 'set', path, option, value, words: [] }
}

function* eachScope(scope: Scope): Generator<Scope> {
  yield scope
  for (const child of scope.scopes) yield* eachScope(child)
}

const files = fc
  .tuple(configurationText, configurationText, configurationText)
  .map(([first, second, overlay]) => {
    const main = first === '' || first.endsWith('\n') ? first : `${first}\n`
    return {
      '/c/eccluster.conf': `${main}include "inner"\nreadonly_include "overlay"\n`,
      '/c/inner': second,
      '/c/overlay': overlay,
    }
  })

/** Every value of every scope as text, but those of one option. */
function valuesBut(configuration: Configuration, but?: Change): Map<string, string> {
  const values = new Map<string, string>()
  const excepted = but && configuration.scope(but.path)
  const walk = (at: Scope, key: string) => {
    for (const [word, definitions] of at.options) {
      if (at === excepted && word === but?.option?.toLowerCase()) continue
      values.set(`${key}${word}`, definitions.map(({ value: { text } }) => text).join(' < '))
    }
    for (const child of at.scopes) {
      walk(child, `${key}${child.name.toLowerCase()} ${child.instance ?? ''}>`)
    }
  }
  walk(configuration.root, '')
  return values
}

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

test('what was asked for is what is there afterwards, and nothing else has changed', async () => {
  let made = 0
  await fc.assert(
    fc.asyncProperty(files, wish, async (texts, wished) => {
      const configuration = await load(texts)
      const asked = changeFor(configuration, wished)
      const { set: changeSet } = await changed(configuration, [asked], { force: true })
      if (changeSet.refusals.length > 0) {
        assert.equal(changeSet.edits, [])
        return
      }
      made++
      const now = await after(configuration, changeSet)
      const winner = now.get(asked.path, asked.option ?? '')
      if (asked.kind === 'unset') assert.is(winner, undefined)
      else {
        const plain = winner?.value.type === 'scalar' ? winner.value.value : winner?.value.text
        const wanted = asked.value.replace(/^"(.*)"$/s, '$1')
        if (changeSet.edits.length > 0 && /^[A-Za-z0-9]+$/.test(wanted)) assert.is(plain, wanted)
        assert.is(winner?.inclusion.file.readOnly, undefined)
      }
      assert.equal(valuesBut(now, asked), valuesBut(configuration, asked))
      for (const file of now.files) {
        assert.is(
          file.document.diagnostics.filter(({ severity }) => severity === 'error').length,
          0,
        )
      }
    }),
    RUNS,
  )
  assert.ok(made > 100, `only ${made} changes were made`)
})

test('the bytes outside of the edits are the same, and the comments too', async () => {
  await fc.assert(
    fc.asyncProperty(
      files,
      fc.array(wish, { minLength: 1, maxLength: 4 }),
      async (texts, wishes) => {
        const configuration = await load(texts)
        const asked = wishes.map((each) => changeFor(configuration, each))
        const { set: changeSet } = await changed(configuration, asked, { force: true })
        for (const { path: file, edits } of changeSet.edits) {
          const before = texts[file as keyof typeof texts]
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

test('setting a replaced value back gives the first bytes', async () => {
  let replaced = 0
  await fc.assert(
    fc.asyncProperty(files, wish, optionValue, async (texts, wished, given) => {
      const configuration = await load(texts)
      const { path, option = '' } = changeFor(configuration, { ...wished, isNew: false })
      const before = configuration.get(path, option)?.value.text
      const asked = { kind: 'set', path, option, words: [] } as const
      const { set: there } = await changed(configuration, [{ ...asked, value: given }], {
        force: true,
      })
      if (before === undefined || there.edits.length === 0) return
      replaced++
      const between = await after(configuration, there)
      const { set: back } = await changed(between, [{ ...asked, value: before }], { force: true })
      const again = await after(between, back)
      assert.equal(
        again.files.map(({ document }) => document.source.text),
        configuration.files.map(({ document }) => document.source.text),
      )
    }),
    RUNS,
  )
  assert.ok(replaced > 100, `only ${replaced} values were replaced`)
})

test('changes one by one and all at once come to the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      files,
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
