import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf } from '../tools/program.js'
import { folderWith } from './folders.js'

/** Files of other programs beside a configuration. */
const test = suite('files in other languages')

const APACHE = 'ServerRoot "/opt/3rdParty/apache"\nListen 2027\nServerName mgr.example.com\n'
const PASSED = 'passed over, because it is not written in the language of the configuration\n'

const BY_NAME = [
  ...['ecconfigd.conf', 'liveupdate.conf', 'messagescope_remediation.conf', 'nginx.conf'],
  ...['cidr_maintain.conf', 'ec_stat_watcher.conf'],
]

for (const name of BY_NAME) {
  test(`${name} is passed over in a folder by lint and fmt, and said when it is named`, () => {
    const cwd = folderWith({
      'ecelerity.conf': 'Max_Retries = 5\n',
      [name]: 'AdaptiveLiveUpdates=enabled\nBounceFeedback=disabled\n',
    })
    for (const words of [
      ['lint', '.'],
      ['lint', '--fix-dry-run', '.'],
      ['fmt', '--check', '.'],
    ]) {
      const { status, stdout, stderr } = ecconf(words, { cwd })
      assert.equal([status, stderr.includes(name), stdout.includes(name)], [0, false, false])
    }
    const named = ecconf(['lint', '--format', 'compact', name], { cwd })
    assert.equal([named.status, named.stdout, named.stderr], [0, '', `ecconf: ${name}: ${PASSED}`])
  })
}

for (const [name, text] of Object.entries({
  'vhost.conf': APACHE,
  'site.conf': '<VirtualHost *:80>\n  ServerName a.example\n  DocumentRoot /srv\n</VirtualHost>\n',
  'proxy.conf': '# front\nworker_processes auto;\nevents {\n  worker_connections 1024;\n}\n',
  'server.conf': 'server {\n  listen 80;\n  location / { root /srv; }\n}\n',
  'upstream.conf': 'upstream mail {\n  server 192.0.2.1:80 weight=5;\n}\n',
  'rotate.conf': '/var/log/ecelerity/*.log {\n  weekly\n  rotate 4\n}\n',
  'settings.conf': '[mail]\nhost=mx.example.com\nport = 25\n',
})) {
  test(`${name} is passed over by its content, with a word about it`, () => {
    const cwd = folderWith({ 'ecelerity.conf': 'Max_Retries = 5\n', [name]: text })
    const { status, stdout, stderr } = ecconf(['lint', '--format', 'compact', '.'], { cwd })
    assert.equal([status, stdout, stderr], [0, '', `ecconf: ${name}: ${PASSED}`])
    assert.is(ecconf(['fmt', '--check', '.'], { cwd }).status, 0)
  })
}

test('one that is named is checked, and gets no fixes', () => {
  const cwd = folderWith({ 'vhost.conf': APACHE })
  const { status, stdout } = ecconf(['lint', '--fix-dry-run', 'vhost.conf'], { cwd })
  assert.is(status, 1)
  assert.match(stdout, '"=" is missing behind "ServerRoot"')
  assert.not.match(stdout, /\+\+\+|--fix/)
})

test('broken statements of this language are no other language', () => {
  for (const text of [
    'max_retries 5\nrelay_hosts ( "10.0.0.1"\n',
    'Max_Retries = 5;\nDomain "x" {\n  Gateway = "a.example";\n}\n',
    '[head]\nDomain "x" {\n  Gateway = "a.example"\n}\n',
  ]) {
    const cwd = folderWith({ 'part.conf': text })
    assert.is(ecconf(['lint', '.'], { cwd }).status, 1)
  }
})

test.run()
