import { spawn } from 'node:child_process'
import { chmodSync, chownSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { until } from '../../tools/running-manager.js'
import { ecconfAsRoot, folderOf, NOBODY, readableProgram } from '../../tools/second-user.js'

const test = suite('ecconf agent and ecconf drift, run by root in a folder of somebody else')

/** Nobody listens there. */
const NO_SERVER = 'nats://127.0.0.1:9'

/** A main file of the user, in a folder of the user. */
function mainOf(text: string, name = 'ecelerity.conf'): string {
  const main = join(folderOf(NOBODY), name)
  writeFileSync(main, text)
  chownSync(main, NOBODY.uid, NOBODY.gid)
  return main
}

const OF_NOBODY = 'Security { User = "nobody" Group = "nogroup" }\n'

/** A login that only root can read. */
function loginOfRoot(): string {
  const file = join(folderOf({ uid: 0, gid: 0 }), 'login')
  writeFileSync(file, 'joe:unlikelyword\n', { mode: 0o600 })
  return file
}

test('root starts no agent for others, and asks no nodes for them', () => {
  const main = mainOf(`Security { User = "no-such" }\nBus { url = ( "${NO_SERVER}" ) }\n`)
  const who = `${main} can be changed by user ${NOBODY.uid}, who is neither root nor the user of Security: root`
  const noUser = 'Security.User: there is no user "no-such"\n'
  const advice = 'for others. Take that right away, or'
  assert.equal(ecconfAsRoot(['agent', '-c', main]), {
    status: 2,
    stdout: '',
    stderr: `${who} starts no agent ${advice} start it as that user\n${noUser}`,
  })
  assert.equal(ecconfAsRoot(['drift', '-c', main, '--node-config', main]), {
    status: 2,
    stdout: '',
    stderr: `ecconf: ${who} asks no nodes ${advice} run it as that user\n${noUser}`,
  })
})

test('an agent for the user of Security has the rights of that user from the beginning', async () => {
  const login = loginOfRoot()
  const main = mainOf(`${OF_NOBODY}Bus { url = ( "${NO_SERVER}" ) credentials = "${login}" }\n`)
  const words = [readableProgram(), 'agent', '-c', main, '--node', 'n1']
  const agent = spawn(process.execPath, words, { cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  agent.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  try {
    const refused = `n1: Bus: credentials ${login} cannot be read: permission denied\n`
    await until(() => said.includes(refused))
    const status = readFileSync(`/proc/${agent.pid}/status`, 'utf8')
    const { uid, gid } = NOBODY
    assert.match(
      status,
      `\nUid:\t${uid}\t${uid}\t${uid}\t${uid}\nGid:\t${gid}\t${gid}\t${gid}\t${gid}\n`,
    )
  } finally {
    agent.kill('SIGKILL')
  }
})

test('root runs nothing of others that has come since its agent was started', async () => {
  const theirs = folderOf(NOBODY)
  const main = join(folderOf({ uid: 0, gid: 0 }), 'ecelerity.conf')
  writeFileSync(main, `Bus { url = ( "${NO_SERVER}" ) }\ninclude "${theirs}"\n`)
  const words = [readableProgram(), 'agent', '-c', main, '--node', 'n1']
  const agent = spawn(process.execPath, words, { cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  agent.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  try {
    await until(() => said.includes('n1: the bus cannot be reached'))
    const file = join(theirs, 'a.conf')
    writeFileSync(file, 'Blackhole = true\n')
    chownSync(file, NOBODY.uid, NOBODY.gid)
    agent.kill('SIGHUP')
    const refused = `n1: ${file} can be changed by user ${NOBODY.uid}: what runs as root does not run it\n`
    await until(() => said.includes(refused) || said.includes('configuration reloaded'))
    assert.not.match(said, 'configuration reloaded')
  } finally {
    agent.kill('SIGKILL')
  }
})

test('no login of root is shown to a server that somebody else names', async () => {
  const heard: string[] = []
  const server = createServer((socket) => {
    const info = { server_id: 'X', version: '2.9.0', proto: 1, headers: true, max_payload: 1024 }
    socket.write(`INFO ${JSON.stringify({ ...info, auth_required: true })}\r\n`)
    socket.on('data', (bytes) => heard.push(String(bytes))).on('error', () => undefined)
  })
  const port = await listening(server)
  try {
    const login = loginOfRoot()
    const url = `nats://127.0.0.1:${port}`
    const main = mainOf(`${OF_NOBODY}Bus { url = ( "${url}" ) credentials = "${login}" }\n`)
    const words = ['drift', '-c', main, '--node-config', main, '--wait', '2']
    const child = spawn(process.execPath, [readableProgram(), ...words], {
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    const status = await new Promise((resolve) => child.once('close', resolve))
    const refused = `ecconf: Bus: credentials ${login} cannot be read: permission denied\n`
    assert.equal([status, said, heard], [2, refused, []])
  } finally {
    server.close()
  }
})

test('where root alone can change the configuration, root shows its login', async () => {
  const login = loginOfRoot()
  const folder = folderOf({ uid: 0, gid: 0 })
  const main = join(folder, 'ecelerity.conf')
  writeFileSync(main, `Bus { url = ( "${NO_SERVER}" ) credentials = "${login}" }\n`)
  chmodSync(main, 0o644)
  const { status, stderr } = ecconfAsRoot([
    'drift',
    '-c',
    main,
    '--node-config',
    main,
    '--wait',
    '1',
  ])
  assert.equal(
    [status, stderr],
    [2, `ecconf: the bus cannot be reached: ${NO_SERVER}: connection refused\n`],
  )
})

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
  })
}

test.run()
