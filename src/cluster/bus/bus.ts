/** A message as the bus delivers it. */
export interface BusMessage {
  readonly subject: string
  readonly payload: Uint8Array
}

export type BusState = 'connected' | 'disconnected' | 'closed'

/**
 * Carries messages between the members of a cluster, at most once and in any order, and holds no
 * truth: what must survive stands in a journal of whoever needs it. Payloads are at most
 * `LONGEST_PAYLOAD` bytes.
 */
export interface Bus {
  readonly state: BusState
  /**
   * Sends a message to whoever listens now. It may be lost without a word, and is lost while the bus
   * is not connected.
   */
  publish(subject: string, payload: Uint8Array): void
  /**
   * Listens to a subject, from now on and after each reconnection.
   * @param subject tokens between dots, of which `*` stands for any one
   * @param take is called for each message; what it throws is the program's mistake
   */
  subscribe(subject: string, take: (message: BusMessage) => void): Subscription
  /** Calls back when the state changes. */
  watch(listener: (state: BusState) => void): Subscription
  /** Waits until what was published and subscribed has reached the bus, or cannot any more. */
  flush(): Promise<void>
  /** Ends the connection; what was published is sent before, when it can be. */
  close(): Promise<void>
}

export interface Subscription {
  end(): void
}

/** How many bytes a payload may have: what every nats-server takes unless told otherwise is 1 MiB. */
export const LONGEST_PAYLOAD = 512 * 1024
