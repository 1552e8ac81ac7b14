import type { MessagePort } from 'node:worker_threads'
import { nodeEnvironment } from '../../../node/index.js'
import { withKnowledge } from '../../../project/site-knowledge.js'
import type { FromThread } from '../messages.js'
import { CopiedNodeFiles } from './copied-node-files.js'
import type { NodeFilesJob, NodeFilesThreadData } from './messages.js'

/** Begins to read and write the copy of the nodes' files, one job at a time, for a manager. */
export function serveNodeFiles(port: MessagePort, { load, site }: NodeFilesThreadData): void {
  const environment = nodeEnvironment(true)
  const copy = withKnowledge({ ...load, environment }, site).then(
    (known) => new CopiedNodeFiles({ load: known }),
  )
  const say = (answer: FromThread) => port.postMessage(answer)
  port.on('message', async (job: NodeFilesJob) => {
    try {
      const files = await copy
      const result =
        job.name === 'base' ? await files.base(...job.words) : await files.take(...job.words)
      say({ kind: 'done', result })
    } catch (error) {
      const { message = String(error), stack = '' } = Object(error) as Error
      say({ kind: 'failed', why: message, stack })
    }
  })
}
