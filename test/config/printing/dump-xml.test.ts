import { readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { dumpXml } from '../../../src/config/index.js'
import { corpusFiles } from '../../tools/corpus.js'
import { loadFiles } from '../../tools/load-files.js'
import { readXml, type XmlElement } from '../../tools/xml.js'

const test = suite('dump as XML')

async function dump(source: string | Uint8Array, maskSecrets = false): Promise<string> {
  return dumpXml(await loadFiles({ '/c/eccluster.conf': source }), { maskSecrets })
}

test('options with the value that counts and its place, then scopes, as first written', async () => {
  assert.is(
    await dump(`Logs { FILE_mode = 0640 }
Message_Expiration = 5
Domain "b \\"x\\" <&>" { Gateway = "a\\\\b" }
message_expiration = 6
Domain "a" { }
Relay_Hosts = ( 10.0.0.1 "::1" )
Control_Listener { AuthDigestMD5Parameters [ uri = "x://" l = ( ) ] }
`),
    `<?xml version="1.0" encoding="UTF-8"?>
<config>
  <option name="Message_Expiration" file="eccluster.conf" line="4">
    <value>6</value>
  </option>
  <option name="Relay_Hosts" file="eccluster.conf" line="6">
    <array>
      <value>10.0.0.1</value>
      <value>::1</value>
    </array>
  </option>
  <scope name="Logs">
    <option name="file_mode" file="eccluster.conf" line="1">
      <value>0640</value>
    </option>
  </scope>
  <scope name="Domain" instance="b &quot;x&quot; &lt;&amp;&gt;">
    <option name="Gateway" file="eccluster.conf" line="3">
      <value>a\\b</value>
    </option>
  </scope>
  <scope name="Domain" instance="a"/>
  <scope name="Control_Listener">
    <option name="AuthDigestMD5Parameters" file="eccluster.conf" line="7">
      <dict>
        <entry key="uri">
          <value>x://</value>
        </entry>
        <entry key="l">
          <array/>
        </entry>
      </dict>
    </option>
  </scope>
</config>
`,
  )
})

test('nothing at all', async () => {
  assert.is(await dump(''), '<?xml version="1.0" encoding="UTF-8"?>\n<config/>\n')
})

test('a reader gets every value as it is meant: blanks, line ends, marks of XML', async () => {
  const words = ' a\t\r\nb\n"&amp;" <c> ]]> \u{1f600}\u00a0 '
  const quoted = `"${words.replaceAll('"', '\\"')}"`
  const { children } = readXml(await dump(`Mine ${quoted} { X [ ${quoted} = ${quoted} ] }`))
  const option = children[0]?.children[0]
  const entry = option?.children[0]?.children[0]
  assert.is(children[0]?.attributes.instance, words)
  assert.is(entry?.attributes.key, words)
  assert.is(entry?.children[0]?.text, words)
})

test('what XML cannot hold stands in Base64', async () => {
  const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
  const { children } = readXml(
    await dump(bytes('Mine "caf\xe9" { X = "\x1b[31m" Y [ "\xff" = "\xef\xbf\xbf" ] }')),
  )
  assert.equal(children[0]?.attributes, { name: 'Mine', instance64: btoa('caf\xe9') })
  const [x, y] = children[0]?.children ?? []
  assert.equal(x?.children, [
    { name: 'value64', attributes: {}, children: [], text: btoa('\x1b[31m') },
  ])
  const entry = y?.children[0]?.children[0]
  assert.equal(entry?.attributes, { key64: btoa('\xff') })
  assert.is(entry?.children[0]?.text, btoa('\xef\xbf\xbf'))
})

test('secrets are masked on request', async () => {
  const text = 'Datasource "x" { uri = ( "pgsql:dbname=a;password=s3cret" ) }'
  assert.match(await dump(text, true), '<value>pgsql:dbname=a;password=****</value>')
  assert.match(await dump(text), '<value>pgsql:dbname=a;password=s3cret</value>')
})

const xsd = readXml(readFileSync(new URL('../../../schemas/dump.xsd', import.meta.url), 'utf8'))

/** What schemas/dump.xsd allows directly inside an element: names of elements, `@` before attributes. */
function allowed(element: string): Set<string> {
  const names = new Set<string>()
  const collect = ({ name, attributes: { ref, name: declared }, children }: XmlElement) => {
    if (name === 'xs:attribute') names.add(`@${declared}`)
    else if (name === 'xs:element') names.add(ref as string)
    else if (ref !== undefined) collect(declaration('xs:group', ref))
    else children.forEach(collect)
  }
  declaration('xs:element', element).children.forEach(collect)
  return names
}

function declaration(kind: string, wanted: string): XmlElement {
  const found = xsd.children.find(
    ({ name, attributes }) => name === kind && attributes.name === wanted,
  )
  if (found === undefined) throw new Error(`dump.xsd declares no ${kind} ${wanted}`)
  return found
}

function check({ name, attributes, children }: XmlElement): void {
  const names = allowed(name)
  for (const attribute of Object.keys(attributes)) assert.ok(names.has(`@${attribute}`), attribute)
  for (const child of children) {
    assert.ok(names.has(child.name), `${child.name} in ${name}`)
    check(child)
  }
}

for (const { name, bytes } of corpusFiles('valid')) {
  test(`${name}: what comes out is XML as schemas/dump.xsd says`, async () => {
    check(readXml(await dump(bytes)))
  })
}

test.run()
