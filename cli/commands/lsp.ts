import { startLanguageServer } from '../../src/lsp/index.js'
import { command } from '../arguments/command.js'
import { pageAddress } from '../lint/pages.js'
import { VERSION } from '../version.js'

/** `lsp`: the language server for editors, on standard input and output. */
export const lspCommand = command({
  name: 'lsp',
  describe: 'Serve an editor: findings, effective values and edits while typing',
  flags: {
    stdio: {
      type: 'boolean',
      default: false,
      describe: 'What happens anyway; some editors name it',
    },
  },
  run: async () => {
    const server = await startLanguageServer(
      { input: process.stdin, output: process.stdout },
      { version: VERSION, docs: pageAddress('') },
    )
    process.on('unhandledRejection', (error) => server.report(error))
    process.exit(await server.ended)
  },
})
