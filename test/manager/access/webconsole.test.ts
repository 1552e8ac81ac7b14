import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { Manager } from '../../../src/manager/process/manager.js'
import { nodeEnvironment } from '../../../src/node/index.js'
import { digestHash, type ServerFrame } from '../../../src/protocol/index.js'
import { loginAttempt } from '../../tools/login-attempt.js'
import { installation } from '../../tools/manager-process.js'
import { Postgres, postgresPrograms, WEBCONSOLE } from '../../tools/postgres.js'
import { Client, until } from '../../tools/running-manager.js'

const test = suite('the users of the web console, in PostgreSQL')

const programs = postgresPrograms()
if (programs === undefined) console.log('skipped: there is no PostgreSQL on this machine')
const check = programs === undefined ? test.skip : test

const REALM = 'Momentum Console'

const USERS = { alice: 'admin', bob: 'users', carol: 'users', dora: undefined }

function password(user: string): string {
  return `${user}-Pässwörd`
}

async function database(): Promise<Postgres> {
  const postgres = await Postgres.start(programs ?? '')
  await postgres.run(WEBCONSOLE)
  for (const [user, role] of Object.entries(USERS)) {
    const hash = digestHash(user, REALM, password(user))
    await postgres.run(`
      INSERT INTO webconsole.users (username, password) VALUES ('${user}', '${hash}');
      INSERT INTO webconsole.groupassignments
        SELECT u.id, r.id FROM webconsole.users u, webconsole.roles r
         WHERE u.username = '${user}' AND r.name = '${role}'`)
  }
  return postgres
}

/** The manager on the corpus's files, whose overlay leads to the database of the test. */
async function start(uri: string) {
  const { root, main, socket } = installation((text) =>
    text.replace('uri = "ecauth://"\n', 'uri = "ecauth://"\n    log_authentication = "true"\n'),
  )
  const overlay = join(root, 'opt/msys/etc/installer/eccmgr.d/ecdb.conf')
  const text = readFileSync(overlay, 'utf8').replace(/"pgsql:.*"/, `"${uri}"`)
  writeFileSync(overlay, text)
  const manager = await Manager.start({
    main,
    load: { environment: nodeEnvironment(), sysroot: root, role: 'manager' },
    host: {
      note: () => undefined,
      warn: () => undefined,
      wrote: () => undefined,
      reads: () => undefined,
    },
    version: '0.1.0',
    standardError: () => undefined,
    isForeground: true,
  })
  const tcp = manager.endpoints.find((each) => !each.startsWith('/')) ?? ''
  const log = async (name: string) => {
    await manager.flush()
    return readFileSync(join(root, 'var/log/eccluster', name), 'utf8')
  }
  return { manager, tcp, socket, log }
}

/** What a server says to an attempt, without the challenge, which is another one each time. */
async function answers(address: string, user: string, word: string): Promise<ServerFrame[]> {
  const frames = await loginAttempt(address, 'DIGEST-MD5', { user, password: word })
  assert.is(frames[0]?.kind, 'login-step')
  return frames.slice(1)
}

/** Lines without times, and without the ports of clients. */
function plain(log: string): string[] {
  return log
    .split('\n')
    .map((line) => line.replace(/^\d{10}/, 'T').replace(/127\.0\.0\.1:\d+/g, 'ADDRESS'))
}

check('users of different roles, a database that stops and comes back', async () => {
  const postgres = await database()
  const { manager, tcp, socket, log } = await start(postgres.uri)
  try {
    const local = await Client.connect(socket)
    const bob = await Client.connect(tcp, { user: 'bob', password: password('bob') })
    assert.match(await bob.ok('config show Logs'), /logfile = /)
    assert.equal(await bob.run('config set Blackhole true'), {
      text: 'Not Authorized for this command\n',
      status: 'denied',
    })
    const alice = await Client.connect(tcp, { user: 'alice', password: password('alice') })
    assert.is(await alice.ok('config set Blackhole true'), 'Blackhole = true\n')
    assert.is(
      await alice.ok('authz id'),
      '<AuthzInformation username="alice">\n  <Roles>\n    <Role name="admin"/>\n  </Roles>\n</AuthzInformation>\n',
    )
    assert.is(
      await alice.ok('authz roles list'),
      '<Roles>\n <Role name="admin"/>\n <Role name="users"/>\n</Roles>\n',
    )
    const dora = await Client.connect(tcp, { user: 'dora', password: password('dora') })
    assert.is((await dora.run('version')).status, 'denied')

    const refused = {
      wrong: await answers(tcp, 'bob', 'wrong'),
      unknown: await answers(tcp, 'nobody', 'wrong'),
    }
    await postgres.stop()
    const broken = await answers(tcp, 'carol', password('carol'))
    const payload = new Uint8Array()
    assert.equal(refused.wrong, [
      { kind: 'login-end', accepted: false, payload, text: 'Authentication failed.' },
    ])
    assert.equal(refused.unknown, refused.wrong)
    assert.equal(broken, refused.wrong)
    assert.is(await local.ok('config get Blackhole'), 'Blackhole = true\n')
    // What was found before the database stopped is kept for as long as `cache_life` says.
    const again = await Client.connect(tcp, { user: 'bob', password: password('bob') })
    assert.match(await again.ok('config show Logs'), /logfile = /)

    await postgres.go()
    await until(() =>
      Client.connect(tcp, { user: 'carol', password: password('carol') }).then(
        () => true,
        () => false,
      ),
    )

    const records = plain(await log('acctlog.ec'))
    assert.equal(records.slice(0, 5), [
      `T@N@${socket}@@root@1`,
      'T@N@ADDRESS@ADDRESS@bob@1',
      'T@Z@ADDRESS@ADDRESS@bob@1@config show Logs@users',
      'T@Z@ADDRESS@ADDRESS@bob@0@config set Blackhole true',
      'T@N@ADDRESS@ADDRESS@alice@1',
    ])
    const said = plain(await log('paniclog.ec'))
    const from = 'T:control: ADDRESS from ADDRESS: authentication'
    const place = `pgsql at ADDRESS`
    const why = 'connect ECONNREFUSED ADDRESS'
    assert.ok(said.includes(`T:datasource: ecdb: ${place} fails: ${why}`), said.join('\n'))
    assert.ok(said.includes(`${from} error for carol: datasource ecdb: ${place}: ${why}`))
    assert.not.ok(said.some((line) => line.includes('sunny-Harbour-41')))
  } finally {
    await manager.stop('the end of the test')
    await postgres.stop()
  }
})

test.run()
