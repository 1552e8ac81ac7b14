import type { BusSettings } from '../../src/cluster/bus/bus-settings.js'
import { NatsBus, type NatsBusOptions } from '../../src/cluster/bus/nats-bus.js'
import { until } from './running-manager.js'

const members = new Set<BusMember>()

/** A member on a bus, and all that it got, was told, and was. */
export class BusMember {
  readonly bus: NatsBus
  /** Subject and text of each message. */
  readonly got: string[] = []
  readonly notes: string[] = []
  readonly states: string[] = []

  constructor(settings: BusSettings, options: NatsBusOptions = {}) {
    this.bus = new NatsBus(settings, { note: (line) => this.notes.push(line), ...options })
    this.bus.watch((state) => this.states.push(state))
    members.add(this)
  }

  /** A member that is connected. */
  static async connected(settings: BusSettings, options?: NatsBusOptions): Promise<BusMember> {
    const member = new BusMember(settings, options)
    await member.becomes('connected')
    return member
  }

  async becomes(state: string): Promise<void> {
    await until(() => this.bus.state === state)
  }

  /** Listens to a subject, and waits until the server knows it. */
  async listen(...subjects: readonly string[]): Promise<void> {
    for (const each of subjects) {
      this.bus.subscribe(each, ({ subject, payload }) => {
        this.got.push(`${subject} ${new TextDecoder().decode(payload)}`)
      })
    }
    await this.bus.flush()
  }

  /** Sends a text, and waits until the server has it. */
  async say(subject: string, text: string): Promise<void> {
    this.bus.publish(subject, new TextEncoder().encode(text))
    await this.bus.flush()
  }

  async gets(count: number): Promise<void> {
    await until(() => this.got.length >= count)
  }

  async noted(count: number): Promise<void> {
    await until(() => this.notes.length >= count)
  }
}

/** Ends all members of a test file. */
export async function closeMembers(): Promise<void> {
  await Promise.all([...members].map(({ bus }) => bus.close()))
}
