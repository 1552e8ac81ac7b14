import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { corpusFiles } from '../tools/corpus-files.js'
import { loadFiles } from '../tools/load-files.js'

const test = suite('the corpus')

const FOLDER = '/opt/msys/ecelerity/etc/conf/default'

test("the manager's three files, the overlay last", async () => {
  const configuration = await loadFiles(corpusFiles('cluster'), {}, {}, `${FOLDER}/eccluster.conf`)
  assert.equal(configuration.diagnostics, [])
  assert.is(configuration.role, 'manager')
  assert.equal(
    configuration.files.map(({ path, readOnly }) => [path, readOnly?.kind]),
    [
      [`${FOLDER}/eccluster.conf`, undefined],
      [`${FOLDER}/webui-common.conf`, undefined],
      ['/opt/msys/etc/installer/eccmgr.d/ecdb.conf', 'readonly_include'],
    ],
  )
  const { definitions } = configuration.why([{ name: 'datasource', instance: 'ecdb' }], 'uri')
  assert.equal(
    definitions.map(({ layer }) => layer),
    ['included file', 'overlay'],
  )
})

test("a node's set, with a folder, a node-local file and a local changes file", async () => {
  const configuration = await loadFiles(
    corpusFiles('node'),
    { hostName: 'other.example.net' },
    {},
    `${FOLDER}/ecelerity.conf`,
  )
  assert.equal(configuration.diagnostics, [])
  assert.is(configuration.role, 'node')
  const folder = '/opt/msys/etc/installer/ecelerity.d'
  assert.equal(
    configuration.files.map(({ path }) => path),
    [
      `${FOLDER}/ecelerity.conf`,
      `${FOLDER}/ecelerity-cluster.conf`,
      '/opt/msys/ecelerity/etc/conf/global/msgc_server.conf',
      `${FOLDER}/webui-common.conf`,
      `${FOLDER}/bindings.conf`,
      `${FOLDER}/domains.conf`,
      // The option nodename of the scope cluster says mta1, whatever the host is called.
      '/opt/msys/ecelerity/etc/conf/mta1/node-local.conf',
      `${folder}/10-sizing.conf`,
      `${folder}/50-ecdb.conf`,
      `${folder}/90-license.conf`,
      '/opt/msys/ecelerity/etc/local_changes.conf',
    ],
  )
  assert.ok(configuration.localChanges?.file)
})

test.run()
