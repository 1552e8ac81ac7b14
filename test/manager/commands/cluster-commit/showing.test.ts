import { hostname } from 'node:os'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { CommitCluster, Committing, plain } from '../../../tools/commit-cluster.js'
import { stopAll } from '../../../tools/running-manager.js'

const test = suite('show cluster commit')
test.after(async () => {
  await CommitCluster.stopAll()
  await stopAll()
})

/** A text in which the manager, whose name is that of the machine, has one name too. */
function shown(text: string): string {
  const name = hostname().toLowerCase()
  return plain(text)
    .replace(`Manager: ${name}\n`, 'Manager: MANAGER\n')
    .replace(`manager="${name}"`, 'manager="MANAGER"')
    .replace(`"manager": "${name}"`, '"manager": "MANAGER"')
}

test('as text, as JSON and as XML', async () => {
  const cluster = await CommitCluster.start()
  const { console: session } = cluster
  assert.is(await session.ok('show cluster commit'), 'There are no cluster commits.\n')
  assert.is(await session.ok('show cluster commit | display json'), '[]\n')
  assert.is(await session.ok('xml show cluster commit'), '<ClusterCommits>\n</ClusterCommits>\n')
  const lines = ['config set Message_Expiration 7200', 'config set Memory_Goal 80']
  const commit = new Committing(await cluster.transaction(...lines))
  const txid = await commit.provisional()
  const text = await session.ok('show cluster commit')
  assert.is(
    shown(text),
    `\
Commit: TXID
State: provisional
By: root
Manager: MANAGER
Epoch: 1
Since: TIME
Deadline: TIME
Changes: 2
Nodes:
  mta1: provisional
  mta2: provisional
`,
  )
  assert.is(
    shown(await session.ok(`xml show cluster commit ${txid}`)),
    `\
<ClusterCommits>
  <Commit txid="TXID" state="provisional" by="root" manager="MANAGER" epoch="1" since="TIME" deadline="TIME" changes="2">
    <Node name="mta1" state="provisional" reason="" running="DIGEST" diverged="false"/>
    <Node name="mta2" state="provisional" reason="" running="DIGEST" diverged="false"/>
  </Commit>
</ClusterCommits>
`,
  )
  const json = await session.ok(`show cluster commit ${txid} | display json`)
  const node = (name: string) => ({
    ...{ node: name, state: 'provisional', reason: '', running: 'DIGEST', diverged: false },
  })
  assert.equal(JSON.parse(shown(json)), [
    {
      txid: 'TXID',
      state: 'provisional',
      by: 'root',
      manager: 'MANAGER',
      epoch: 1,
      since: 'TIME',
      deadline: 'TIME',
      changes: 2,
      nodes: [node('mta1'), node('mta2')],
      missing: [],
    },
  ])
  await session.ok(`cluster-commit cancel ${txid}`)
  await commit.ended
  assert.is(
    shown(await session.ok('show cluster commit')),
    `\
Commit: TXID
State: cancelled
Reason: Cancelled by root
By: root
Manager: MANAGER
Epoch: 1
Since: TIME
Changes: 2
Nodes:
  mta1: rolled-back (Cancelled by root)
  mta2: rolled-back (Cancelled by root)
`,
  )
})

test.run()
