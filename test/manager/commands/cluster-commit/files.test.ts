import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readHistory } from '../../../../src/node/index.js'
import { CommitCluster, Committing, copiedFiles, nodeText } from '../../../tools/commit-cluster.js'
import { stopAll, until } from '../../../tools/running-manager.js'

const test = suite("cluster commits and the manager's copy of the nodes' files")
test.after(async () => {
  await CommitCluster.stopAll()
  await stopAll()
})

const NAMES = ['mta1', 'mta2']
const CONF = '/opt/msys/ecelerity/etc/conf'
const MAIN = `${CONF}/default/ecelerity.conf`
const CHANGE = 'config set Message_Expiration 7200'

function copyOf(cluster: CommitCluster, path = MAIN): string {
  return readFileSync(join(cluster.manager.root, path), 'utf8')
}

test('a node that runs something else is out of sync: the options, with their places on both sides', async () => {
  const text = nodeText('mta2').replace('3600', '1800')
  const cluster = await CommitCluster.start({
    texts: { mta2: `Memory_Goal = 80\n${text}` },
    files: copiedFiles(NAMES),
  })
  const client = await cluster.transaction(CHANGE)
  assert.equal(await client.run('cluster-commit'), {
    text: `\
Nothing was changed on any node:
mta2 is out of sync with the files of the manager:
  runs Global Memory_Goal: /etc/ecelerity.conf:1
  runs Global Message_Expiration: /etc/ecelerity.conf:2
  does not run Global Message_Expiration: ${MAIN}:1
`,
    status: 'failed',
  })
  assert.is(cluster.node('mta1').text, nodeText('mta1'))
})

test('a confirmed commit is in the copy too, and the next one has it as its base', async () => {
  const files = copiedFiles(NAMES)
  const cluster = await CommitCluster.start({ files })
  for (const value of ['7200', '1800']) {
    const change = `config set Message_Expiration ${value}`
    const commit = new Committing(await cluster.transaction(change))
    const txid = await commit.provisional()
    const before = copyOf(cluster)
    assert.not.match(before, value)
    await (await cluster.connect()).ok(`cluster-commit confirm ${txid}`)
    const after = before.replace(/\d+/, value)
    await until(() => copyOf(cluster) !== before)
    assert.is(copyOf(cluster), after)
    await commit.ended
  }
  const history = () => readHistory(join(cluster.manager.root, CONF, 'default')).entries
  // The files are there a moment before their record.
  await until(() => history().length === 2)
  assert.equal(
    history().map(({ command, message }) => [command, message]),
    Array(2).fill(['cluster-commit', 'cluster-commit by root']),
  )
  for (const name of NAMES) {
    const path = `${CONF}/${name}/node-local.conf`
    assert.is(copyOf(cluster, path), files[path.slice(1)])
  }
})

test('a commit that is taken back is not in the copy', async () => {
  const cluster = await CommitCluster.start({ files: copiedFiles(NAMES) })
  const before = copyOf(cluster)
  const commit = new Committing(await cluster.transaction(CHANGE))
  await cluster.console.ok(`cluster-commit cancel ${await commit.provisional()}`)
  await commit.ended
  assert.is(copyOf(cluster), before)
})

test('what is a node its own stays in its own file', async () => {
  const local = `${CONF}/mta1/node-local.conf`
  const files = copiedFiles(NAMES, 'Memory_Goal = 60\n')
  files[local.slice(1)] += 'Memory_Goal = 70\n'
  const texts = {
    mta1: `${nodeText('mta1')}Memory_Goal = 70\n`,
    mta2: `${nodeText('mta2')}Memory_Goal = 60\n`,
  }
  const cluster = await CommitCluster.start({ files, texts })
  const commit = new Committing(await cluster.transaction('config set Memory_Goal 80'))
  const txid = await commit.provisional()
  await (await cluster.connect()).ok(`cluster-commit confirm ${txid}`)
  await until(() => copyOf(cluster).includes('Memory_Goal = 80\n'))
  assert.is(copyOf(cluster, local), 'cluster { nodename = "mta1" }\nMemory_Goal = 80\n')
  await commit.ended
})

test('a file of which nodes want different things stays as it is, and the log says so', async () => {
  const local = `${CONF}/mta1/node-local.conf`
  const files = copiedFiles(NAMES, 'Memory_Goal = 60\n')
  files[local.slice(1)] += 'Memory_Goal = 70\n'
  const texts = {
    mta1: `${nodeText('mta1')}Memory_Goal = 70\n`,
    mta2: `${nodeText('mta2')}Memory_Goal = 60\n`,
  }
  const cluster = await CommitCluster.start({ files, texts, logger: '/log/paniclog' })
  const before = copyOf(cluster)
  const commit = new Committing(await cluster.transaction(CHANGE, 'config set Memory_Goal 80'))
  const txid = await commit.provisional()
  await (await cluster.connect()).ok(`cluster-commit confirm ${txid}`)
  const log = () => cluster.manager.log('paniclog')
  await until(async () => (await log()).includes('does not have all'))
  assert.match(
    await log(),
    `the manager's copy of the nodes' files does not have all of the commit: ${join(cluster.manager.root, MAIN)} stays as it is: mta1 would have it otherwise than mta2\n`,
  )
  assert.is(copyOf(cluster), before)
  assert.is(copyOf(cluster, local), 'cluster { nodename = "mta1" }\nMemory_Goal = 80\n')
  await commit.ended
})

test.run()
