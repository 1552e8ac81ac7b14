import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Configuration } from '../../../src/config/index.js'
import {
  type ChangeSet,
  fixFindings,
  planOverlayApply,
  resultTexts,
} from '../../../src/edit/index.js'
import { lint } from '../../../src/lint/index.js'
import { Source } from '../../../src/syntax/index.js'
import { changed } from '../../tools/changes.js'
import { depth } from '../../tools/depth.js'
import { loadFiles } from '../../tools/load-files.js'
import { MemoryEnvironment } from '../../tools/memory-environment.js'
import { changeFor, configurationFiles, wishes } from '../../tools/random-changes.js'
import { configurationText } from '../../tools/random-configuration.js'

const test = suite('what is written brings no finding of its own')
const RUNS = { numRuns: depth(500, 2000) }

/** Values as people type them: without quotes, with commas, without blanks. */
const typed = fc.constantFrom(
  ...['1', '0640', 'on', 'a', 'relay-1', 'mx2.example.com', '10.0.0.0/8', ':25', '*.example.com'],
  ...['/var/log/x', '60/3', 'a b', 'a#b', 'say "hi"', '"a b"', '"plain"', '', 'a,b', 'a;b', 'é'],
  ...['( 10.0.0.0/8 )', '(a,b)', '("a","b")', '( a, "b", )', '( a#c\n)', '(a"b"c)', '( 1\v2 )'],
  ...['(\n  10.0.0.1\n  b # z\n)', '[a=1]', '[ x = /a/b, y=mx.example.com ]', '["a"=1 b=2]', '[]'],
  ...['[ k =\n  "v" ]', '()'],
)

/** Options that the product knows, and texts in which others quote them or do not. */
const known = fc
  .tuple(
    fc.constantFrom('Relay_Hosts', 'relay_domains', 'Hostname', 'Max_Retries', 'Gateway'),
    fc.constantFrom('=', ' = ', '  =  ', '\t=\n\t'),
    fc.constantFrom(
      ...['"x"', 'x', '10.0.0.1', '( "127.0.0.1" )', '( a b )', '(a,b)', '( # c\n)', '(\n  # c\n)'],
      ...[
        '(\n  "a", # one\n  "b"\n)',
        '( /* c */ )',
        '[ a = "1" ]',
        '[a=1]',
        '"3"/* c */',
        '"3"# c',
      ],
    ),
  )
  .map(([name, equals, value]) => `${name}${equals}${value}`)

const files = fc
  .tuple(configurationFiles, fc.array(known, { maxLength: 3 }), fc.boolean())
  .map(([texts, statements, isInside]): Record<string, string> => {
    const text = statements.join('\n')
    const own = isInside && text !== '' ? `Domain "d.example" {\n${text}\n}\n` : `${text}\n`
    const main = texts['/c/eccluster.conf'] ?? ''
    const mark = main.startsWith('\ufeff') ? '\ufeff' : ''
    return { ...texts, '/c/eccluster.conf': mark + own + main.slice(mark.length) }
  })

const wish = fc
  .tuple(wishes(typed), typed, fc.constantFrom('k', 'new', 'a'), fc.boolean())
  .map(([wished, value, key, isKnown]) => ({
    wished: isKnown ? { ...wished, name: 'Relay_Hosts' } : wished,
    value,
    key,
  }))

function load(texts: Readonly<Record<string, string>>): Promise<Configuration> {
  const bytes = Object.entries(texts).map(([file, each]) => [file, new Source(each).bytes])
  return loadFiles(Object.fromEntries(bytes))
}

/** How often each finding of these kinds is there. */
function counts(configuration: Configuration): Map<string, number> {
  const found = new Map<string, number>()
  for (const { code, file, summary } of lint(configuration)) {
    if (!/^(?:syntax|style)\/|duplicate|two-stanzas/.test(code)) continue
    const key = `${file} ${code} ${summary}`
    found.set(key, (found.get(key) ?? 0) + 1)
  }
  return found
}

/** Findings that stand for the name of an option or a key, which nobody can write otherwise. */
const OF_NAMES = /style\/(?:option-name|dictionary-key)|schema\/duplicate-key/

function assertNoNew(before: Configuration, after: Configuration, what: unknown): void {
  const known = counts(before)
  for (const [key, count] of counts(after)) {
    if (OF_NAMES.test(key)) continue
    const old = known.get(key) ?? 0
    assert.ok(count <= old, `${key}: ${count} times, before ${old}: ${JSON.stringify(what)}`)
  }
}

