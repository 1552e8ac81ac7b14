import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Diagnostic as ProtocolDiagnostic, TextDocumentEdit } from 'vscode-languageserver'
import { lint } from '../../../src/lint/index.js'
import type { ActionSources } from '../../../src/lsp/meaning/actions/action.js'
import { codeActions } from '../../../src/lsp/meaning/actions/code-actions.js'
import { type AskingOptions, asking } from './asking.js'

const test = suite('code actions')

async function actions(
  files: Readonly<Record<string, string>>,
  options: AskingOptions & { readonly only?: readonly string[] } = {},
) {
  const { file, index, asked, targets } = await asking(files, options)
  const sources: ActionSources = {
    findings: targets.flatMap(({ configuration }) => lint(configuration)),
    shown: (): ProtocolDiagnostic | undefined => undefined,
    find: async (some) => some.flatMap(({ configuration }) => lint(configuration)),
  }
  return codeActions(file, { start: index, end: index }, options.only, sources, asked)
}

/** The places and texts of the edits of an action. */
function edits(action: Awaited<ReturnType<typeof actions>>[number] | undefined): string[] {
  return (action?.edit?.documentChanges ?? []).flatMap((each) => {
    if (!('textDocument' in each)) return [`${each.kind}`]
    const { textDocument, edits: its } = each as TextDocumentEdit
    return its.map((edit) => {
      const { line, character } = 'range' in edit ? edit.range.start : { line: 0, character: 0 }
      const text = 'newText' in edit ? edit.newText : ''
      return `${textDocument.uri.replace('file://', '')}:${line + 1}:${character + 1} ${text}`
    })
  })
}

test('a finding has its fix, and can be ignored in a line of its own with the same indent', async () => {
  const [fix, ignore] = await actions({ '/main.conf': 'Domain "a" {\n\tMax_Re¦triess = 1\n}\n' })
  assert.is(fix?.title, 'Write "Max_Retries"')
  assert.equal(edits(fix), ['/main.conf:2:2 Max_Retries'])
  assert.equal(edits(ignore), [
    '/main.conf:2:1 \t# ecconf-disable-next-line schema/unknown-option -- reason\n',
  ])
})

test('the comment holds: the finding is gone after it', async () => {
  const { file } = await asking({
    '/main.conf': '# ecconf-disable-next-line schema/unknown-option -- reason\nMax_Retriess = 1\n',
  })
  const found = file.within.flatMap(({ target }) => lint(target.configuration))
  assert.equal(found, [])
})

test('errors of syntax cannot be ignored, nor what begins within a string', async () => {
  const broken = await actions({ '/main.conf': 'Max_Retries = “1¦”\n' })
  assert.ok(broken.length > 0)
  assert.not.ok(broken.some(({ title }) => title.startsWith('Ignore')))
  const within = await actions({ '/main.conf': 'EHLO_Hostname = "a\nb" Max_Re¦triess = 1\n' })
  assert.equal(
    within.map(({ title }) => title),
    ['Write "Max_Retries"'],
  )
})

test('line ends and the byte order mark of the file are kept', async () => {
  const all = await actions({ '/main.conf': '\ufeffMax_Re¦triess = 1\r\n' })
  assert.equal(edits(all.at(-1)), [
    '/main.conf:1:2 # ecconf-disable-next-line schema/unknown-option -- reason\r\n',
  ])
})

test('a read-only file has neither fixes nor comments', async () => {
  const files = { '/main.conf': 'readonly_include "a.conf"\n', '/a.conf': 'Max_Re¦triess = 1\n' }
  assert.equal(await actions(files), [])
})

test('a value is set where it counts, by the rules of placement', async () => {
  const files = {
    '/main.conf': 'Max_Ret¦ries = 30\ninclude "a.conf"\n',
    '/a.conf': '# ours\nMax_Retries = 7 # was 8\n',
  }
  const [action] = await actions(files, { only: ['refactor'] })
  assert.is(action?.title, 'Set Max_Retries where it counts, in place of a.conf:2')
  assert.equal(edits(action), ['/a.conf:2:15 30'])
})

test('several configurations, each with another winner, have an action each', async () => {
  const files = {
    '/a.conf': 'include "part.conf"\nMax_Retries = 1\n',
    '/b.conf': 'include "part.conf"\nMax_Retries = 2\n',
    '/part.conf': 'Max_Retri¦es = 5\n',
  }
  const all = await actions(files, { mains: ['/a.conf', '/b.conf'], only: ['refactor'] })
  assert.equal(
    all.map((each) => edits(each)),
    [['/a.conf:2:15 5'], ['/b.conf:2:15 5']],
  )
})

test('where no file can take it, the reason is said, without the secret', async () => {
  const files = {
    '/main.conf': 'Outbound_SMTP_AUTH_P¦ass = "geheim"\nreadonly_include "a.conf"\n',
    '/a.conf': 'Outbound_SMTP_AUTH_Pass = "anders"\n',
  }
  const [action] = await actions(files, { only: ['refactor'] })
  assert.match(action?.disabled?.reason ?? '', /^Outbound_SMTP_AUTH_Pass is last set in a\.conf:1/)
  assert.not.match(JSON.stringify(action), /geheim|anders/)
})

test('the one that counts, a fragment and an option that stands alone have no such action', async () => {
  assert.equal(await actions({ '/main.conf': 'Max_Ret¦ries = 30\n' }), [])
  const two = 'Max_Ret¦ries = 30\nMax_Retries = 31\n'
  assert.equal(await actions({ '/main.conf': two }, { fragment: true, only: ['refactor'] }), [])
})

test('all safe fixes at once, of this file only, and only when asked for', async () => {
  const files = {
    '/main.conf': '¦Max_Retries = “1”\ninclude "a.conf"\n',
    '/a.conf': 'Retry_Interval = “2”\n',
  }
  const [action] = await actions(files, { only: ['source.fixAll'] })
  assert.equal(edits(action), ['/main.conf:1:15 "', '/main.conf:1:17 "'])
  const unasked = await actions(files)
  assert.not.ok(unasked.some(({ kind }) => kind?.startsWith('source')))
  assert.equal(await actions({ '/main.conf': '¦Max_Retries = 1\n' }, { only: ['source'] }), [])
})

test('the titles of fixes hold no secrets', async () => {
  const all = await actions({ '/main.conf': 'Outbound_SMTP_AUTH_Pass = “gehe¦im”\n' })
  assert.ok(all.length > 0)
  assert.not.match(all.map(({ title }) => title).join(' '), 'geheim')
})

test.run()
