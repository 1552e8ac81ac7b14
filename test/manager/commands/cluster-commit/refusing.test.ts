import { readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { CommitCluster, Committing, nodeText, times } from '../../../tools/commit-cluster.js'
import { stopAll } from '../../../tools/running-manager.js'

const test = suite('a cluster commit that is refused, and what it refuses')
test.after(async () => {
  await CommitCluster.stopAll()
  await stopAll()
})

const CHANGE = 'config set Message_Expiration 7200'

test('what one node cannot take into its files, none gets', async () => {
  const text = nodeText('mta2').replace('Message_Expiration = 3600\n', '')
  const main = `${text}readonly_include "/etc/given.conf"\n`
  const cluster = await CommitCluster.start({ texts: { mta2: main }, absent: ['mta2'] })
  const node = cluster.node('mta2')
  writeFileSync(join(node.root, 'etc/given.conf'), 'Message_Expiration = 3600\n')
  await node.start()
  await cluster.untilPresent(['mta2'])
  const commit = new Committing(await cluster.transaction(CHANGE))
  assert.is(await commit.ended, 'failed')
  const place = `${node.root}/etc/given.conf`
  const reason = `mta2: Message_Expiration is last set in ${place}:1, which is read-only (readonly_include in ${node.main}:3). A value in a file that is read earlier would have no effect. Change ${place} where it is made, put the value into an overlay that is read after it, or name a Local_Changes_File, which is read last.`
  assert.is(commit.text.split('\n').at(-2), `The commit is cancelled on all nodes: ${reason}`)
  assert.match(commit.text, reason.replace('mta2: ', '\nmta2: not prepared: '))
  assert.is(cluster.node('mta1').text, nodeText('mta1'))
  assert.is(node.text, main)
})

test('while one is pending there is no second one, and its transaction stays', async () => {
  const cluster = await CommitCluster.start()
  const commit = new Committing(await cluster.transaction(CHANGE))
  const txid = await commit.provisional()
  const other = await cluster.transaction('config set Message_Expiration 9')
  assert.equal(await other.run('cluster-commit'), {
    text: `Nothing was changed on any node:\nThe commit ${txid} by root is pending: confirm or cancel it first.\n`,
    status: 'failed',
  })
  assert.is(await other.ok('config replay'), 'config set Message_Expiration 9\n')
  await other.ok(`cluster-commit cancel ${txid}`)
  await commit.ended
  const second = new Committing(other)
  const next = await second.provisional()
  assert.match(cluster.node('mta1').text, 'Message_Expiration = 9\n')
  await cluster.console.ok(`cluster-commit cancel ${next}`)
  await second.ended
})

test('a node that is held refuses other changes, and names the commit', async () => {
  const cluster = await CommitCluster.start({ names: ['mta1'] })
  const commit = new Committing(await cluster.transaction(CHANGE))
  const txid = await commit.provisional()
  const { console: session } = cluster
  const manager = hostname().toLowerCase()
  const held = `the cluster commit ${txid} of root through ${manager} holds this node since TIME.`
  const answers = {
    'config set Message_Expiration 1': `Nothing was changed: ${held}`,
    'config reload': `${held}\nReconfigure failed.`,
  }
  for (const [line, answer] of Object.entries(answers)) {
    await session.run(`broadcast --wait 60 ${line}`)
    const retrieved = await session.ok(`retrieve ${line}`)
    assert.is(times(retrieved), `Node: mta1 (failed)\n${answer}\n\n`)
  }
  assert.is(cluster.node('mta1').text, nodeText('mta1').replace('3600', '7200'))
  await session.ok(`cluster-commit cancel ${txid}`)
  await commit.ended
  await session.ok('broadcast --wait 60 config set Message_Expiration 1')
})

test('what a node runs and its files do not have is written back first', async () => {
  const cluster = await CommitCluster.start({ names: ['mta1'] })
  await cluster.console.ok('broadcast --wait 60 config set Message_Expiration 1')
  const commit = new Committing(await cluster.transaction(CHANGE))
  assert.is(await commit.ended, 'failed')
  assert.is(
    commit.text.split('\n').at(-2),
    'The commit is cancelled on all nodes: mta1: This node runs changes that its files do not have: write them back first.',
  )
  assert.is(cluster.node('mta1').text, nodeText('mta1'))
})

test('a file that was changed by hand, and not read since, is no base for it', async () => {
  const cluster = await CommitCluster.start()
  const { main } = cluster.node('mta2')
  const byHand = `${nodeText('mta2')}# by hand\n`
  writeFileSync(main, byHand)
  const commit = new Committing(await cluster.transaction(CHANGE))
  assert.is(await commit.ended, 'failed')
  assert.is(
    commit.text.split('\n').at(-2),
    'The commit is cancelled on all nodes: mta2: /etc/ecelerity.conf has changed since this node has read it: let it read it again first.',
  )
  assert.is(readFileSync(main, 'utf8'), byHand)
  assert.is(cluster.node('mta1').text, nodeText('mta1'))
  await cluster.console.ok('broadcast --wait 60 config reload')
  const next = new Committing(await cluster.transaction(CHANGE))
  const txid = await next.provisional()
  assert.is(readFileSync(main, 'utf8'), byHand.replace('3600', '7200'))
  await cluster.console.ok(`cluster-commit cancel ${txid}`)
  await next.ended
  assert.is(readFileSync(main, 'utf8'), byHand)
})

test('without a transaction, and with an empty one, there is nothing to commit', async () => {
  const { console: session } = await CommitCluster.start({ names: ['mta1'] })
  const fails = async (text: string) =>
    assert.equal(await session.run('cluster-commit'), { text, status: 'failed' })
  await fails('No transaction is in progress.\n')
  await session.ok('config begin')
  await fails('Nothing is changed in the transaction.\n')
  await session.ok('config rollback')
  await session.ok('config begin from scratch')
  await session.ok(CHANGE)
  await fails('A transaction that was begun from scratch cannot be committed on nodes.\n')
  await session.ok('config rollback')
})

test('ids and numbers that are none are refused', async () => {
  const { console: session } = await CommitCluster.start({ names: ['mta1'] })
  const txid = 'ab'.repeat(16)
  const unknown = `There is no commit ${txid} on this manager.\n`
  const answers = {
    'cluster-commit confirm': 'Usage:\n  cluster-commit confirm TXID\n',
    'cluster-commit confirm xyz': "'xyz' is not the id of a cluster commit.\n",
    [`cluster-commit confirm ${txid}`]: unknown,
    [`cluster-commit cancel ${txid}`]: unknown,
    [`cluster-commit extend ${txid} 60`]: unknown,
    [`cluster-commit extend ${txid} 0`]: 'SECONDS is a whole number from 1 to 86400.\n',
    [`cluster-commit resolve ${txid}`]: `No node knows of a commit ${txid}.\n`,
    [`show cluster commit ${txid}`]: `Nobody knows of a cluster commit ${txid}.\n`,
    'cluster-commit confirmed 0': 'MINUTES is a whole number from 1 to 1440.\n',
    'cluster-commit --canary x': '--canary takes a whole number.\n',
    'cluster-commit --frobnicate 1':
      'Usage:\n  cluster-commit [confirmed MINUTES] [--allow-missing NODE] [--canary N] [--max-failures N]\n',
  }
  for (const [line, text] of Object.entries(answers)) {
    assert.equal(await session.run(line), { text, status: 'failed' }, line)
  }
})

test('a manager that is stopped tells whoever waits, and decides nothing', async () => {
  const cluster = await CommitCluster.start()
  const commit = new Committing(await cluster.transaction(CHANGE))
  await commit.provisional()
  await cluster.manager.stop()
  assert.is.not(await commit.ended, 'ok')
  assert.is(
    commit.text.split('\n').at(-2),
    'The manager stops before the commit is decided: it is taken back at its next start, or at its deadline.',
  )
})

test.run()
