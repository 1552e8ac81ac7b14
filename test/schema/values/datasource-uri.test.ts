import { suite } from 'uvu'
import { about } from './formats.js'

const test = suite('format datasource-uri')
const { right, wrong } = about('datasource-uri')

const DRIVERS = 'The drivers are cdb, csv, iowrapper, ldap, ldaps, mysql, odbc, pgsql and sqlite.'
const PARAMETERS = 'Parameters are written key=value, with semicolons between them.'

test('what each driver takes', () => {
  right('pgsql:host=db;port=5432;dbname=ecelerity;user=ecuser;password=s3')
  right('pgsql:', 'pgsql:host=db dbname=x', "pgsql:host=db;password='a;b c';sslmode=require;")
  right('pgsql:HOST = db; DBNAME = x', 'mysql:host=db;dbname=x;unix_socket=/tmp/s;somethingnew=1')
  right('sqlite:/var/lib/users.db', 'csv:', 'csv:/x', 'iowrapper:', 'cdb:/etc/x.cdb')
  right('odbc:DSN=a;UID=b;PWD={c;d}', 'odbc:sqlserver')
  right('ldap://ldap.example.net/ou=people,dc=example', 'ldaps://h/', 'PGSQL:dbname=x')
})

test('the driver', () => {
  wrong('pgslq:dbname=x', { part: 'pgslq', reason: DRIVERS, suggestion: 'pgsql' })
  wrong('postgresql:dbname=x', { part: 'postgresql', reason: DRIVERS, suggestion: 'pgsql' })
  wrong('sqlite3:/x', { part: 'sqlite3', reason: DRIVERS, suggestion: 'sqlite' })
  wrong('oracle:x', { part: 'oracle', reason: DRIVERS })
  wrong('toString:x', { part: 'toString', reason: DRIVERS })
  wrong('/var/lib/users.db', { reason: 'There is no driver with a colon behind it.' })
})

test('the parameters', () => {
  wrong('pgsql:host=db;dbnmae=x;password=y', {
    part: 'dbnmae',
    reason: 'pgsql has no such parameter.',
    suggestion: 'dbname',
  })
  wrong('pgsql:host=db;colour=red', { part: 'colour', reason: 'pgsql has no such parameter.' })
  wrong('mysql:hosst=db', {
    part: 'hosst',
    reason: 'mysql has no such parameter.',
    suggestion: 'host',
  })
  wrong('pgsql:host=db;ecelerity', { part: 'ecelerity', reason: PARAMETERS })
  wrong('odbc:DSN=a;UID', { part: 'UID', reason: PARAMETERS })
  wrong('pgsql:host=db;port=54321x', {
    part: 'port=54321x',
    reason: 'A port is a number up to 65535.',
  })
  wrong('pgsql:port=70000', { part: 'port=70000', reason: 'A port is a number up to 65535.' })
  wrong('sqlite:', { reason: 'The path is missing.' })
  wrong('ldap:ldap.example.net', { reason: 'Two slashes and a host follow the driver.' })
})

test.run()
