import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parseMbus } from '../../../grammar/index.js'
import { applyEdits, type TextEdit } from '../../../src/syntax/index.js'

const test = suite('mbus.conf')

/** The settings of a text that has nothing wrong in it, with their words. */
function settings(text: string): [string, string[]][] {
  const { root, diagnostics } = parseMbus(text)
  assert.equal(diagnostics, [])
  return root.settings.map(({ name, words }) => [name, words])
}

/** The segments of a text, with their subclusters and nodes. */
function segments(text: string): unknown[] {
  return parseMbus(text).root.segments.map(({ address, port, subcluster, nodes }) => ({
    address,
    port,
    subcluster: subcluster && `${subcluster.name} ${subcluster.arrow} ${subcluster.manager}`,
    nodes: nodes.map((node) => `${node.name} ${node.address}`),
  }))
}

test('a setting with a word, with words, with a string and with nothing', () => {
  const text = 'DaemonUser = ecuser\nDebugFlags={EXIT CONFIGURATION}\nEventTimeStamp = "[%a %d]"\n'
  assert.equal(settings(`${text}DangerousMonitor\n`), [
    ['DaemonUser', ['ecuser']],
    ['DebugFlags', ['EXIT', 'CONFIGURATION']],
    ['EventTimeStamp', ['[%a %d]']],
    ['DangerousMonitor', []],
  ])
})

test('a list over several lines and an empty one', () => {
  assert.equal(settings('DebugFlags = {\n  EXIT # c\n  CONFIGURATION\n}\nOther =\n{ }\n'), [
    ['DebugFlags', ['EXIT', 'CONFIGURATION']],
    ['Other', []],
  ])
})

test('a value on the next line, when it is indented and alone there', () => {
  assert.equal(settings('RuntimeDir =\n  /var/run # c\nDaemonUser = x\n'), [
    ['RuntimeDir', ['/var/run']],
    ['DaemonUser', ['x']],
  ])
})

test('several settings on a line', () => {
  assert.equal(settings('A = 1 B = 2 C = { x } D = "y"'), [
    ['A', ['1']],
    ['B', ['2']],
    ['C', ['x']],
    ['D', ['y']],
  ])
})

test('repeated settings are legal, and the last one counts', () => {
  const { root, diagnostics } = parseMbus('A = 1\nEventTimeStamp\na = 2\nEventTimeStamp\n')
  assert.equal(diagnostics, [])
  assert.is(root.settings.length, 4)
  assert.equal(root.setting('A')?.words, ['2'])
  assert.is(root.setting('EventTimeStamp')?.value, undefined)
  assert.is(root.setting('None'), undefined)
})

test('segments with their nodes', () => {
  const text =
    'Spread_Segment 192.0.2.255:4804 { # c\n  mta1 192.0.2.11 # c\n\n  # c\n  mta2 192.0.2.12\n}\n'
  assert.equal(parseMbus(text).diagnostics, [])
  assert.equal(segments(text), [
    {
      address: '192.0.2.255',
      port: 4804,
      subcluster: undefined,
      nodes: ['mta1 192.0.2.11', 'mta2 192.0.2.12'],
    },
  ])
})

test('a segment without a port has port 4803', () => {
  assert.is(parseMbus('Spread_Segment 192.0.2.255 { }').root.segments[0]?.port, 4803)
})

test('an address of IP version 6 has a port only behind brackets', () => {
  const { root } = parseMbus('Spread_Segment ff02::1 { }\nSpread_Segment [ff02::1]:4804 { }\n')
  assert.equal(
    root.segments.map(({ address, port }) => [address, port]),
    [
      ['ff02::1', 4803],
      ['[ff02::1]', 4804],
    ],
  )
})

test('interfaces of a node', () => {
  const text =
    'Spread_Segment 192.0.2.255:4803 {\n  D 192.0.2.11 { D 192.0.2.11 C 127.0.0.1 ::1 }\n}\n'
  const { root, diagnostics } = parseMbus(text)
  assert.equal(diagnostics, [])
  const node = root.segments[0]?.nodes[0]
  assert.is(node?.name, 'D')
  assert.equal(
    node?.interfaces.map(({ typeToken, address }) => [typeToken?.text, address]),
    [
      ['D', '192.0.2.11'],
      ['C', '127.0.0.1'],
      [undefined, '::1'],
    ],
  )
})

