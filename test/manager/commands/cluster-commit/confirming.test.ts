import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { CommitCluster, Committing, nodeText, plain } from '../../../tools/commit-cluster.js'
import { stopAll, until } from '../../../tools/running-manager.js'

const test = suite('a cluster commit that is made')
test.after(async () => {
  await CommitCluster.stopAll()
  await stopAll()
})

const CHANGE = 'config set Message_Expiration 7200'

/** What a node's file says when `CHANGE` is in it. */
function changed(name: string): string {
  return nodeText(name).replace('3600', '7200')
}

test('over a new session it is confirmed, and stays in the files of all nodes', async () => {
  const cluster = await CommitCluster.start()
  const commit = new Committing(await cluster.transaction(CHANGE))
  const txid = await commit.provisional()
  for (const [name, node] of cluster.nodes) assert.is(node.text, changed(name))
  const fresh = await cluster.connect()
  assert.is(
    await fresh.ok(`cluster-commit confirm ${txid}`),
    'The commit is confirmed on 2 nodes.\n',
  )
  assert.is(await commit.ended, 'ok')
  assert.is(
    commit.plain,
    `\
Cluster commit TXID
NODE: prepared (1 of 2)
NODE: prepared (2 of 2)
NODE: applied (1 of 2)
NODE: applied (2 of 2)
All nodes run it until TIME. Over a new connection, "cluster-commit confirm TXID" keeps it.
NODE: confirmed (1 of 2)
NODE: confirmed (2 of 2)
The commit is confirmed on 2 nodes.
`,
  )
  for (const [name, node] of cluster.nodes) assert.is(node.text, changed(name))
  assert.equal(cluster.console.notices.map(plain), [
    'The cluster commit TXID by root is taken back at TIME unless it is confirmed.',
    'The cluster commit TXID by root is confirmed.',
  ])
  for (const step of ['confirm', 'cancel']) {
    assert.equal(await fresh.run(`cluster-commit ${step} ${txid}`), {
      text: `The commit ${txid} is confirmed already.\n`,
      status: 'failed',
    })
  }
})

test('what only nodes have can be unset on them, and not by a commit of the manager', async () => {
  const cluster = await CommitCluster.start()
  const client = await cluster.connect()
  await client.ok('config begin')
  const line = 'config unset Binding b1 Bind_Address'
  assert.is(
    await client.ok(line),
    'It is not set on the manager: "cluster-commit" unsets it on the nodes.\n',
  )
  assert.is(await client.ok('config replay'), `${line}\n`)
  assert.equal(await client.run('config commit'), {
    text: `Commit failed: "${line}" is for nodes alone: say "cluster-commit".\n`,
    status: 'failed',
  })
  const commit = new Committing(client)
  const txid = await commit.provisional()
  const fresh = await cluster.connect()
  await fresh.ok(`cluster-commit confirm ${txid}`)
  for (const { text } of cluster.nodes.values()) assert.not.match(text, 'Bind_Address')
  await fresh.ok('config begin')
  assert.equal(await fresh.run('config unset Binding b1 Nonsense'), {
    text: "'Nonsense' is not a valid scope name in scope 'Binding:b1:'\n",
    status: 'failed',
  })
})

test('a connection that was there before does not confirm it', async () => {
  const cluster = await CommitCluster.start()
  const commit = new Committing(await cluster.transaction(CHANGE))
  const txid = await commit.provisional()
  assert.equal(await cluster.console.run(`cluster-commit confirm ${txid}`), {
    text: 'Confirm it over a connection that was opened after it was applied.\n',
    status: 'failed',
  })
  assert.match(await cluster.console.ok(`show cluster commit ${txid}`), 'State: provisional\n')
  await cluster.console.ok(`cluster-commit cancel ${txid}`)
  await commit.ended
})

test('the session that has committed has no transaction any more, and may be gone', async () => {
  const cluster = await CommitCluster.start()
  const client = await cluster.transaction(CHANGE)
  const commit = new Committing(client)
  const txid = await commit.provisional()
  client.connection.close()
  const fresh = await cluster.connect()
  await fresh.ok(`cluster-commit confirm ${txid}`)
  for (const [name, node] of cluster.nodes) assert.is(node.text, changed(name))
})

