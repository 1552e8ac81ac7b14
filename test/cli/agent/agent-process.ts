import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { builtProgram } from '../../tools/program.js'
import { until } from '../../tools/running-manager.js'
import { scratch } from '../../tools/scratch.js'

export const NODE_MAIN = 'opt/msys/ecelerity/etc/conf/default/ecelerity.conf'

/** The agents that run: none is left behind. */
const children = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/** A copy of the node's files, on a bus. */
export function nodeFiles(url: string, more = ''): string {
  const root = scratch('corpus/node')
  appendFileSync(join(root, NODE_MAIN), `Bus { url = ( "${url}" ) ${more} }\n`)
  return root
}

/** `ecconf agent`, in a process of its own. */
export class AgentProcess {
  #said = ''

  private constructor(readonly child: ChildProcess) {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#said += text
    })
    children.add(child)
    child.once('exit', () => children.delete(child))
  }

  /** @param root has the files of `nodeFiles` */
  static start(root: string, words: readonly string[] = []): AgentProcess {
    const flags = ['-c', join(root, NODE_MAIN), '--sysroot', root]
    const line = [builtProgram(), 'agent', ...flags, ...words]
    return new AgentProcess(spawn(process.execPath, line, { stdio: ['ignore', 'inherit', 'pipe'] }))
  }

  /** What it has said on standard error. */
  get said(): readonly string[] {
    return this.#said.split('\n').slice(0, -1)
  }

  /** @throws Error when it ends before */
  async untilSaid(line: string): Promise<void> {
    const hasEnded = () => this.child.exitCode !== null || this.child.signalCode !== null
    await until(() => this.said.includes(line) || hasEnded())
    if (!this.said.includes(line)) throw new Error(this.#said)
  }

  /** @returns its exit status, null when the signal has killed it */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.child.once('exit', resolve))
    this.child.kill(signal)
    return ended
  }
}

/** Ends all agents of a test file, also after a test that has failed. */
export function endAgents(): void {
  for (const child of children) child.kill('SIGKILL')
}
