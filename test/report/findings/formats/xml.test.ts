import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { renderFormat } from '../../../../src/report/findings/formats/index.js'
import { readXml } from '../../../tools/xml.js'
import { typo } from '../texts.js'
import { INFO, NOTHING, REPORT, TEXTS } from './report.js'

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

test('junit: a test case a file, which fails for errors and warnings', () => {
  const failures = ['none.conf: no such file or directory']
  assert.is(
    renderFormat('junit', REPORT, TEXTS, { ...INFO, failures }),
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

test('junit: information alone fails nothing, a warning alone is one', () => {
  const only = (severity: 'warning' | 'info') => ({
    ...NOTHING,
    files: ['gone'],
    diagnostics: [{ ...typo('gone', 'Idle_Tiem'), severity }],
  })
  const [passed] = readXml(renderFormat('junit', only('info'), TEXTS, INFO)).children
  assert.equal(passed?.children[0]?.children, [])
  const [failed] = readXml(renderFormat('junit', only('warning'), TEXTS, INFO)).children
  assert.equal(failed?.children[0]?.children[0]?.attributes, {
    type: 'warning',
    message: '1 warning',
  })
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
  const report = { ...NOTHING, diagnostics: [finding] }
  const info = { ...INFO, path: () => words, failures: [words] }
  const file = readXml(renderFormat('checkstyle', report, TEXTS, info)).children[0]
  assert.match(file?.attributes.name ?? '', '\\x00\\x01')
  assert.match(file?.attributes.name ?? '', '\\xe9x<U+D800><U+FFFE><U+FFFF><U+2028>]]>\u{1f600}')
  assert.match(file?.children[0]?.attributes.message ?? '', ' !"#$%&\'()')
  const [suite] = readXml(renderFormat('junit', report, TEXTS, info)).children
  assert.is(suite?.children.length, 2)
  assert.match(suite?.children[0]?.children[0]?.text ?? '', '<U+2028>]]>\u{1f600}')
})

test.run()
