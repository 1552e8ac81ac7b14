import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from './free-port.js'
import { until } from './running-manager.js'
import { scratch } from './scratch.js'
import { folderOf, NOBODY } from './second-user.js'

/** Where Debian keeps the programs of each version. */
const DEBIAN = '/usr/lib/postgresql'

/** The folder of PostgreSQL's programs; undefined where there are none. */
export function postgresPrograms(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => +b - +a) : []
  const folders = [
    ...versions.map((version) => join(DEBIAN, version, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ]
  return folders.find((folder) =>
    ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))),
  )
}

const PASSWORD = 'sunny-Harbour-41'

/** A PostgreSQL of a test, on loopback and on a socket in its folder, run by nobody in particular. */
export class Postgres {
  #server: ChildProcess | undefined

  private constructor(
    private readonly programs: string,
    /** Holds the data, and the socket. */
    readonly folder: string,
    readonly port: number,
  ) {
    process.on('exit', () => this.#server?.kill('SIGKILL'))
  }

  /** Makes one with a database `ecelerity` of the user `ecuser`, and starts it. */
  static async start(programs: string): Promise<Postgres> {
    const folder = process.getuid?.() === 0 ? folderOf(NOBODY) : scratch()
    const postgres = new Postgres(programs, folder, await freePort())
    const secret = join(folder, 'password')
    writeFileSync(secret, PASSWORD, { mode: 0o644 })
    const words = ['-D', postgres.#data, '-U', 'ecuser', '-A', 'scram-sha-256', '-N']
    const { status, stderr } = spawnSync(
      join(programs, 'initdb'),
      [...words, '--pwfile', secret, '-E', 'UTF8', '--no-locale'],
      { ...unprivileged(), cwd: folder, encoding: 'utf8' },
    )
    if (status !== 0) throw new Error(`initdb: ${stderr}`)
    await postgres.go()
    await postgres.run('CREATE DATABASE ecelerity', 'postgres')
    return postgres
  }

  /** As the `uri` of a data source has it. */
  get uri(): string {
    return this.uriAt('127.0.0.1')
  }

  /** @param host a name, an address, or the folder of the socket */
  uriAt(host: string): string {
    return `pgsql:host=${host};port=${this.port};dbname=ecelerity;user=ecuser;password=${PASSWORD}`
  }

  /** Starts it, and waits until it answers. */
  async go(): Promise<void> {
    const settings = {
      listen_addresses: '127.0.0.1',
      port: String(this.port),
      unix_socket_directories: this.folder,
      fsync: 'off',
    }
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const server = spawn(join(this.programs, 'postgres'), ['-D', this.#data, ...flags], {
      ...unprivileged(),
      cwd: this.folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    this.#server = server
    await until(async () => {
      if (server.exitCode !== null) throw new Error(said)
      return this.run('SELECT 1', 'postgres').then(
        () => true,
        () => false,
      )
    })
  }

  /** Stops it, without waiting for those who are connected. */
  async stop(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    if (server === undefined) return
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGINT')
    await ended
  }

  /** Runs statements. */
  async run(sql: string, database = 'ecelerity'): Promise<void> {
    const client = new pg.Client({
      host: '127.0.0.1',
      port: this.port,
      user: 'ecuser',
      password: PASSWORD,
      database,
    })
    client.on('error', () => undefined)
    await client.connect()
    try {
      await client.query(sql)
    } finally {
      await client.end()
    }
  }

  get #data(): string {
    return join(this.folder, 'data')
  }
}

function unprivileged() {
  return process.getuid?.() === 0 ? NOBODY : {}
}

/** The tables that the queries of the corpus's `webui-common.conf` ask. */
export const WEBCONSOLE = `
  CREATE SCHEMA webconsole;
  CREATE TABLE webconsole.users (id serial PRIMARY KEY, username text UNIQUE, password text);
  CREATE TABLE webconsole.roles (id serial PRIMARY KEY, name text UNIQUE);
  CREATE TABLE webconsole.groupassignments (
    user_id int REFERENCES webconsole.users, role_id int REFERENCES webconsole.roles);
  INSERT INTO webconsole.roles (name) VALUES ('admin'), ('users');`
