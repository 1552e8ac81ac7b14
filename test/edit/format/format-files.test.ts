import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Configuration } from '../../../src/config/index.js'
import { planFormat, resultTexts } from '../../../src/edit/index.js'
import { loadFiles } from '../../tools/load-files.js'

const test = suite('planning what is formatted')

function plan(...configurations: readonly Configuration[]) {
  return planFormat(
    configurations.flatMap((configuration) =>
      configuration.files
        .filter(({ virtual }) => !virtual)
        .map((file) => ({ file, configurations: [configuration] })),
    ),
  )
}

const reasons = ({ refused }: Awaited<ReturnType<typeof plan>>) =>
  refused.map(({ reason }) => reason)

test('edits of each file that changes, the way back, and what they are bound to', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf': 'Blackhole=true\ninclude "a.conf"\ninclude "b.conf"\n',
    '/c/a.conf': 'Hostname = "a"\n',
    '/c/b.conf': 'Logs{}\n',
  })
  const { changeSet, refused } = await plan(configuration)
  assert.equal(refused, [])
  assert.equal(
    changeSet.edits.map(({ name, edits, inverse }) => [name, edits, inverse]),
    [
      [
        'eccluster.conf',
        [
          { start: 9, end: 9, text: ' ' },
          { start: 10, end: 10, text: ' ' },
        ],
        [
          { start: 9, end: 10, text: '' },
          { start: 11, end: 12, text: '' },
        ],
      ],
      ['b.conf', [{ start: 4, end: 4, text: ' ' }], [{ start: 4, end: 5, text: '' }]],
    ],
  )
  assert.equal(
    changeSet.base.map(({ path }) => path),
    ['/c/eccluster.conf', '/c/b.conf'],
  )
  const texts = resultTexts(changeSet, configuration)
  assert.is(Buffer.from(texts.get('/c/b.conf')?.after ?? []).toString(), 'Logs {}\n')
})

test('a file with errors of syntax is refused, the others are not', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf': 'Blackhole=true\ninclude "a.conf"\n',
    '/c/a.conf': "\n  Hostname = 'a'\n  MailerDaemon = 'b'\n",
  })
  const outcome = await plan(configuration)
  assert.equal(reasons(outcome), [
    'a.conf:2:14: Single quotes do not delimit a string (and 1 more)',
  ])
  assert.equal(
    outcome.changeSet.edits.map(({ name }) => name),
    ['eccluster.conf'],
  )
})

test('all files of a configuration that would mean something else are refused', async () => {
  const good = await loadFiles({ '/c/eccluster.conf': 'Blackhole=true\n' })
  const bad = await loadFiles({
    '/c/eccluster.conf': 'Blackhole=true\ninclude "a.conf"\n',
    '/c/a.conf': 'Logs{}\n',
  })
  // As if formatting had changed a value.
  Object.assign(bad, { withTexts: async () => good })
  const outcome = await plan(bad)
  assert.equal(reasons(outcome), [
    'eccluster.conf: eccluster.conf would mean something else',
    'a.conf: eccluster.conf would mean something else',
  ])
  assert.equal([outcome.changeSet.edits, outcome.changeSet.base], [[], []])
})

const NARROWED =
  'this comment would no longer be about all that it is about now: put that on a line of its own'

for (const [what, text, place] of [
  [
    'its line is broken into several',
    'Blackhole = true  Use_IPv6 = on # ecconf-disable-line style/* -- so delivered\n',
    '1:33',
  ],
  [
    'the next line is',
    '\n  # ecconf-disable-next-line style/* -- so delivered\nBlackhole = true  Use_IPv6 = on\n',
    '2:3',
  ],
] as const) {
  test(`a comment that suppresses findings, and ${what}`, async () => {
    const outcome = await plan(await loadFiles({ '/c/eccluster.conf': text }))
    assert.equal(reasons(outcome), [`eccluster.conf:${place}: ${NARROWED}`])
    assert.equal(outcome.changeSet.edits, [])
  })
}

test('one that stays about the same lines, or is about the whole file, is nothing to mind', async () => {
  const text = `# ecconf-disable-file style/option-name -- so delivered
Domain "a" {
# ecconf-disable-next-line style/* -- so delivered

Max-Retries=3   # ecconf-disable-line style/* -- so delivered
}
Blackhole = true  Use_IPv6 = on
`
  const configuration = await loadFiles({ '/c/eccluster.conf': text })
  const { changeSet, refused } = await plan(configuration)
  assert.equal(refused, [])
  assert.is(
    Buffer.from(
      resultTexts(changeSet, configuration).get('/c/eccluster.conf')?.after ?? [],
    ).toString(),
    `# ecconf-disable-file style/option-name -- so delivered
Domain "a" {
  # ecconf-disable-next-line style/* -- so delivered

  Max-Retries = 3 # ecconf-disable-line style/* -- so delivered
}
Blackhole = true
Use_IPv6 = on
`,
  )
})

test.run()
