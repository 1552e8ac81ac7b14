import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { registry } from '../../../src/schema/index.js'
import { isSecretName } from '../../../src/schema/secrets/names.js'
import { withoutSecrets } from '../../../src/schema/secrets/shapes.js'
import { SecretWords } from '../../../src/schema/secrets/words.js'

const test = suite('secrets by their shape')

const MASKED: Readonly<Record<string, string>> = {
  'password=hunter2': 'password=****',
  'Password : "a b" x': 'Password : "****" x',
  '"api_key": "a\\"b", "x": 1': '"api_key": "****", "x": 1',
  'a \\"token\\": \\"x1\\"': 'a \\"token\\": \\"****\\"',
  "DBPassword => 'x y'": "DBPassword => '****'",
  '--password hunter2': '--password ****',
  'API key: x1': 'API key: ****',
  'pass%3Dhunter2&x=1': 'pass%3D****&x=1',
  '<secret>x1</secret>': '<secret>****</secret>',
  '<password type="x">x1</password>': '<password type="x">****</password>',
  '"<ns:secret a=\\"b\\">x1</ns:secret>"': '"<ns:secret a=\\"b\\">****</ns:secret>"',
  '( "password=" "x1" )': '( "password=" "****" )',
  '( "pass:", "x1", "user=", "joe" )': '( "pass:", "****", "user=", "joe" )',
  'password\u00a0=\u2003x1': 'password\u00a0=\u2003****',
  'password\u200b=x1': 'password\u200b=****',
  'pass\u200bword = x1': 'pass\u200bword = ****',
  'api_key = "/bPxRfiCYEXAMPLEKEY7/K7MDENG+wJalrXUtnFEMI1a"': 'api_key = "****"',
  'http://u:a/b@h/ x': 'http://u:****@h/ x',
  'sip:u:hunter2@h': 'sip:u:****@h',
  'https://ghp1@h/x': 'https://****@h/x',
  'h/?a=1&access_token=x1&b=2': 'h/?a=1&access_token=****&b=2',
  'uri = pgsql:host=db;password=S3;user=u': 'uri = pgsql:host=db;password=****;user=u',
  '"host=db user=u password=S3CR;ET dbname=x"': '"host=db user=u password=**** dbname=x"',
  '"pgsql:host=db;password=a;b c': '"pgsql:host=db;password=****',
  '"pgsql:user=u;password=x1 y2 Host=h"': '"pgsql:user=u;password=**** Host=h"',
  '"pgsql:user=u;password=x1,dbname = d"': '"pgsql:user=u;password=****,dbname = d"',
  '"pgsql:user=u;password=x1 y2,z3=4"': '"pgsql:user=u;password=****"',
  '"user=u,password=x1;host=h"': '"user=u,password=****;host=h"',
  '"http://h/?password=x1 host=h"': '"http://h/?password=**** host=h"',
  'x = pgsql:user=u;password=x1 y2 port=5': 'x = pgsql:user=u;password=**** port=5',
  'password = "my "hunter2" pw"': 'password = "****',
  'token = ( "a1" b2 "c3': 'token = ( "****" **** "****',
  'Authorization: Bearer x1.y2': 'Authorization: Bearer ****',
  'Authorization = "x1"': 'Authorization = "****"',
  'x = "Bearer x1y2"': 'x = "Bearer ****"',
  'x = "Basic eDE6eTI=="': 'x = "Basic ****"',
  '( "--password" "x1" )': '( "--password" "****" )',
  '[ name = "password" value = "x1" ]': '[ name = "password" value = "****" ]',
  'SNMP_Community_String = "x1"': 'SNMP_Community_String = "****"',
  'Password_Old = x1': 'Password_Old = ****',
  'Passcode = x1': 'Passcode = ****',
  'licensekey = x1': 'licensekey = ****',
  '"curl -u user:x1 http://h"': '"curl -u user:**** http://h"',
  'mysql -u root -px1 db': 'mysql -u root -p**** db',
  'machine h login u password x1': 'machine h login u password ****',
  'dsn = "scott/tiger@db"': 'dsn = "scott/****@db"',
  '"http://h/?sig=x1&key=x2&a=1"': '"http://h/?sig=****&key=****&a=1"',
  'https://hooks.slack.com/services/T0/B0/x1': 'https://hooks.slack.com/services/****',
  'u = http://u:x1#x@h': 'u = http://u:****@h',
  'http://u:x1y': 'http://u:****',
  '# scp admin:x1@host:': '# scp admin:****@host:',
  'https://ghp1:x-oauth-basic@h': 'https://****@h',
  'SMPP_SMSC_Password = # x1': 'SMPP_SMSC_Password = # ****',
  'SMPP_SMSC_Password = /* x1 */ "a"': 'SMPP_SMSC_Password = /******/ "****"',
  'SMPP_SMSC_Password = "new" # was x1': 'SMPP_SMSC_Password = "****" # ****',
}

for (const [text, shown] of Object.entries(MASKED)) {
  test(text, () => {
    assert.is(withoutSecrets(text), shown)
    assert.is(withoutSecrets(shown), shown, 'what is masked stays as it is')
  })
}

const PLAIN = [
  'password = "%{password}"',
  'SELECT password FROM users WHERE name = :name',
  '"SELECT 1 FROM users WHERE password = md5(:password)"',
  'returns_password = true',
  'password_column = "password"',
  'tls_key = "/etc/key.pem"',
  'credentials = "/opt/msys/credentials.json"',
  'uri = "digest:///opt/msys/ecelerity/etc/console_passwd"',
  'http://10.0.0.1:8098/a@b',
  'pgsql://user@host/db',
  "Invalid value 'x' for option 'smpp_smsc_password': it is not one value",
  'Option "auth_token" is not set in scope "Global".',
  '--show-secrets prints them whole',
  'ecconf: /etc/passwd:1:24: A ":" where a name belongs',
  'ecconf: conf/secret: permission denied',
  'ecconf: token: no such file or directory',
  'Max_Token = 5',
  'pass = number of passes',
  'http://[::1]:80/@x',
  '# the token: is explained',
  'log = "user=%u pass=%p token=%T"',
  'mailto:a:b@c',
  'tls:cert:file@loc',
  'http://host:port/x http://host:8080',
  '# uses actions/checkout@v4; Basic authentication; bearer tokens are short',
  'postmaster@example.com, the secretary; bypass = x',
  '<key id="3">x1</key> <password/> next',
  'api_key = "/etc/pki/Mail-Server_2024/Keyfile2024"',
  '( "password=" "user=joe" )',
  '( "password=" "pgsql:host=b" )',
  '( "pgsql:host=a;password=" "pgsql:host=b;user=u" )',
  '( "SELECT 1 FROM b WHERE password =" "x" )',
]

for (const text of PLAIN) {
  test(`no secret: ${text}`, () => assert.is(withoutSecrets(text), text))
}

test('every secret of the schema has a name that says so', () => {
  const { optionNames, scopesWithOption } = registry()
  const names = [...optionNames.call(registry())].filter((name) =>
    scopesWithOption.call(registry(), name).some(({ options }) => options.get(name)?.secret),
  )
  assert.ok(names.length > 5)
  for (const name of names) assert.ok(isSecretName(name), name)
})

test('known secrets leave a message with their words, also where they are cut', () => {
  const words = new SecretWords(['my \\"hunter22\\" x', 'ab'])
  assert.is(words.mask('Wrong "my "hunter22" x" here'), 'Wrong "****" here')
  assert.is(words.mask('near hunter22;x and hunte…'), 'near ****;x and ****…')
  assert.is(words.mask('about "ab"'), 'about "****"')
})

test.run()
