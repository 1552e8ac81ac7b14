import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Diagnostic, fix } from '../../../../src/diagnostics/index.js'
import { renderFormat } from '../../../../src/report/findings/formats/index.js'
import type { JsonReport } from '../../../../src/report/index.js'
import { textsOf, typo } from '../texts.js'
import { INFO, NOTHING, REPORT, TEXTS } from './report.js'

const test = suite('sarif')

const schema = JSON.parse(
  readFileSync(new URL('./sarif-2.1.0.schema.json', import.meta.url), 'utf8'),
)
const ajv = new Ajv2020({ allErrors: true })
ajv.addFormat('uri-reference', /^[A-Za-z0-9._~:/?#[\]@!$&'()*+,;=%-]*$/)
ajv.addFormat('uri', /^[a-z]+:\/\/[A-Za-z0-9._~:/?#[\]@!$&'()*+,;=%-]*$/)
const validate = ajv.compile(schema)

function runOf(report: JsonReport, info = INFO, texts = TEXTS) {
  const log = JSON.parse(renderFormat('sarif', report, texts, info))
  assert.equal(validate(log) ? [] : validate.errors, [])
  return log.runs[0]
}

test('the tool, and the rules of what was found', () => {
  const { tool, automationDetails, columnKind, originalUriBaseIds, artifacts, invocations } =
    runOf(REPORT)
  const { rules, ...driver } = tool.driver
  assert.equal(driver, {
    name: 'ecconf',
    semanticVersion: '1.2.3',
    informationUri: 'https://example.com/lint',
  })
  assert.equal(automationDetails, { id: 'ecconf/' })
  assert.equal(rules.slice(0, 2), [
    {
      id: 'schema/duplicate-option',
      helpUri: 'https://example.com/rules/schema/duplicate-option',
      defaultConfiguration: { level: 'warning' },
      properties: { tags: ['schema'] },
    },
    {
      id: 'schema/unknown-option',
      helpUri: 'https://example.com/rules/schema/unknown-option',
      shortDescription: { text: 'A name that nobody knows' },
      fullDescription: { text: 'First a.' },
      help: { text: 'First a.\n\nSecond.', markdown: 'First `a`.\n\nSecond.' },
      defaultConfiguration: { level: 'error' },
      properties: { tags: ['schema'] },
    },
  ])
  assert.equal(
    rules.slice(2).map(({ id, defaultConfiguration: { level } }: never) => [id, level]),
    [
      ['style/option-name', 'note'],
      ['syntax/unclosed-string', 'error'],
    ],
  )
  assert.is(columnKind, 'unicodeCodePoints')
  assert.equal(Object.keys(originalUriBaseIds), ['%SRCROOT%'])
  assert.equal(artifacts[2], { location: { uri: 'conf/empty.conf', uriBaseId: '%SRCROOT%' } })
  assert.equal(invocations, [{ executionSuccessful: true, toolExecutionNotifications: [] }])
})

test('no text of a configuration is a link in a message', () => {
  const [finding] = REPORT.diagnostics
  const summary = 'Included file "[open](https://example.com/x)" was not found'
  const [result] = runOf({
    ...REPORT,
    diagnostics: [{ ...(finding as Diagnostic), summary }],
  }).results
  assert.match(result.message.text, '"[open] (https://example.com/x)"')
})

test('a result: place, fingerprint and fix', () => {
  const [result] = runOf(REPORT).results
  const artifactLocation = { uri: 'conf/eccluster.conf', uriBaseId: '%SRCROOT%' }
  const region = { startLine: 2, startColumn: 7, endLine: 2, endColumn: 16 }
  assert.equal(result, {
    ruleId: 'schema/unknown-option',
    ruleIndex: 1,
    level: 'error',
    message: {
      text: 'Unknown option "Idle_Tiem" in scope Esmtp_Listener. Did you mean "Idle_Time"?',
    },
    locations: [{ physicalLocation: { artifactLocation, region } }],
    partialFingerprints: { 'ecconf/v1': 'schema/unknown-option@24' },
    fixes: [
      {
        description: { text: 'Write "Idle_Time"' },
        artifactChanges: [
          {
            artifactLocation,
            replacements: [{ deletedRegion: region, insertedContent: { text: 'Idle_Time' } }],
          },
        ],
        properties: { safety: 'safe' },
      },
    ],
  })
})

test('related places, each once', () => {
  const [, , , result] = runOf(REPORT).results
  const place = {
    physicalLocation: {
      artifactLocation: { uri: 'conf/eccluster.conf', uriBaseId: '%SRCROOT%' },
      region: { startLine: 4, startColumn: 1, endLine: 4, endColumn: 17 },
    },
    message: { text: 'included from eccluster.conf:4' },
  }
  assert.equal(result.relatedLocations, [place])
  const related = { file: 'eccluster.conf', start: 0, end: 1, note: 'here' }
  const twice = { ...typo('gone', 'Idle_Tiem'), related: [related, related] }
  assert.is(runOf({ ...NOTHING, diagnostics: [twice] }).results[0].relatedLocations.length, 1)
})

test('a fix that writes a secret, or what is no text, is left out', () => {
  const [, weak] = runOf(REPORT).results
  assert.equal(
    weak.fixes.map(({ description }: never) => description),
    [{ text: 'Take it out' }],
  )
  const edits = [{ start: 0, end: 0, text: 'caf\udce9' }]
  const finding = { ...typo('a', 'Idle_Tiem'), fixes: [fix('x', 'safe', 'a', edits)] }
  const [result] = runOf({ ...NOTHING, diagnostics: [finding] }, INFO, textsOf({ a: 'b' })).results
  assert.is('fixes' in result, false)
})

test('paths become URIs, bytes that are no UTF-8 too', () => {
  const uris = (path: string) =>
    runOf({ ...NOTHING, files: ['a'] }, { ...INFO, path: () => path }).artifacts[0].location
  const relative = (uri: string) => ({ uri, uriBaseId: '%SRCROOT%' })
  assert.equal(uris('größe/a b#1%.conf'), relative('gr%C3%B6%C3%9Fe/a%20b%231%25.conf'))
  assert.equal(uris('c:d/caf\udce9'), relative('c%3Ad/caf%E9'))
  assert.equal(uris('\u{1f600}'), relative('%F0%9F%98%80'))
  assert.equal(uris('/etc/a.conf'), { uri: 'file:///etc/a.conf' })
  assert.equal(uris(''), relative('-'))
})

test('a text that nobody has gives no region; what could not be checked is said', () => {
  const notChecked = [{ file: 'x\u0007', reason: 'gone' }]
  const report = { ...NOTHING, diagnostics: [typo('gone', 'Idle_Tiem')], notChecked }
  const { results, invocations } = runOf(report)
  assert.equal(Object.keys(results[0].locations[0].physicalLocation), ['artifactLocation'])
  assert.is('fixes' in results[0], false)
  assert.equal(invocations, [
    {
      executionSuccessful: false,
      toolExecutionNotifications: [{ level: 'error', message: { text: 'x\\x07: gone' } }],
    },
  ])
})

test('a score for what security codes find, by the severity that the code has', () => {
  const weak = { ...typo('gone', 'Idle_Tiem'), code: 'security/clear-text' as const }
  const { rules } = runOf({ ...NOTHING, diagnostics: [weak] }).tool.driver
  assert.equal(rules[0].properties, { tags: ['security'], 'security-severity': '5.5' })
  assert.is('security-severity' in runOf(REPORT).tool.driver.rules[0].properties, false)
})

test('25,000 results at most, the worst first, and how many are left out', () => {
  const error = typo('gone', 'Idle_Tiem')
  const info: Diagnostic = { ...error, severity: 'info' }
  const diagnostics = [...Array<Diagnostic>(24_999).fill(info), error, info, error]
  const log = JSON.parse(renderFormat('sarif', { ...NOTHING, diagnostics }, TEXTS, INFO))
  const [{ results, invocations }] = log.runs
  assert.is(results.length, 25_000)
  assert.equal(
    results.slice(0, 3).map(({ level }: { level: string }) => level),
    ['error', 'error', 'note'],
  )
  assert.equal(invocations[0], {
    executionSuccessful: true,
    toolExecutionNotifications: [
      {
        level: 'warning',
        message: { text: '2 findings are left out: these are the 25000 worst' },
      },
    ],
  })
})

test('nothing found', () => {
  const { results, tool } = runOf(NOTHING)
  assert.equal([results, tool.driver.rules], [[], []])
})

test('the schema of the test refuses what the standard does not know', () => {
  const log = JSON.parse(renderFormat('sarif', REPORT, TEXTS, INFO))
  log.runs[0].results[0].severity = 'error'
  assert.is(validate(log), false)
})

test.run()