for (const arrow of ['=>', '=']) {
  test(`the marker of a subcluster with ${arrow}, to the next marker`, () => {
    const segment = 'Spread_Segment 192.0.2.255:4803 {\n  a 192.0.2.1\n}\n'
    const text =
      `${segment}# Subcluster: north ${arrow} m.example.net\n${segment}Setting = 1\n${segment}` +
      `#subcluster:south${arrow}m2\r\n${segment}`
    assert.equal(parseMbus(text).diagnostics, [])
    assert.equal(
      segments(text).map((it) => (it as { subcluster: string }).subcluster),
      [
        undefined,
        `north ${arrow} m.example.net`,
        `north ${arrow} m.example.net`,
        `south ${arrow} m2`,
      ],
    )
  })
}

test('a marker knows where its name and its manager stand', () => {
  const text = 'A = 1 # Subcluster: north => manager\n'
  const [marker] = parseMbus(text).root.markers
  assert.is(text.slice(marker?.start, marker?.end), '# Subcluster: north => manager')
  assert.ok(text.startsWith('north', marker?.nameStart))
  assert.ok(text.startsWith('manager', marker?.managerStart))
})

test('a marker inside a segment governs the ones that follow', () => {
  const text =
    'Spread_Segment 1.1.1.1:1 {\n  # Subcluster: a => m\n  n 1.1.1.2\n}\nSpread_Segment 1.1.1.2:1 {}\n'
  const { root, diagnostics } = parseMbus(text)
  assert.equal(
    root.segments.map(({ subcluster }) => subcluster?.name),
    [undefined, 'a'],
  )
  const edits = diagnostics[0]?.fixes?.[0]?.edits[0]?.edits as TextEdit[]
  const mended = applyEdits(text, edits)
  assert.equal(parseMbus(mended).diagnostics, [])
  assert.is(parseMbus(mended).root.segments[0]?.subcluster?.name, 'a')
})

test('other comments are comments', () => {
  const { root, diagnostics } = parseMbus('# The Subcluster: a => b\n# x => y\nA = 1\n')
  assert.equal(diagnostics, [])
  assert.equal(root.markers, [])
})

test('comments lie where they were written', () => {
  const document = parseMbus('# one\nA = { b # two\n}\r\n# three')
  assert.equal(
    document.comments().map(({ text }) => text),
    ['# one', '# two', '# three'],
  )
})

test('fixes make of a broken file one that is right', () => {
  const broken = 'A 1\nB: 2\nC = 3;\nD == 4\nE = "5\nF { 6 }\n'
  const { diagnostics } = parseMbus(broken)
  const edits = diagnostics.flatMap(({ fixes }) => fixes?.[0]?.edits[0]?.edits ?? [])
  assert.is(edits.length, 6)
  const mended = applyEdits(broken, edits)
  assert.is(mended, 'A = 1\nB = 2\nC = 3\nD = 4\nE = "5"\nF = { 6 }\n')
  assert.equal(parseMbus(mended).diagnostics, [])
})

test('one broken line gives one finding, and the good ones around it are read', () => {
  const broken = ['= 1', 'a b c', '"x" y', '}', '{', 'x = = =', 'Spread_Segment', 'a { b', 'n "x']
  for (const line of broken) {
    const { root, diagnostics } = parseMbus(
      `First = 1\n${line}\nSpread_Segment 1.1.1.1:1 {\n  n 1.1.1.2\n}\n`,
    )
    assert.is(diagnostics.length, 1, `${line}: ${JSON.stringify(diagnostics)}`)
    assert.is(root.setting('First')?.words[0], '1', line)
    assert.is(root.segments.at(-1)?.nodes[0]?.name, 'n', line)
  }
})

test.run()