async function after(configuration: Configuration, changeSet: ChangeSet): Promise<Configuration> {
  const texts = [...resultTexts(changeSet, configuration)].map(
    ([file, result]) => [file, result.after] as const,
  )
  return configuration.withTexts(new Map(texts))
}

test('set, --add, --remove and unset', async () => {
  const made = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(files, wish, async (texts, { wished, value, key }) => {
      const configuration = await load(texts)
      let asked = changeFor(configuration, wished)
      if (asked.kind === 'set' || asked.kind === 'add-element') asked = { ...asked, value }
      if (asked.kind === 'set-key') asked = { ...asked, key, value }
      const { set: changeSet } = await changed(configuration, [asked], { force: true })
      if (changeSet.edits.length === 0) return
      made.set(asked.kind, (made.get(asked.kind) ?? 0) + 1)
      const now = await after(configuration, changeSet)
      assertNoNew(configuration, now, asked)
      if (asked.kind !== 'set') return
      // What is found in the value itself stood in the place of the old one.
      const written = now.written(asked.path, asked.option)
      const { start, end } = written?.value ?? { start: 0, end: 0 }
      const name = written?.inclusion.file.name
      const inside = lint(now).filter(
        (finding) =>
          finding.file === name &&
          finding.start >= start &&
          finding.end <= end &&
          /^style\//.test(finding.code) &&
          !OF_NAMES.test(finding.code),
      )
      // The line end before the value stays as it is.
      const left = inside.filter(({ code }) => code !== 'style/value-on-next-line')
      assert.equal(left, [], JSON.stringify(asked))
    }),
    RUNS,
  )
  for (const [kind, least] of [
    ['set', 100],
    ['add-element', 10],
    ['set-key', 5],
    ['unset', 5],
  ] as const) {
    assert.ok((made.get(kind) ?? 0) >= least, `only ${made.get(kind) ?? 0} times ${kind}`)
  }
})

test('overlay apply --inline', async () => {
  let made = 0
  await fc.assert(
    fc.asyncProperty(configurationText, configurationText, async (base, overlay) => {
      const bytes = {
        '/c/base.conf': new Source(base).bytes,
        '/c/o.conf': new Source(overlay).bytes,
      }
      const environment = new MemoryEnvironment(bytes, { workingDirectory: '/c' })
      const options = { environment, force: true, inline: true }
      const changeSet = await planOverlayApply('base.conf', ['o.conf'], options)
      if (changeSet.edits.length === 0) return
      made++
      const before = await loadFiles(environment, {}, {}, '/c/base.conf')
      const given = await loadFiles(environment, {}, {}, '/c/o.conf')
      const known = counts(given)
      const now = counts(await after(before, changeSet))
      const old = counts(before)
      for (const [key, count] of now) {
        if (OF_NAMES.test(key)) continue
        assert.ok(count <= (old.get(key) ?? 0), `${key}: ${count} (${known.size} in the overlay)`)
      }
    }),
    { numRuns: depth(150, 600) },
  )
  assert.ok(made > 20, `only ${made} overlays were written inline`)
})

/** A text with a slip: a character lost or written twice, or none. */
const slip = fc.record({ at: fc.nat(), kind: fc.constantFrom('none', 'lost', 'twice') })

test('fix, and fix with unsafe ones', async () => {
  let made = 0
  await fc.assert(
    fc.asyncProperty(files, slip, fc.boolean(), async (texts, { at, kind }, unsafe) => {
      const [[main, text] = ['', '']] = Object.entries(texts)
      const from = at % (text.length + 1)
      const slipped =
        kind === 'none'
          ? text
          : text.slice(0, from) +
            (kind === 'twice' ? text.slice(from, from + 1) : '') +
            text.slice(kind === 'lost' ? from + 1 : from)
      const configuration = await load({ ...texts, [main]: slipped })
      const find = async (state: Configuration) => {
        const all = lint(state)
        return { all, wanted: all }
      }
      const { changeSet, configurations } = await fixFindings([{ configuration, find }], { unsafe })
      if (changeSet.edits.length === 0) return
      made++
      const [now] = configurations
      assert.ok(now !== undefined)
      const broken = (of: Configuration) =>
        lint(of).filter(({ code }) => code.startsWith('syntax/')).length
      const before = broken(configuration)
      assert.ok(broken(now) <= before, `${broken(now)} > ${before}: ${JSON.stringify(slipped)}`)
      // What stood in a broken statement was not looked at before.
      if (before === 0) assertNoNew(configuration, now, slipped)
    }),
    { numRuns: depth(150, 1000) },
  )
  assert.ok(made > 30, `only ${made} were fixed`)
})

test.run()
