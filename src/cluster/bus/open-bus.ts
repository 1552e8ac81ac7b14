import type { Bus } from './bus.js'
import type { BusSettings } from './bus-settings.js'
import { InProcessBus } from './in-process-bus.js'
import { NatsBus, type NatsBusOptions } from './nats-bus.js'

/**
 * The bus that a configuration asks for. It is there at once and connects by itself, so that a server
 * that cannot be reached keeps nobody from starting.
 * @param settings undefined for a process that is alone
 */
export function openBus(settings: BusSettings | undefined, options: NatsBusOptions = {}): Bus {
  return settings === undefined ? new InProcessBus().connect() : new NatsBus(settings, options)
}
