import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { definition } from '../../../src/lsp/meaning/names/definition.js'
import { references } from '../../../src/lsp/meaning/names/references.js'
import { prepareRename, RenameRefused, rename } from '../../../src/lsp/meaning/names/rename.js'
import { type AskingOptions, asking, shownLocations } from './asking.js'

const test = suite('definitions, references and new names')

type Files = Readonly<Record<string, string>>

async function defined(files: Files, options?: AskingOptions): Promise<string[]> {
  const { file, index, asked } = await asking(files, options)
  return shownLocations(definition(file, index, asked) as Parameters<typeof shownLocations>[0])
}

async function named(files: Files, options?: AskingOptions): Promise<string[]> {
  const { file, index, asked } = await asking(files, options)
  return shownLocations(references(file, index, true, asked))
}

/** The texts after a new name. */
async function renamed(files: Files, name: string, options?: AskingOptions) {
  const { file, index } = await asking(files, options)
  return Object.fromEntries(
    rename(file, index, name).map(({ file: { path, document }, edits }) => {
      let text = document.source.text
      for (const edit of [...edits].reverse()) {
        text = text.slice(0, edit.start) + edit.text + text.slice(edit.end)
      }
      return [path, text]
    }),
  )
}

async function refusal(files: Files, name: string, options?: AskingOptions): Promise<string> {
  const { file, index } = await asking(files, options)
  try {
    rename(file, index, name)
  } catch (error) {
    if (error instanceof RenameRefused) return error.message
    throw error
  }
  return ''
}

const KINDS: readonly (readonly [what: string, text: string])[] = [
  ['an event loop', 'EventLoop "it" { }\nESMTP_Listener { event_loop = "i¦t" }\n'],
  ['a data source', 'Datasource "it" { }\nBinding "b" { smpp_ram_cache = "i¦t" }\n'],
  ['a thread pool', 'ThreadPool "it" { }\nESMTP_Listener { Listen ":25" { pool_name = it¦ } }\n'],
  ['a pathway', 'Pathway "it" { }\nESMTP_Listener { Pathway = i¦t }\n'],
  [
    'a scheme of auth_ds',
    'auth_ds { Scheme "it" { } }\nESMTP_Listener { AuthLoginParameters = [ uri = "i¦t://" ] }\n',
  ],
  ['an alias scheme', 'alias { Scheme "it" { } }\nDomain "d" { Alias_Schemes = ( "x" "i¦t" ) }\n'],
]

for (const [what, text] of KINDS) {
  test(`${what}: from the option to the stanza, and from the stanza to the option`, async () => {
    const there = await defined({ '/main.conf': text })
    const before = text.indexOf('"it"') - (text.lastIndexOf('\n', text.indexOf('"it"')) + 1)
    assert.equal(there, [`/main.conf:1:${before + 1}`])
    assert.is((await named({ '/main.conf': text })).length, 2)
    const fromStanza = text.replace('¦', '').replace('"it"', '"it¦"')
    assert.is((await named({ '/main.conf': fromStanza })).length, 2)
  })
}

test('a binding is one, in its group and outside', async () => {
  const files = {
    '/main.conf': 'Binding "b" { }\nBinding_Group "g" { Binding "b" { } }\n',
  }
  const marked = { '/main.conf': files['/main.conf'].replace('"b"', '"b¦"') }
  assert.equal(await named(marked), ['/main.conf:1:9', '/main.conf:2:29'])
  assert.equal(await renamed(marked, 'c'), {
    '/main.conf': 'Binding "c" { }\nBinding_Group "g" { Binding "c" { } }\n',
  })
})

test('a role and a listen leads to its other stanzas', async () => {
  const files = {
    '/main.conf': 'Authorization { Role "ro¦ot" { allow = ( ".*" ) } }\ninclude "more.conf"\n',
    '/more.conf': 'Authorization { Role "root" { } Role "admin" { } }\n',
  }
  assert.equal(await defined(files), ['/more.conf:1:22'])
  assert.equal(await renamed(files, 'chief'), {
    '/main.conf': 'Authorization { Role "chief" { allow = ( ".*" ) } }\ninclude "more.conf"\n',
    '/more.conf': 'Authorization { Role "chief" { } Role "admin" { } }\n',
  })
})

test('a node is an entry of the peers of the message bus', async () => {
  const text =
    'msgc_server { peers = [ mta1 = "10.0.0.1" mta2 = "10.0.0.2" ] }\nBinding "b" { Duravip_Preference = ( "mt¦a2" ) }\n'
  assert.equal(await defined({ '/main.conf': text }), ['/main.conf:1:43'])
})

test('an option leads to all that it overrides, and each of them back to it', async () => {
  const files = {
    '/main.conf': 'Max_Retries = 1\ninclude "a.conf"\nMax_Re¦tries = 3\n',
    '/a.conf': 'Max_Retries = 2\n',
  }
  assert.equal(await defined(files), ['/a.conf:1:1', '/main.conf:1:1'])
  const first = { ...files, '/main.conf': 'Max_R¦etries = 1\ninclude "a.conf"\nMax_Retries = 3\n' }
  assert.equal(await defined(first), ['/main.conf:3:1'])
})

