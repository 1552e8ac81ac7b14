/**
 * A worker thread that loads a configuration and hands it over: posts what `pack` gives, then the
 * columns that it is left with.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { load } from '../../src/node.js'

const { main, sysroot } = workerData as { main: string; sysroot: string }
const configuration = await load(main, { sysroot })
const { tree } = configuration.main.document
const { packed, buffers } = configuration.pack()
parentPort?.postMessage(packed, buffers)
parentPort?.postMessage({ left: tree.kind.length + tree.tokens.start.length })
