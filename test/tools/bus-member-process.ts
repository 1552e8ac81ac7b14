/**
 * A member on a bus in a process of its own, as a test starts it on another host: it listens to `x`, says
 * on standard output what it gets, is and is told, and publishes under `x` each line of standard input.
 */
import { createInterface } from 'node:readline'
import { NatsBus } from '../../src/cluster/bus/nats-bus.js'
import { settingsOf } from './nats-server.js'

const [url = '', nodeTimeout = ''] = process.argv.slice(2)
const say = (line: string) => process.stdout.write(`${line}\n`)
const settings = settingsOf(url, { nodeTimeout: Number(nodeTimeout) })
const bus = new NatsBus(settings, { note: (line) => say(`note ${line}`), patience: 500 })
bus.watch((state) => say(`state ${state}`))
bus.subscribe('x', ({ payload }) => say(`got ${new TextDecoder().decode(payload)}`))
createInterface(process.stdin)
  .on('line', (line) => bus.publish('x', new TextEncoder().encode(line)))
  .on('close', () => void bus.close())
