import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { scratch } from '../../tools/scratch.js'
import { Manager } from '../console.js'

const test = suite('rendering rules of the console (runtime spec 3.1)')

const FILE = `message_expiration = 86400
relay_hosts = ( "10.0.0.1" 10.0.0.2 )
suspend_delivery = enabled
EHLO_Hostname = "smtp-01.com"
prohibited_hosts = ()
Logs {
  logfile = "/var/log/x"
  file_mode = 0640
  dir_mode = "0755"
}
esmtp_listener {
  listen ":25" { }
  Enable = true
  Listen "127.0.0.1:587" { enable = off  Peer "10.0.0.0/8" { Always_Allow = true } }
  authloginparameters [ URI = "file:///p" Realm = "r" ]
}
Datasource "mssql" { cache_life = 3600 }
Domain "example.com" { }
`

async function session(text = FILE) {
  const root = scratch()
  mkdirSync(join(root, 'etc'))
  writeFileSync(join(root, 'etc/eccluster.conf'), text)
  const manager = await Manager.start(root, '/etc/eccluster.conf')
  return manager.session()
}

test('F1: the registered spelling of the name, the value as it is written', async () => {
  const console = await session()
  assert.is(await console.ok('config get ehlo_hostname'), 'EHLO_Hostname = "smtp-01.com"\n')
  assert.is(await console.ok('config get MESSAGE_EXPIRATION'), 'Message_Expiration = 86400\n')
  assert.is(await console.ok('config get suspend_delivery'), 'Suspend_Delivery = enabled\n')
  assert.is(await console.ok('config get logs FILE_MODE'), '        file_mode = 0640\n')
})

test('F2, trap 1: get inside a scope is behind 8 blanks, however deep, and at Global behind none', async () => {
  const console = await session()
  assert.is(
    await console.ok('config get Esmtp_Listener Listen "127.0.0.1:587" enable'),
    '        Enable = off\n',
  )
  assert.is(
    await console.ok('config get Esmtp_Listener Listen 127.0.0.1:587 Peer 10.0.0.0/8 always_allow'),
    '        Always_Allow = true\n',
  )
  assert.is(await console.ok('config get message_expiration'), 'Message_Expiration = 86400\n')
})

test('F3, trap 1: eval is behind no blanks', async () => {
  const console = await session()
  assert.is(await console.ok('config eval Esmtp_Listener Listen :25 enable'), 'Enable = true\n')
  assert.is(
    await console.ok('config eval Domain example.com message_expiration'),
    'Message_Expiration = 86400\n',
  )
})

test('F4: set echoes as get does', async () => {
  const console = await session()
  assert.is(await console.ok('config set message_expiration = 3600'), 'Message_Expiration = 3600\n')
  assert.is(
    await console.ok('config set Esmtp_Listener Listen :25 enable off'),
    '        Enable = off\n',
  )
})

test('F5, trap 1: set and get indent the elements of an array and its closing bracket', async () => {
  const console = await session()
  const printed = 'Relay_Hosts = (\n  10.0.0.1\n  10.0.0.2\n  )\n'
  assert.is(await console.ok('config set relay_hosts ( 10.0.0.1 10.0.0.2 )'), printed)
  assert.is(await console.ok('config get relay_hosts'), printed)
})

test('F6, F7, trap 1: show and eval close an array at the column of its name', async () => {
  const console = await session()
  const printed = 'Relay_Hosts = (\n  "10.0.0.1"\n  10.0.0.2\n)\n'
  assert.is(await console.ok('config eval relay_hosts'), printed)
  assert.ok((await console.ok('config show')).includes(`\n${printed}`))
  assert.is(await console.ok('config get prohibited_hosts'), 'Prohibited_Hosts = ()\n')
})

test('F8: a dictionary has a line for each key', async () => {
  const console = await session()
  assert.is(
    await console.ok('config eval Esmtp_Listener AuthLoginParameters'),
    'AuthLoginParameters = [\n  URI = "file:///p"\n  Realm = "r"\n]\n',
  )
})

test('F9, trap 3: show closes the scopes inside, and prints them before the options', async () => {
  const console = await session()
  assert.is(
    await console.ok('config show Esmtp_Listener'),
    `Listen ":25" { ... }
Listen "127.0.0.1:587" { ... }
Enable = true
AuthLoginParameters = [
  URI = "file:///p"
  Realm = "r"
]
`,
  )
  assert.is(await console.ok('config show Domain example.com'), '')
  assert.is(await console.ok('config show Logs file_mode'), '        file_mode = 0640\n')
})

test('F10: showrecurse prints what is inside, two blanks deeper, without a stanza around it', async () => {
  const console = await session()
  assert.is(
    await console.ok('config showrecurse Esmtp_Listener Listen 127.0.0.1:587'),
    'Peer "10.0.0.0/8" {\n  Always_Allow = true\n}\nEnable = off\n',
  )
  assert.match(await console.ok('config showrecurse Esmtp_Listener'), 'Listen ":25" {\n}\n')
})

test('F11, trap 3: options stand in registry order', async () => {
  const console = await session()
  assert.is(
    await console.ok('config show Logs'),
    'dir_mode = "0755"\nlogfile = "/var/log/x"\nfile_mode = 0640\n',
  )
})

test('F12: an answer ends with one newline', async () => {
  const console = await session()
  for (const line of ['config show', 'config showrecurse', 'config get Logs logfile', 'version']) {
    assert.match(await console.ok(line), /[^\n]\n$/)
  }
})

