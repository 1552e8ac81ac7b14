import { PageServer } from '../../src/page/serving/server.js'
import { Failure } from '../../src/project/failure.js'
import { visible } from '../../src/report/index.js'
import { command } from '../arguments/command.js'
import { CONFIGURATION, TARGET } from '../arguments/flags.js'
import { explained, PageThread, readPage } from '../page/served.js'
import { note, print } from '../terminal/terminal.js'

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
    const shown = { choice: { ...flags, config: words[0] ?? config }, version: target }
    const thread = new PageThread(shown)
    const server = await start({
      port,
      load: () => readPage(shown),
      reload: () => thread.read(),
      tried: () => thread.paths,
      explain: explained,
    })
    print(`${server.link}\n`)
    note('The link is for this machine alone. Ctrl-C ends it.\n')
    await ended()
    thread.stop()
    await server.close()
  },
})

/** @throws Failure */
function portOf(text: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new Failure(`--port: "${visible(text)}" is no port: 0 to 65535`)
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

/** Fulfilled when somebody ends the program. */
function ended(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => resolve())
  })
}
