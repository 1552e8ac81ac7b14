import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { renderFormat } from '../../../../src/report/findings/formats/index.js'
import { readXml } from '../../../tools/xml.js'
import { typo } from '../texts.js'
import { INFO, NOTHING, REPORT, TEXTS, UNREAD } from './report.js'

const test = suite('formats in XML')

test('checkstyle: every file, also one without findings', () => {
  assert.is(
    renderFormat('checkstyle', REPORT, TEXTS, INFO),
    `<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="4.3">
  <file name="conf/eccluster.conf">
    <error line="2" column="7" severity="error" message="Unknown option &quot;Idle_Tiem&quot; in scope Esmtp_Listener. Did you mean &quot;Idle_Time&quot;?" source="ecconf.schema/unknown-option"/>
  </file>
  <file name="conf/p.conf">
    <error line="1" column="1" severity="warning" message="Is &quot;****&quot; set twice? Take it out." source="ecconf.schema/duplicate-option"/>
    <error line="2" column="1" severity="info" message="Odd &quot;b&quot;" source="ecconf.style/option-name"/>
    <error line="2" column="5" severity="error" message="Wrong value &quot;&lt;\\xe9\\x1b. 50%, a:b &amp; &quot;c&quot;\\x07" source="ecconf.syntax/unclosed-string"/>
  </file>
  <file name="conf/empty.conf"/>
</checkstyle>
`,
  )
})

test('junit: a test case a file, which fails for errors and has its warnings too', () => {
  const notChecked = [{ file: 'none.conf', reason: 'no such file or directory' }]
  assert.is(
    renderFormat('junit', { ...REPORT, notChecked }, TEXTS, INFO),
    `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="ecconf" tests="4" failures="2" errors="1">
  <testsuite name="ecconf" tests="4" failures="2" errors="1">
    <testcase classname="ecconf" name="conf/eccluster.conf" file="conf/eccluster.conf">
      <failure type="error" message="1 error">2:7: error schema/unknown-option: Unknown option &quot;Idle_Tiem&quot; in scope Esmtp_Listener. Did you mean &quot;Idle_Time&quot;?</failure>
    </testcase>
    <testcase classname="ecconf" name="conf/p.conf" file="conf/p.conf">
      <failure type="error" message="1 error, 1 warning">1:1: warning schema/duplicate-option: Is &quot;****&quot; set twice? Take it out.
2:5: error syntax/unclosed-string: Wrong value &quot;&lt;\\xe9\\x1b. 50%, a:b &amp; &quot;c&quot;\\x07</failure>
    </testcase>
    <testcase classname="ecconf" name="conf/empty.conf" file="conf/empty.conf"/>
    <testcase classname="ecconf" name="none.conf: no such file or directory">
      <error message="none.conf: no such file or directory"/>
    </testcase>
  </testsuite>
</testsuites>
`,
  )
})

const only = (severity: 'warning' | 'info') => ({
  ...NOTHING,
  files: ['gone'],
  diagnostics: [{ ...typo('gone', 'Idle_Tiem'), severity }],
})

test('junit: information fails nothing; a warning where there may be none, else it is output', () => {
  const [informed] = readXml(renderFormat('junit', only('info'), TEXTS, INFO)).children
  assert.equal(informed?.children[0]?.children, [])
  const [warned] = readXml(renderFormat('junit', only('warning'), TEXTS, INFO)).children
  assert.is(warned?.attributes.failures, '0')
  assert.is(warned?.children[0]?.children[0]?.name, 'system-out')
  assert.match(warned?.children[0]?.children[0]?.text ?? '', '1:1: warning schema/unknown-option')
  const strict = { ...INFO, verdict: { failing: ['warning'] as const, unmet: [] } }
  const [failed] = readXml(renderFormat('junit', only('warning'), TEXTS, strict)).children
  assert.is(failed?.attributes.failures, '1')
  assert.equal(failed?.children[0]?.children[0]?.attributes, {
    type: 'warning',
    message: '1 warning',
  })
})

test('junit: what else makes the exit status 1 is a test case of its own', () => {
  const info = { ...INFO, verdict: { failing: [], unmet: ['not written'] } }
  const [suite] = readXml(renderFormat('junit', NOTHING, TEXTS, info)).children
  assert.is(suite?.attributes.failures, '1')
  assert.equal(suite?.children[0]?.attributes, { classname: 'ecconf', name: 'not written' })
  assert.is(suite?.children[0]?.children[0]?.name, 'failure')
})

test('checkstyle: what could not be read is a file with an error', () => {
  assert.is(
    renderFormat('checkstyle', UNREAD, TEXTS, INFO),
    `<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="4.3">
  <file name="conf/p.conf"/>
  <file name="conf/no,ne\\n.conf">
    <error line="1" severity="error" message="permission denied 100%" source="ecconf.not-checked"/>
  </file>
  <file name="conf/">
    <error line="1" severity="error" message="nothing" source="ecconf.not-checked"/>
  </file>
</checkstyle>
`,
  )
})

test('nothing to report is well-formed too', () => {
  assert.equal(readXml(renderFormat('checkstyle', NOTHING, TEXTS, INFO)).children, [])
  const { attributes } = readXml(renderFormat('junit', NOTHING, TEXTS, INFO))
  assert.equal(attributes, { name: 'ecconf', tests: '0', failures: '0', errors: '0' })
})

test('no character of a name or a message breaks the document', () => {
  const evil = Array.from({ length: 0x180 }, (_, code) => String.fromCharCode(code)).join('')
  const words = `${evil}\udce9x\ud800\ufffe\uffff\u2028]]>\u{1f600}`
  const finding = { ...typo('gone', 'Idle_Tiem'), summary: words, detail: words }
  const report = {
    ...NOTHING,
    diagnostics: [finding],
    notChecked: [{ file: '', reason: words }],
  }
  const info = { ...INFO, path: () => words }
  const file = readXml(renderFormat('checkstyle', report, TEXTS, info)).children[0]
  assert.match(file?.attributes.name ?? '', '\\x00\\x01')
  assert.match(file?.attributes.name ?? '', '\\xe9x<U+D800><U+FFFE><U+FFFF><U+2028>]]>\u{1f600}')
  assert.match(file?.children[0]?.attributes.message ?? '', ' !"#$%&\'()')
  const [suite] = readXml(renderFormat('junit', report, TEXTS, info)).children
  assert.is(suite?.children.length, 2)
  assert.match(suite?.children[0]?.children[0]?.text ?? '', '<U+2028>]]>\u{1f600}')
})

test.run()