test('cancelled, all nodes have their bytes again, and whoever waits is told that it failed', async () => {
  const cluster = await CommitCluster.start()
  const commit = new Committing(await cluster.transaction(CHANGE))
  const txid = await commit.provisional()
  assert.is(await cluster.console.ok(`cluster-commit cancel ${txid}`), 'OK\n')
  assert.is(await commit.ended, 'failed')
  assert.is(
    commit.plain.replace(/^[\s\S]* keeps it\.\n/, ''),
    `\
NODE: taken back (1 of 2)
NODE: taken back (2 of 2)
The commit is cancelled on all nodes: Cancelled by root
`,
  )
  for (const [name, node] of cluster.nodes) assert.is(node.text, nodeText(name))
  assert.is(
    plain(cluster.console.notices.at(-1) ?? ''),
    'The cluster commit TXID by root is cancelled on all nodes: Cancelled by root',
  )
})

test('extended, it has another time', async () => {
  const cluster = await CommitCluster.start()
  const commit = new Committing(await cluster.transaction(CHANGE), 'confirmed 1')
  const txid = await commit.provisional()
  const deadline = async () => {
    const shown = await cluster.console.ok(`show cluster commit ${txid} | display json`)
    return Date.parse(JSON.parse(shown)[0].deadline)
  }
  const before = await deadline()
  assert.is(await cluster.console.ok(`cluster-commit extend ${txid} 3600`), 'OK\n')
  assert.ok((await deadline()) - before > 50 * 60_000)
  await cluster.console.ok(`cluster-commit cancel ${txid}`)
  await commit.ended
})

test('where bindings are changed, a note says what is to be done', async () => {
  const cluster = await CommitCluster.start()
  const change = 'config set Binding b1 Bind_Address 10.0.0.9'
  const commit = new Committing(await cluster.transaction(change))
  const txid = await commit.provisional()
  await (await cluster.connect()).ok(`cluster-commit confirm ${txid}`)
  assert.is(await commit.ended, 'ok')
  assert.is(
    commit.text.replace(/^[\s\S]* is confirmed on 2 nodes\.\n/, ''),
    'Bindings were changed: let the nodes announce their view with "broadcast cluster duravip announce view".\n',
  )
})

test('a node that may be absent gets the changes when it is there', async () => {
  const cluster = await CommitCluster.start({ absent: ['mta2'] })
  const client = await cluster.transaction(CHANGE)
  assert.equal(await client.run('cluster-commit'), {
    text: 'Nothing was changed on any node:\nmta2 is expected, and absent: "--allow-missing mta2" lets it have the changes later.\n',
    status: 'failed',
  })
  assert.equal(await client.run('cluster-commit --allow-missing mta2 --allow-missing mta9'), {
    text: 'Nothing was changed on any node:\nmta9 is no expected node.\n',
    status: 'failed',
  })
  const commit = new Committing(client, '--allow-missing MTA2')
  const txid = await commit.provisional()
  const fresh = await cluster.connect()
  await fresh.ok(`cluster-commit confirm ${txid}`)
  assert.is(await commit.ended, 'ok')
  assert.is(
    plain(commit.text),
    `\
Cluster commit TXID
mta1: prepared (1 of 1)
mta1: applied (1 of 1)
All nodes run it until TIME. Over a new connection, "cluster-commit confirm TXID" keeps it.
mta1: confirmed (1 of 1)
The commit is confirmed on 1 node.
mta2 gets the changes when it is there.
`,
  )
  const late = cluster.node('mta2')
  assert.is(late.text, nodeText('mta2'))
  const status = () => fresh.ok(`show cluster commit ${txid}`)
  assert.match(await status(), '\n  mta2: absent, gets the changes later\n')
  await late.start()
  await until(async () => (await status()).includes('\n  mta2: absent, has the changes since\n'))
  assert.is(late.text, changed('mta2'))
})

test.run()
