import type { CommitStatus } from '../../../cluster/commit/index.js'
import { xmlAttribute } from '../../../config/printing/xml.js'
import { ConsoleError, splitWords } from '../../../console/index.js'
import { plainJson, visible } from '../../../report/index.js'
import { MESSAGES } from '../../messages.js'
import { type Command, DONE } from '../command.js'
import { txidOf } from './cluster-commit-steps.js'
import { commitsOf } from './commit-text.js'

/** `show cluster commit`: the commits on the nodes, and what each node does. */
export const showClusterCommit: Command = {
  name: 'show cluster commit',
  usage: ['show cluster commit [TXID]'],
  description: 'Show cluster commits, and in which state each node is',
  help: 'Without TXID the last commits of this manager, and those of others that nodes hold.',
  operands: 'text',
  pipe: { displays: ['json'] },
  ownXml: true,
  run: async ({ operands, output, isXml, display }, context) => {
    const [word, ...others] = splitWords(operands).map(({ value }) => value)
    if (others.length > 0) throw new ConsoleError(MESSAGES.usage(showClusterCommit.usage))
    const txid = word === undefined ? undefined : txidOf(word)
    const found = await commitsOf(context).status(txid)
    if (txid !== undefined && found.length === 0) {
      throw new ConsoleError(MESSAGES.noSuchCommit(txid))
    }
    if (isXml) await output.write(xml(found))
    else if (display === 'json') await output.write(plainJson(found.map(json)))
    else if (found.length === 0) await output.write(`${MESSAGES.noClusterCommits}\n`)
    else await output.write(found.map(block).join('\n'))
    return DONE
  },
}

/** What all forms say of a commit; what is not known is left out. */
function factsOf({
  txid,
  state,
  reason,
  by,
  manager,
  epoch,
  since,
  deadline,
  changes,
}: CommitStatus) {
  return {
    txid,
    state,
    reason: reason || undefined,
    by: by || undefined,
    manager,
    epoch,
    since: since || undefined,
    deadline: deadline?.toISOString(),
    changes,
  }
}

function block(status: CommitStatus): string {
  const facts = Object.entries(factsOf(status)).filter(([, value]) => value !== undefined)
  const lines = [
    ...facts.map(([name, value]) => `${titleOf(name)}: ${visible(String(value))}`),
    'Nodes:',
    ...status.nodes.map(({ node, state, reason, isDiverged }) => {
      const said = [
        state ?? 'no answer',
        ...(isDiverged && state !== 'diverged' ? ['differs'] : []),
      ]
      return `  ${visible(node)}: ${said.join(', ')}${reason && ` (${visible(reason)})`}`
    }),
    ...status.missing.map(({ node, isPaid, reason }) => {
      const why = reason && ` (${visible(reason)})`
      return `  ${visible(node)}: absent, ${isPaid ? 'has the changes since' : `gets the changes later${why}`}`
    }),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

function titleOf(name: string): string {
  return name === 'txid' ? 'Commit' : `${name.charAt(0).toUpperCase()}${name.slice(1)}`
}

function json(status: CommitStatus) {
  return {
    ...factsOf(status),
    nodes: status.nodes.map(({ node, state, reason, running, isDiverged }) => ({
      node,
      state: state ?? null,
      reason,
      running,
      diverged: isDiverged,
    })),
    missing: status.missing.map(({ node, isPaid, reason }) => ({ node, paid: isPaid, reason })),
  }
}

function xml(all: readonly CommitStatus[]): string {
  const commits = all.map((status) => {
    const nodes = status.nodes.map(({ node, state, reason, running, isDiverged }) =>
      element('Node', {
        name: node,
        state: state ?? '',
        reason,
        running,
        diverged: isDiverged ? 'true' : 'false',
      }),
    )
    const missing = status.missing.map(({ node, isPaid, reason }) =>
      element('Missing', { name: node, paid: isPaid ? 'true' : 'false', reason }),
    )
    const attributes = attributesOf(factsOf(status))
    return `  <Commit${attributes}>\n${[...nodes, ...missing].join('')}  </Commit>\n`
  })
  return `<ClusterCommits>\n${commits.join('')}</ClusterCommits>\n`
}

function element(name: string, facts: Readonly<Record<string, string>>): string {
  return `    <${name}${attributesOf(facts)}/>\n`
}

function attributesOf(facts: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(facts)
    .map(([name, value]) => xmlAttribute(name, value === undefined ? undefined : `${value}`))
    .join('')
}
