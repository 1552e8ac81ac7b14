import { createServer, type Socket } from 'node:net'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { FailedLogins } from '../../../src/manager/access/failed-logins.js'
import { Stores, type UserStore } from '../../../src/manager/access/user-stores.js'
import type { Listener } from '../../../src/manager/listeners/listener.js'
import type { AccountRecord } from '../../../src/manager/records/acctlog.js'
import { Occupancy, USUAL_LIMITS } from '../../../src/manager/sessions/limits.js'
import { Session } from '../../../src/manager/sessions/session.js'
import { Decoys, digestHash } from '../../../src/protocol/index.js'
import { loginAttempt } from '../../tools/login-attempt.js'
import { until } from '../../tools/running-manager.js'
import { Manager } from '../console.js'

const test = suite('a login that is too late')

const USER = { user: 'joe', password: 'secret' }
const REALM = 'Momentum Console'
const ENDPOINT = '127.0.0.1:2025'

test('a store that answers behind the time-out lets nobody in, and every place is given back once', async () => {
  const manager = await Manager.onCluster()
  const context = manager.session()
  await context.ok('config set Control_Listener Timeout 1')
  const listen = { name: 'Listen', instance: ENDPOINT }
  const listener = {
    endpoint: ENDPOINT,
    address: { kind: 'tcp', host: '127.0.0.1', port: 2025 },
    path: [{ name: 'Control_Listener' }, listen],
    gate: undefined,
  } as unknown as Listener
  let answer: () => void = () => undefined
  let isAnswered = false
  const asked = new Promise<void>((resolve) => {
    answer = resolve
  })
  const store = {
    hasScram: false,
    credentials: async () => {
      await asked
      isAnswered = true
      return { kind: 'ha1', ha1: digestHash(USER.user, REALM, USER.password) }
    },
  } as unknown as UserStore
  const records: AccountRecord[] = []
  const occupancy = new Occupancy({ ...USUAL_LIMITS, sessions: 1 })
  let ends = 0
  const take = (socket: Socket) => {
    const { live, program, upkeep, cluster } = context.context
    const session = new Session(
      1,
      socket,
      listener,
      {
        ...{ live, program, upkeep, cluster, occupancy },
        stores: new Stores(
          (path) => path,
          () => ({ users: () => store, roles: () => undefined }),
        ),
        decoys: new Decoys(),
        failedLogins: new FailedLogins(),
        peerUsers: undefined,
        report: () => undefined,
        account: (record) => records.push(record),
        shutdown: () => undefined,
      },
      () => ends++,
    )
    void session.start()
  }
  const server = createServer({ pauseOnConnect: true }, take).listen(0, '127.0.0.1')
  try {
    await until(() => server.listening)
    const { port } = server.address() as { readonly port: number }
    await loginAttempt(`127.0.0.1:${port}`, 'DIGEST-MD5', USER)
    await until(() => ends > 0)
    answer()
    await until(() => isAnswered)
    await new Promise((resolve) => setTimeout(resolve, 50))
    assert.equal(
      records.map(({ kind }) => kind),
      ['time-out'],
    )
    assert.is(ends, 1)
    assert.is(occupancy.enter('a'), undefined)
    assert.match(occupancy.enter('b') ?? 'let in', /^There are 1 sessions already/)
  } finally {
    server.close()
  }
})

test.run()
