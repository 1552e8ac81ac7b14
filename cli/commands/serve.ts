import { pageModel } from '../../src/page/making/page.js'
import type { PageModel } from '../../src/page/model/model.js'
import { PageServer } from '../../src/page/serving/server.js'
import { Failure, Refusal } from '../../src/project/failure.js'
import { failure } from '../../src/project/system-failure.js'
import { visible } from '../../src/report/index.js'
import { withoutSecrets } from '../../src/schema/secrets/shapes.js'
import { command } from '../arguments/command.js'
import { CONFIGURATION, type ConfigurationFlags, TARGET } from '../arguments/flags.js'
import { loadTarget } from '../configuration.js'
import { findingsFor } from '../page/findings.js'
import { lookedFor } from '../streams/inputs.js'
import { note, print } from '../terminal/terminal.js'
import { VERSION } from '../version.js'

/** `serve`: the page of a configuration, live, for a browser on this machine. */
export const serveCommand = command({
  name: 'serve',
  describe: 'Show what counts in a configuration, and why, in a browser on this machine',
  positionals: [
    {
      name: 'main',
      describe: 'A main file; the main file by default',
      count: 'many',
      completes: 'files',
    },
  ],
  flags: {
    ...CONFIGURATION,
    ...TARGET,
    port: {
      type: 'string',
      default: '0',
      describe: 'The port on 127.0.0.1; with 0 any that is free',
    },
  },
  run: async (flags) => {
    const { words, config, target } = flags
    if (words.length > 1) throw new Failure('One main file')
    if (words.length > 0 && config !== undefined) {
      throw new Failure('Either --config or the main file by itself')
    }
    const port = portOf(flags.port)
    const choice = { ...flags, config: words[0] ?? config }
    const load = () => modelOf(choice, target)
    const server = await start({ port, load, paths: lookedFor, explain })
    print(`${server.link}\n`)
    note('The link is for this machine alone. Ctrl-C ends it.\n')
    await ended()
    await server.close()
  },
})

/** @throws Failure */
function portOf(text: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new Failure(`--port: "${visible(text)}" is no port: 0 to 65535`)
}

async function modelOf(
  choice: ConfigurationFlags,
  version: string | undefined,
): Promise<PageModel> {
  const target = await loadTarget(choice)
  const findings = await findingsFor(target, version)
  const { configuration } = target
  return pageModel({ configuration, findings, program: `ecconf ${VERSION}` })
}

/** @throws Failure */
async function start(options: Parameters<typeof PageServer.start>[0]): Promise<PageServer> {
  try {
    return await PageServer.start(options)
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException
    if (syscall !== 'listen') throw error
    const why = code === 'EADDRINUSE' ? 'is taken' : `cannot be had (${code})`
    throw new Failure(`--port: ${options.port} ${why}`)
  }
}

/** What keeps files from being read, as it is said of any run. */
function explain(error: unknown): string | undefined {
  const known = failure(error)
  const isKnown = known instanceof Failure || known instanceof Refusal
  return isKnown ? visible(withoutSecrets(known.message)) : undefined
}

/** Fulfilled when somebody ends the program. */
function ended(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => resolve())
  })
}
