/**
 * What the subjects of the bus are called. Who has sent a message stands in its subject, never only in
 * its text: the server of the bus lets each member publish under its own name alone
 * (docs/nats-accounts.conf), so that no node can speak for another one. Nothing secret stands in them.
 *
 * | subject | who publishes | who listens |
 * |---|---|---|
 * | `ecconf.GROUP.manager.M.presence` | manager M | nodes, managers |
 * | `ecconf.GROUP.manager.M.all` | manager M | nodes |
 * | `ecconf.GROUP.manager.M.subcluster.S` | manager M | nodes of S |
 * | `ecconf.GROUP.manager.M.node.N` | manager M | node N |
 * | `ecconf.GROUP.manager.M.to.M2` | manager M | manager M2 |
 * | `ecconf.GROUP.node.N.presence` | node N | managers |
 * | `ecconf.GROUP.node.N.answer.M` | node N | manager M |
 * | `ecconf.GROUP.node.N.ask` | node N | managers, nodes |
 * | `ecconf.GROUP.node.N.tell.N2` | node N | node N2 |
 */
export class Subjects {
  readonly #prefix: string

  /** @param clusterGroup the group of the cluster: clusters of different groups share a server */
  constructor(clusterGroup: string) {
    this.#prefix = `ecconf.${subjectToken(clusterGroup)}`
  }

  /** The subjects under which a manager publishes; `*` for those of any manager. */
  ofManager(manager: string) {
    const prefix = `${this.#prefix}.manager.${tokenOrAny(manager)}`
    return {
      presence: `${prefix}.presence`,
      all: `${prefix}.all`,
      subcluster: (name: string) => `${prefix}.subcluster.${tokenOrAny(name)}`,
      node: (name: string) => `${prefix}.node.${tokenOrAny(name)}`,
      to: (other: string) => `${prefix}.to.${tokenOrAny(other)}`,
    }
  }

  /** The subjects under which a node publishes; `*` for those of any node. */
  ofNode(node: string) {
    const prefix = `${this.#prefix}.node.${tokenOrAny(node)}`
    return {
      presence: `${prefix}.presence`,
      answer: (manager: string) => `${prefix}.answer.${tokenOrAny(manager)}`,
      ask: `${prefix}.ask`,
      tell: (other: string) => `${prefix}.tell.${tokenOrAny(other)}`,
    }
  }

  /** The member that has published under a subject of this cluster. */
  senderOf(subject: string): string {
    const [token = ''] = subject
      .slice(this.#prefix.length + 1)
      .split('.')
      .slice(1)
    return memberName(token)
  }
}

function tokenOrAny(name: string): string {
  return name === '*' ? name : subjectToken(name)
}

/**
 * A name as one token of a subject: in lower case, and what is no letter, digit, `-` or `_` is
 * percent-encoded: `mta1.example.net` is `mta1%2Eexample%2Enet`.
 */
export function subjectToken(name: string): string {
  return [...new TextEncoder().encode(name.toLowerCase())]
    .map((byte) => {
      const character = String.fromCharCode(byte)
      if (/[a-z0-9_-]/.test(character)) return character
      return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')
}

/** The name that a token stands for; the token itself where it stands for none. */
function memberName(token: string): string {
  try {
    return decodeURIComponent(token)
  } catch {
    return token
  }
}
