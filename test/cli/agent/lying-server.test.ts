import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { builtProgram } from '../../tools/program.js'
import { scratch } from '../../tools/scratch.js'

const test = suite('a server of the bus that means harm')

/** Lets everybody in, and sends what no client can read, with an escape of terminals in it. */
function liar(): Promise<Server> {
  const info = { server_id: 'X', version: '2.9.0', proto: 1, max_payload: 1024 }
  const server = createServer((socket) => {
    socket.write(`INFO ${JSON.stringify(info)}\r\n`)
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => {
      if (String(bytes).includes('PING'))
        socket.write('PONG\r\nMSG \x1b]0;x\x07 1 999999999999\r\n')
    })
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

test('what a server sends that cannot be read is not printed', async () => {
  const server = await liar()
  try {
    const address = server.address()
    const url = `nats://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
    const main = join(scratch(), 'eccluster.conf')
    writeFileSync(main, `Bus { url = ( "${url}" ) }\n`)
    const words = ['drift', '-c', main, '--node-config', main, '--wait', '1', '--format', 'json']
    const child = spawn(process.execPath, [builtProgram(), ...words], { cwd: '/' })
    let [stdout, stderr] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    assert.is(await new Promise((resolve) => child.once('close', resolve)), 2)
    assert.equal(JSON.parse(stdout), { version: 1, nodes: [], differences: [] })
    assert.not.match(stderr, '\x1b')
  } finally {
    server.close()
  }
})

test.run()
