import { xmlAttribute } from '../../../config/printing/xml.js'
import { takesNothing } from '../asking.js'
import { type Command, DONE } from '../command.js'

/** A member of the cluster, as `show cluster membership` tells of it (runtime spec 4). */
interface Member {
  readonly privateName: string
  readonly nodeName?: string
  readonly subcluster?: string
  readonly type: string
  readonly version: string
  readonly address: string
  readonly groups: readonly string[]
}

/** `show cluster membership`: without a message bus the manager is the only member it knows of. */
export const membership: Command = {
  name: 'show cluster membership',
  usage: ['show cluster membership'],
  description: 'Show the members of the cluster and what they are',
  operands: 'none',
  only: 'manager',
  pipe: { displays: [] },
  ownXml: true,
  run: async ({ operands, output, isXml }, { program }) => {
    takesNothing(operands, membership.usage)
    const { host, version, clusterGroup } = program
    const members: readonly Member[] = [
      {
        privateName: `#${host}#${host}`,
        type: 'Manager',
        version,
        address: '0.0.0.0:0',
        groups: [clusterGroup],
      },
    ]
    await output.write(isXml ? xml(members) : members.map(block).join('\n'))
    return DONE
  },
}

function block({ nodeName, subcluster, ...member }: Member): string {
  const lines = [
    `Private Name: ${member.privateName}`,
    `Node Name: ${nodeName ?? '(Null)'}`,
    `Subcluster: ${subcluster ?? '(Null)'}`,
    `Node Type: ${member.type}`,
    `Version: ${member.version}`,
    `Address: ${member.address}`,
    `Groups: ${member.groups.join(', ')}`,
  ]
  return lines.map((line) => `${line}\n`).join('')
}

function xml(members: readonly Member[]): string {
  const inside = members.map(({ groups, ...member }) => {
    const attributes = [
      xmlAttribute('private_name', member.privateName),
      xmlAttribute('node_name', member.nodeName),
      xmlAttribute('subcluster', member.subcluster),
      xmlAttribute('type', member.type),
      xmlAttribute('version', member.version),
      xmlAttribute('address', member.address),
    ]
    const names = groups.map((name) => `      <Group${xmlAttribute('name', name)}/>\n`)
    const list = `    <Groups>\n${names.join('')}    </Groups>\n`
    return `  <Member${attributes.join('')}>\n${list}  </Member>\n`
  })
  return `<ClusterMembership>\n${inside.join('')}</ClusterMembership>\n`
}
