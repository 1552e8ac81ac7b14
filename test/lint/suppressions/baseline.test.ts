import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { lint } from '../../../src/lint/index.js'
import {
  applyBaseline,
  fitsBaseline,
  renderBaseline,
} from '../../../src/lint/suppressions/baseline.js'
import { fingerprints } from '../../../src/lint/suppressions/fingerprint.js'
import { loadFiles } from '../../tools/load-files.js'

const test = suite('baselines')

const MAIN = '/c/ecelerity.conf'

async function findings(text: string) {
  const configuration = await loadFiles({ [MAIN]: text }, {}, {}, MAIN)
  const diagnostics = lint(configuration)
  const document = () => configuration.main.document
  return { diagnostics, prints: fingerprints(diagnostics, { document }) }
}

const nameOf = (file: string) => `conf/${file}`

test('a line a finding, sorted; no syntax error', async () => {
  const { diagnostics, prints } = await findings(
    'Zork = 1\nBlackhole = true;\nDomain "b" { Bad = 1 }\nArk = 2\n',
  )
  const text = renderBaseline(diagnostics, { nameOf, fingerprints: prints })
  const places = diagnostics.filter(fitsBaseline).map((each) => prints.get(each))
  const line = (at: number) =>
    `    { "file": "conf/ecelerity.conf", "code": "schema/unknown-option", "scope": ${JSON.stringify(places[at]?.scope)}, "fingerprint": "${places[at]?.hash}" }`
  const [domain, ...globals] = [line(1), ...[line(0), line(2)].sort()]
  assert.is(
    text,
    `{\n  "version": 1,\n  "findings": [\n${[domain, ...globals].join(',\n')}\n  ]\n}\n`,
  )
})

test('without findings', () => {
  const text = renderBaseline([], { nameOf, fingerprints: new Map() })
  assert.is(text, '{\n  "version": 1,\n  "findings": []\n}\n')
})

test('what is known, what is new, what is gone', async () => {
  const before = await findings('Bad = 1\nWorse = 2\n')
  const entries = JSON.parse(
    renderBaseline(before.diagnostics, { nameOf, fingerprints: before.prints }),
  ).findings
  const after = await findings('# moved\n\nWorse = 2\nWorst = 3\nBlackhole = true;\n')
  const { known, gone } = applyBaseline(after.diagnostics, entries, after.prints)
  assert.equal(
    [...known].map(({ summary }) => summary),
    ['Unknown option "Worse" in scope Global'],
  )
  assert.equal(
    gone.map(({ fingerprint }) => fingerprint),
    [before.prints.get(before.diagnostics[0] as (typeof before.diagnostics)[0])?.hash],
  )
})

test.run()
