import type { ManagerEnd } from '../../../cluster/manager-end/index.js'
import type { ExpectedNode, Member } from '../../../cluster/membership/index.js'
import { xmlAttribute } from '../../../config/printing/xml.js'
import { ConsoleError } from '../../../console/index.js'
import { visible } from '../../../report/index.js'
import { MESSAGES } from '../../messages.js'
import { takesNothing } from '../asking.js'
import { type Command, DONE } from '../command.js'
import { writeParts } from '../output.js'

/** What is told of a member that is there (runtime spec 4). */
type Shown = Pick<
  Member,
  'privateName' | 'subcluster' | 'type' | 'version' | 'address' | 'groups'
> & {
  /** Undefined for a manager. */
  readonly nodeName: string | undefined
}

/** `show cluster membership`: who is there, and behind them who is not, or should not be. */
export const membership: Command = {
  name: 'show cluster membership',
  usage: ['show cluster membership'],
  description: 'Show the members of the cluster and what they are',
  help: 'Behind a blank line follow the nodes that mbus.conf or msgc_server name and that are not there,\nand those that are there and named nowhere.',
  operands: 'none',
  only: 'manager',
  pipe: { displays: [] },
  ownXml: true,
  run: async ({ operands, output, isXml }, { cluster }) => {
    takesNothing(operands, membership.usage)
    if (!cluster.membership.isConnected) throw new ConsoleError(MESSAGES.noInformation)
    await writeParts(isXml ? xmlParts(cluster) : textParts(cluster), output)
    return DONE
  },
}

function shownMembers({ membership }: ManagerEnd): readonly Shown[] {
  const managers = [membership.own, ...membership.managers]
  return [
    ...managers.map((member) => ({ ...member, nodeName: undefined })),
    ...membership.present.map((member) => ({ ...member, nodeName: member.name })),
  ]
}

function* textParts(cluster: ManagerEnd): Generator<string> {
  const { missing, unknown, present, managers } = cluster.membership
  let isFirst = true
  for (const member of shownMembers(cluster)) {
    yield `${isFirst ? '' : '\n'}${block(member)}`
    isFirst = false
  }
  if (missing.length > 0) yield `\n${MESSAGES.missingNodes}\n`
  for (const node of missing) yield `  ${missingText(node)}\n`
  if (unknown.length > 0) yield `\n${MESSAGES.unknownNodes}\n`
  for (const { name } of unknown) yield `  ${visible(name)}\n`
  const twice = [...managers, ...present].filter(({ isTwice }) => isTwice)
  if (twice.length > 0) yield `\n${MESSAGES.twiceThere}\n`
  for (const { name } of twice) yield `  ${visible(name)}\n`
}

function block({ nodeName, subcluster, ...member }: Shown): string {
  const lines = [
    `Private Name: ${member.privateName}`,
    `Node Name: ${nodeName ?? '(Null)'}`,
    `Subcluster: ${subcluster ?? '(Null)'}`,
    `Node Type: ${member.type}`,
    `Version: ${member.version}`,
    `Address: ${member.address}`,
    `Groups: ${member.groups.join(', ')}`,
  ]
  return lines.map((line) => `${visible(line)}\n`).join('')
}

function missingText({ name, subcluster, file, line }: ExpectedNode): string {
  const words = [name, ...(subcluster === undefined ? [] : [`subcluster ${subcluster}`])]
  return visible(`${words.join(', ')} (${file}, line ${line})`)
}

function* xmlParts(cluster: ManagerEnd): Generator<string> {
  yield '<ClusterMembership>\n'
  for (const member of shownMembers(cluster)) yield xmlMember(member)
  const { missing, unknown } = cluster.membership
  for (const { name, subcluster, file, line } of missing) {
    const attributes = [
      xmlAttribute('node_name', name),
      xmlAttribute('subcluster', subcluster),
      xmlAttribute('file', file),
      xmlAttribute('line', `${line}`),
    ]
    yield `  <Missing${attributes.join('')}/>\n`
  }
  for (const { name } of unknown) yield `  <Unknown${xmlAttribute('node_name', name)}/>\n`
  yield '</ClusterMembership>\n'
}

function xmlMember({ groups, nodeName, ...member }: Shown): string {
  const attributes = [
    xmlAttribute('private_name', member.privateName),
    xmlAttribute('node_name', nodeName),
    xmlAttribute('subcluster', member.subcluster),
    xmlAttribute('type', member.type),
    xmlAttribute('version', member.version),
    xmlAttribute('address', member.address),
  ]
  const names = groups.map((name) => `      <Group${xmlAttribute('name', name)}/>\n`)
  const list = `    <Groups>\n${names.join('')}    </Groups>\n`
  return `  <Member${attributes.join('')}>\n${list}  </Member>\n`
}