test('trap 2: what is written is echoed as it is, a default as 0 or 1', async () => {
  const console = await session()
  assert.is(
    await console.ok('config set Esmtp_Listener enable "true"'),
    '        Enable = "true"\n',
  )
  assert.is(await console.ok('config eval blackhole'), 'Blackhole = 0\n')
})

test('trap 4: get never falls back, eval takes an instance that is not there', async () => {
  const console = await session()
  assert.is(
    await console.fails('config get Domain example.com message_expiration'),
    `Option 'Message_Expiration' is not set in scope 'Domain:example.com:'.\n`,
  )
  assert.is(
    await console.ok('config eval Domain nobody message_expiration'),
    'Message_Expiration = 86400\n',
  )
  assert.is(
    await console.fails('config eval Domain nobody blakchole'),
    `'blakchole' is not a valid option name in scope 'Domain:nobody:'\n`,
  )
})

test('trap 5: unset prints what counts now, indented as the scope that was named', async () => {
  const console = await session(`${FILE}Domain "a" { Message_Expiration = 5 }\n`)
  assert.is(
    await console.ok('config unset Domain a message_expiration'),
    '"Message_Expiration" has been unset. Effective value is now:\n        Message_Expiration = 86400\n',
  )
  assert.is(await console.ok('config unset Logs logfile'), '"logfile" has been unset.\n')
})

test('trap 6: unset of a scope takes all of it, and bare unset is refused', async () => {
  const console = await session()
  assert.is(
    await console.ok('config unset Esmtp_Listener Listen 127.0.0.1:587'),
    'Scope "Esmtp_Listener::Listen:127.0.0.1\\:587:" has been unset.\n',
  )
  assert.is(await console.ok('config show Esmtp_Listener Listen 127.0.0.1:587'), '')
  assert.is(await console.fails('config unset'), 'Unsetting the global scope is not supported.\n')
})

test('trap 6: a word that is both is an option only as the last one, where it is one', async () => {
  const console = await session(`${FILE}Pathway "out" { Enable_Authentication = true }\n`)
  assert.is(await console.ok('config set Esmtp_Listener pathway out'), '        Pathway = out\n')
  assert.is(await console.ok('config get Esmtp_Listener pathway'), '        Pathway = out\n')
  assert.is(await console.ok('config show Pathway out'), 'Enable_Authentication = true\n')
})

test('trap 7: the schema knows which scopes have an instance', async () => {
  const console = await session()
  assert.is(
    await console.ok('config set esmtp_listener listen :587 enable false'),
    '        Enable = false\n',
  )
  assert.is(
    await console.ok('config locate listen :587$'),
    'Listen "127.0.0.1:587"\n  is at Esmtp_Listener::Listen:127.0.0.1\\:587:\nListen ":587"\n  is at Esmtp_Listener::Listen:\\:587:\n',
  )
  assert.is(
    await console.ok('config set datasource mssql cache_life 3500'),
    '        cache_life = 3500\n',
  )
})

test('trap 8: Debug_Flags is a scope, and its brackets are glued to the value', async () => {
  const console = await session()
  assert.is(
    await console.ok('config set Debug_Flags DEBUG (LOG1)'),
    '        DEBUG = (\n          LOG1\n          )\n',
  )
  assert.match(await console.ok('config show Debug_Flags'), 'DEBUG = (\n  LOG1\n)\n')
})

test('trap 25: a stop behind "not set", none behind "Not Authorized"', async () => {
  const console = await session()
  assert.is(
    await console.fails('config get blackhole'),
    `Option 'Blackhole' is not set in scope ''.\n`,
  )
  Object.assign(console.context, { authorize: () => false })
  assert.is(await console.fails('config get blackhole'), 'Not Authorized for this command\n')
})

test('implicit settings count as set, and cannot be unset', async () => {
  const console = await session()
  assert.is(
    await console.ok('config get TimeStampFormat'),
    'TimeStampFormat = "[%a %d %b %Y %H:%M:%S] "\n',
  )
  assert.match(await console.ok('config showrecurse'), 'ThreadPool "CPU" {\n')
  assert.is(
    await console.ok('config locate ThreadPool CPU'),
    'ThreadPool "CPU"\n  is at ThreadPool:CPU:\n',
  )
  assert.is(
    await console.fails('config unset TimeStampFormat'),
    `'TimeStampFormat' is an implicit setting and cannot be unset.\n`,
  )
  await console.ok('config set TimeStampFormat "%s"')
  await console.ok('config unset TimeStampFormat')
  assert.is(
    await console.ok('config get TimeStampFormat'),
    'TimeStampFormat = "[%a %d %b %Y %H:%M:%S] "\n',
  )
})

test('values and patterns that are none are refused, and nothing has changed', async () => {
  const console = await session()
  assert.match(
    await console.fails('config set message_expiration soon'),
    /^Invalid value 'soon' for option 'Message_Expiration': expected /,
  )
  assert.is(await console.ok('config get message_expiration'), 'Message_Expiration = 86400\n')
  assert.is(await console.fails('config locate Domain ('), `A bracket is not closed: (\n`)
  assert.is(await console.fails('config locate Domain "("'), `'(' is not a regular expression.\n`)
  assert.is(await console.fails('config locate Domain xyz'), 'No matching scopes found.\n')
})

test.run()
