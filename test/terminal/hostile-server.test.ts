import { chownSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { encodeFrame, FrameDecoder, type ServerFrame } from '../../src/protocol/index.js'
import { ecconfOnTerminal } from '../tools/program.js'
import { scratch } from '../tools/scratch.js'
import { SECOND_USER } from '../tools/second-user.js'

const test = suite('a console server that means harm')

const SET_TITLE = '\x1b]0;Wombat\x07'

const servers: Server[] = []
test.after(() => {
  for (const server of servers) server.close()
})

/**
 * Listens at a new path.
 * @param mechanisms none: no login is wanted
 * @param answers whether commands are answered
 */
async function hostileServer(
  mechanisms: readonly string[] = [],
  answers: 'always' | 'never' = 'always',
): Promise<string> {
  const path = join(scratch(), 'console')
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    const send = (frame: ServerFrame) => socket.write(encodeFrame(frame))
    send({
      kind: 'welcome',
      version: 1,
      program: 'eccmgr',
      release: '1',
      endpoint: '/console',
      banner: [],
      wants: mechanisms.length > 0 ? { kind: 'login', mechanisms } : { kind: 'nothing', user: 'u' },
    })
    const decoder = FrameDecoder.ofClient()
    socket.on('data', (chunk: Uint8Array) => {
      decoder.push(chunk)
      for (let frame = decoder.next(); frame !== undefined; frame = decoder.next()) {
        if (frame.kind === 'hello') decoder.enter('session')
        if (frame.kind === 'complete') {
          const candidates = [{ word: `w${SET_TITLE}\nquit`, description: '' }]
          send({ kind: 'completions', id: frame.id, replaces: 0, candidates, more: false })
        }
        if (frame.kind !== 'request' || answers === 'never') continue
        send({ kind: 'part', id: frame.id, text: `answer${SET_TITLE}\n` })
        send({ kind: 'end', id: frame.id, status: 'ok', pending: 'nothing', secret: false })
      }
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(path, resolve))
  return path
}

test('an answer without a prompt is harmless at a terminal', async () => {
  const path = await hostileServer()
  const { status, screen } = await ecconfOnTerminal(['ec_console', path, 'config get x'])
  assert.is(status, 0)
  assert.is(screen.replaceAll('\r', ''), 'answer\\x1b]0;Wombat\\x07\n')
})

test('a word that a terminal would act upon is shown, and not typed', async () => {
  const path = await hostileServer()
  const { screen } = await ecconfOnTerminal(
    ['ec_console', path],
    [
      { when: /console> /, type: 'config \t' },
      // `script` has a window without lines.
      { when: /All 1 lines/, type: 'y' },
      { when: /Wombat/, type: '\x03' },
      { when: /console> /, type: '\x04' },
    ],
  )
  assert.ok(screen.includes('w\\x1b]0;Wombat\\x07 quit'), JSON.stringify(screen))
  assert.not(screen.includes(SET_TITLE))
})

test('a server that stays open, or does not answer, keeps nobody from leaving', async () => {
  const path = await hostileServer()
  assert.is((await ecconfOnTerminal(['ec_console', path, 'quit'])).status, 0)
  const leave = [{ when: /console> /, type: 'quit\r' }]
  assert.is((await ecconfOnTerminal(['ec_console', path], leave)).status, 0)
  const silent = await hostileServer([], 'never')
  assert.is((await ecconfOnTerminal(['ec_console', silent], leave)).status, 0)
})

test('a password that goes to somebody else is asked for with a warning', async () => {
  const path = await hostileServer(['LOGIN'])
  const warning = `The password goes as it is to user ${SECOND_USER.uid}, whose socket ${path} is: Ctrl-C keeps it.`
  const ask = () =>
    ecconfOnTerminal(['ec_console', path, 'version'], [{ when: /Username: /, type: '\x03' }])
  assert.not((await ask()).screen.includes('The password goes'))
  chownSync(path, SECOND_USER.uid, SECOND_USER.gid)
  const { status, screen } = await ask()
  assert.is(status, 2)
  assert.ok(screen.replace(/\r\n/g, '').includes(warning), screen)
})

test.run()
