import type { Bus, BusMessage, Subscription } from '../bus/bus.js'
import type { Subjects } from '../bus/subjects.js'

/** Who a node is, as far as messages are sent to it. */
export interface NodePlace {
  readonly name: string
  readonly subcluster: string
}

/** Listens to what any manager sends to a node: to it alone, to its subcluster, to all nodes. */
export function subscribeSentTo(
  bus: Bus,
  subjects: Subjects,
  { name, subcluster }: NodePlace,
  take: (message: BusMessage) => void,
): Subscription {
  const any = subjects.ofManager('*')
  const subscriptions = [any.all, any.subcluster(subcluster), any.node(name)].map((subject) =>
    bus.subscribe(subject, take),
  )
  return {
    end: () => {
      for (const subscription of subscriptions) subscription.end()
    },
  }
}
