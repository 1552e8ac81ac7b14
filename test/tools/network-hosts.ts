import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** A host of a test: a network of its own, in which programs are started by words in front. */
export interface NetworkHost {
  readonly address: string
  /** What starts a program on the host: `ip netns exec NAME`. */
  readonly before: readonly string[]
}

/** Networks 10.199.0.0 to 10.199.255.0 are those of tests; each process of a test has one. */
const NETWORK = `10.199.${process.pid % 256}`

/**
 * Hosts on one machine: network namespaces that are connected by a bridge, as machines by a switch.
 * Only root can make them, and not in every container.
 */
export class NetworkHosts {
  readonly hosts: readonly NetworkHost[]
  readonly #bridge = `ect${process.pid}`

  private constructor(count: number) {
    this.hosts = Array.from({ length: count }, (_, index) => ({
      address: `${NETWORK}.${index + 1}`,
      before: ['ip', 'netns', 'exec', this.#nameOf(index)],
    }))
  }

  /** Why hosts cannot be made here; undefined when they can. */
  static whyNot(): string | undefined {
    if (process.platform !== 'linux') return 'this is no Linux'
    if (process.getuid?.() !== 0) return 'only root can make network namespaces'
    const probe = `ectp${process.pid}`
    const steps = [
      ['netns', 'add', probe],
      ['link', 'add', probe, 'type', 'bridge'],
      ['link', 'del', probe],
      ['netns', 'del', probe],
    ]
    const failed = steps.find((words) => ip(words) !== undefined)
    if (failed === undefined) return undefined
    for (const words of steps.slice(2)) ip(words)
    return `ip ${failed.join(' ')} fails`
  }

  static make(count: number): NetworkHosts {
    const hosts = new NetworkHosts(count)
    process.on('exit', () => hosts.remove())
    removeForgotten()
    hosts.#make()
    return hosts
  }

  /** Takes the cable of a host out: what is sent is lost, and nobody is told. */
  cut(index: number): void {
    must(['link', 'set', this.#cableOf(index), 'down'])
  }

  /** Puts the cable of a host in again. */
  mend(index: number): void {
    must(['link', 'set', this.#cableOf(index), 'up'])
  }

  remove(): void {
    for (const index of this.hosts.keys()) {
      ip(['link', 'del', this.#cableOf(index)])
      ip(['netns', 'del', this.#nameOf(index)])
    }
    ip(['link', 'del', this.#bridge])
  }

  #make(): void {
    // Without a pause the switch takes a cable at once.
    must(['link', 'add', this.#bridge, 'type', 'bridge', 'forward_delay', '0'])
    must(['link', 'set', this.#bridge, 'up'])
    for (const [index, { address }] of this.hosts.entries()) {
      const [name, cable] = [this.#nameOf(index), this.#cableOf(index)]
      must(['netns', 'add', name])
      must(['link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name])
      must(['link', 'set', cable, 'master', this.#bridge, 'up'])
      must(['-n', name, 'address', 'add', `${address}/24`, 'dev', 'eth0'])
      must(['-n', name, 'link', 'set', 'eth0', 'up'])
      must(['-n', name, 'link', 'set', 'lo', 'up'])
    }
  }

  #nameOf(index: number): string {
    return `${this.#bridge}h${index}`
  }

  /** The end of the cable that is in the switch. */
  #cableOf(index: number): string {
    return `${this.#bridge}c${index}`
  }
}

/** Removes what tests have left that were killed: a name tells whose it is. */
function removeForgotten(): void {
  const { stdout } = spawnSync('ip', ['netns', 'list'], { encoding: 'utf8' })
  const owners = new Set([...stdout.matchAll(/^ect(\d+)h\d/gm)].map(([, owner]) => Number(owner)))
  for (const owner of owners) {
    if (existsSync(`/proc/${owner}`)) continue
    for (const [name = ''] of stdout.matchAll(new RegExp(`^ect${owner}h\\d+`, 'gm'))) {
      // With a name space goes its end of the cable, and with that the other end.
      ip(['netns', 'del', name])
    }
    ip(['link', 'del', `ect${owner}`])
  }
}

/** Runs `ip`. @returns what went wrong */
function ip(words: readonly string[]): string | undefined {
  const { status, stderr, error } = spawnSync('ip', words, { encoding: 'utf8' })
  if (error) return error.message
  return status === 0 ? undefined : stderr.trim()
}

function must(words: readonly string[]): void {
  const problem = ip(words)
  if (problem !== undefined) throw new Error(`ip ${words.join(' ')}: ${problem}`)
}