test('a file that three main files include is found in all of them, each place once', async () => {
  const files = {
    '/a.conf': 'include "common.conf"\nEventLoop "p" { }\n',
    '/b.conf': 'include "common.conf"\nEventLoop "p" { }\n',
    '/c.conf': 'include "common.conf"\n',
    '/common.conf': 'ESMTP_Listener { event_loop = "¦p" }\n',
  }
  const mains = ['/a.conf', '/b.conf', '/c.conf']
  assert.equal(await defined(files, { mains }), ['/a.conf:2:11', '/b.conf:2:11'])
  assert.equal(Object.keys(await renamed(files, 'q', { mains })).sort(), [
    '/a.conf',
    '/b.conf',
    '/common.conf',
  ])
})

test('quotes stay, come where a new name needs them, and are escaped', async () => {
  const files = { '/main.conf': 'EventLoop p¦ { }\nESMTP_Listener { event_loop = "p" }\n' }
  assert.equal(await renamed(files, 'a"b'), {
    '/main.conf': 'EventLoop "a\\"b" { }\nESMTP_Listener { event_loop = "a\\"b" }\n',
  })
  assert.equal(await renamed(files, 'q'), {
    '/main.conf': 'EventLoop q { }\nESMTP_Listener { event_loop = "q" }\n',
  })
})

test('shadowed definitions get the new name too', async () => {
  const files = {
    '/main.conf':
      'EventLoop "p¦" { }\nESMTP_Listener { event_loop = p }\nESMTP_Listener { event_loop = x }\n',
  }
  assert.match((await renamed(files, 'q'))['/main.conf'] as string, 'event_loop = q')
})

test('a regular expression is renamed as it stands, a domain in every scope and any case', async () => {
  const files = { '/main.conf': 'Domain "/a.*/¦" { }\nDomain "/b/" { }\n' }
  assert.equal(await renamed(files, '/c/'), {
    '/main.conf': 'Domain "/c/" { }\nDomain "/b/" { }\n',
  })
  const domains = { '/main.conf': 'Domain "A.com¦" { }\nBinding "b" { Domain a.com { } }\n' }
  assert.equal(await renamed(domains, 'z.com'), {
    '/main.conf': 'Domain "z.com" { }\nBinding "b" { Domain z.com { } }\n',
  })
  assert.equal(await renamed(domains, 'a.com'), {
    '/main.conf': 'Domain "a.com" { }\nBinding "b" { Domain a.com { } }\n',
  })
})

test('what cannot be renamed is refused with the reason', async () => {
  const shared = {
    '/main.conf': 'readonly_include "shared.conf"\nESMTP_Listener { event_loop = "p¦" }\n',
    '/shared.conf': 'EventLoop "p" { }\n',
  }
  assert.is(
    await refusal(shared, 'q'),
    'It stands in shared.conf:1 too, which is read-only (readonly_include in main.conf:1). Rename it where that file is made.',
  )
  const two = { '/main.conf': 'EventLoop "p¦" { }\nEventLoop "q" { }\n' }
  assert.is(
    await refusal(two, 'q'),
    'There is one called "q" already (main.conf:2): the two would become one.',
  )
  assert.is(await refusal(two, 'a\nb'), 'A name stands on one line.')
  const pool = { '/main.conf': 'ESMTP_Listener { Max_Retr¦ies = 1 }\n' }
  assert.is(await refusal(pool, 'q'), 'Only an instance can be renamed, or a value that names one.')
  const scheme = {
    '/main.conf':
      'auth_ds { Scheme "it¦" { } }\nESMTP_Listener { AuthLoginParameters = [ uri = "it://" ] }\n',
  }
  assert.match(await refusal(scheme, 'a b'), 'It stands in front of "://" somewhere')
})

test('broken texts: whatever the place, an answer or a refusal', async () => {
  const text = 'Domain "x {\n Foo = ( "a" b\n}} = include "q\n[ x = ] EventLoop é { } EventLoop'
  for (let index = 0; index <= text.length; index++) {
    const marked = { '/main.conf': `${text.slice(0, index)}¦${text.slice(index)}` }
    const { file, index: at, asked } = await asking(marked)
    definition(file, at, asked)
    references(file, at, true, asked)
    try {
      prepareRename(file, at, asked)
    } catch (error) {
      assert.instance(error, RenameRefused)
    }
  }
})

test('a name with a secret in it is not sent', async () => {
  const { file, index, asked } = await asking({
    '/main.conf': 'Datasource "pgsql:password=ge¦heim" { }\n',
  })
  assert.equal(prepareRename(file, index, asked), {
    start: { line: 0, character: 11 },
    end: { line: 0, character: 34 },
  })
})

test.run()
