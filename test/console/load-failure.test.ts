import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { isRefused, loadFailure } from '../../src/console/index.js'
import { diagnostic } from '../../src/diagnostics/index.js'
import { lint } from '../../src/lint/index.js'
import { loadFiles } from '../tools/load-files.js'

const test = suite('what the product says of a configuration that it refuses')

const MAIN = '/c/eccluster.conf'

/** All that it says about the first finding. */
async function said(files: Record<string, string> | string): Promise<string[]> {
  const texts = typeof files === 'string' ? { [MAIN]: files } : files
  const configuration = await loadFiles(texts)
  const finding = lint(configuration).find(isRefused)
  if (finding === undefined) return []
  const { log, lines } = loadFailure(configuration, finding, finding.summary)
  return [...log.map((line) => `> ${line}`), ...lines]
}

test('a name that it does not know', async () => {
  assert.equal(await said('\n\ninvalid_option = 1\n'), [
    "> No module provides capability 'config.Global:invalid_option'.",
    "> CFG-07961 No module provides capability 'config.Global:invalid_option'.",
    "Syntax error in /c/eccluster.conf at line 3 near 'invalid_option'",
    "'invalid_option' is not a valid scope name in scope 'Global'",
    'Reconfigure failed.',
  ])
})

test('the capability has the nearest scope with an instance, and what is inside of it', async () => {
  const capability = async (text: string) => (await said(text))[0]
  assert.is(
    await capability('LOGS { fiel = 1 }'),
    "> No module provides capability 'config.Global:logs.fiel'.",
  )
  assert.is(
    await capability('esmtp_listener { listen ":25" { Fiel { } } }'),
    "> No module provides capability 'config.Listen:Fiel'.",
  )
})

test('the scope of an included file', async () => {
  const files = { [MAIN]: 'Domain "x" {\n  include "part"\n}\n', '/c/part': '\nfiel = 1\n' }
  assert.equal((await said(files)).slice(2, 4), [
    "Syntax error in /c/part at line 2 near 'fiel'",
    "'fiel' is not a valid scope name in scope 'Domain'",
  ])
})

test('a name in the wrong scope is one that it does not know', async () => {
  assert.is(
    (await said('Logs { Gateway = "a" }'))[0],
    "> No module provides capability 'config.Global:logs.Gateway'.",
  )
})

test('a wrong value: the option is named, the value is not', async () => {
  assert.equal(await said('Message_Expiration = "s3cret"\n'), [
    '> Wrong value "s3cret" for option "Message_Expiration"',
    '> CFG-07961 Wrong value "s3cret" for option "Message_Expiration"',
    "Syntax error in /c/eccluster.conf at line 1 near 'Message_Expiration'",
    'Reconfigure failed.',
  ])
})

test('a text that is wrong', async () => {
  assert.equal(
    (await said('Logs {\n'))[2],
    "Syntax error in /c/eccluster.conf at line 1 near 'Logs'",
  )
})

test('a file that is not there, and one that cannot be read', async () => {
  assert.equal(await said('include "/etc/\\"x\\""\n'), [
    '> failed to stat \'/etc/"x"\': No such file or directory',
    '> CFG-07961 failed to stat \'/etc/"x"\': No such file or directory',
    'Reconfigure failed.',
  ])
  const configuration = await loadFiles(
    { [MAIN]: 'include part\n', '/c/part': '' },
    { unreadable: ['/c/part'] },
  )
  const [finding] = configuration.diagnostics
  assert.is(
    finding && loadFailure(configuration, finding, finding.summary).log[0],
    "failed to stat 'part': Permission denied",
  )
})

test('what is only our advice is no reason to refuse', () => {
  const place = { file: 'a', start: 0, end: 1 }
  assert.is(isRefused(diagnostic('version/removed', place, 'x')), true)
  assert.is(isRefused(diagnostic('overlay/not-last', place, 'x')), false)
  assert.is(isRefused(diagnostic('style/option-name', place, 'x')), false)
  assert.is(isRefused(diagnostic('schema/duplicate-option', place, 'x')), false)
  assert.is(isRefused(diagnostic('include/missing', place, 'x')), true)
})

test.run()
