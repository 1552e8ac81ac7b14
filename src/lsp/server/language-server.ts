import type { Connection, InitializeParams, InitializeResult } from 'vscode-languageserver'
import type { Host } from '../../project/host.js'
import { DiagnosticPublisher } from '../diagnostics/publisher.js'
import { isEffective } from '../meaning/effective/uris.js'
import { Positions } from '../positions/positions.js'
import { pathOf } from '../positions/uris.js'
import { Formatter } from '../thread/formatter.js'
import { FileWatching } from '../workspace/file-watching.js'
import type { Asked } from '../workspace/snapshot.js'
import { Workspace } from '../workspace/workspace.js'
import { capabilitiesFor } from './capabilities.js'
import { clientOf } from './client.js'
import type { ServerDescription } from './description.js'
import { registerFeatures } from './features.js'
import { registerMeaning } from './meaning.js'
import type { Refuse, Serving } from './serving.js'

/**
 * Serves one client. Everything it asks is answered from files and open texts; nothing is written.
 * @returns what ends what still runs for it
 */
export function serve(
  connection: Connection,
  description: ServerDescription,
  refuse: Refuse,
): () => void {
  let serving: Serving | undefined
  connection.onInitialize((given): InitializeResult => {
    const client = clientOf(given.capabilities)
    const positions = new Positions(client.encoding)
    const workspace = new Workspace(positions, hostOf(connection))
    const asked: Asked = {
      client,
      positions,
      uri: (path) => workspace.uriOf(path),
      version: (path) => workspace.openAt(path)?.version ?? null,
    }
    const publisher = new DiagnosticPublisher(connection, workspace, asked, description.docs)
    const folders = foldersOf(given)
    const formatter = new Formatter(workspace)
    serving = { ...asked, connection, workspace, publisher, formatter, folders, refuse }
    registerFeatures(serving)
    registerMeaning(serving)
    const watching = new FileWatching(serving)
    connection.onInitialized(() => watching.start())
    synchronize(serving, watching)
    return {
      capabilities: capabilitiesFor(client, given.capabilities),
      serverInfo: { name: 'ecconf', version: description.version },
    }
  })
  const stop = () => {
    serving?.publisher.stop()
    serving?.formatter.stop()
  }
  connection.onShutdown(stop)
  connection.listen()
  return stop
}

function synchronize(serving: Serving, watching: FileWatching): void {
  const { connection, workspace, publisher } = serving
  /** The addresses of the texts that the server has made and that the client shows. */
  const shown = new Set<string>()
  connection.onDidOpenTextDocument(({ textDocument: { uri, version, text } }) => {
    // What the server has made itself is no file, and has no findings.
    if (isEffective(uri)) {
      shown.add(uri)
      return
    }
    workspace.open(uri, version, text)
    publisher.opened()
    watching.look()
  })
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    // A text of the server's own is none of the open ones.
    if (!workspace.change(uri, version, contentChanges)) return
    publisher.changed()
    // The text may include something else now.
    watching.look()
  })
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    if (shown.delete(uri)) return
    workspace.close(uri)
    publisher.closed(uri)
    watching.look()
  })
  connection.onDidSaveTextDocument(() => {
    // Another program may have changed something beside: what is saved is looked at anew.
    if (!serving.client.watchesFiles) watching.refresh()
    for (const uri of shown) void connection.sendRequest(REFRESH_CONTENT, { uri }).catch(passOver)
  })
}

/** Asks the client to fetch a text of the server's anew. */
const REFRESH_CONTENT = 'workspace/textDocumentContent/refresh'

/** A client that cannot do it shows what it has. */
const passOver = () => undefined

/** The paths of the folders that the client shows. */
function foldersOf({ workspaceFolders, rootUri }: InitializeParams): string[] {
  const uris = workspaceFolders?.map(({ uri }) => uri) ?? []
  if (uris.length === 0 && rootUri) uris.push(rootUri)
  return uris.flatMap((uri) => pathOf(uri) ?? [])
}

function hostOf(connection: Connection): Host {
  return {
    note: (line) => connection.console.info(line),
    warn: (line) => connection.console.warn(line),
    wrote: () => undefined,
    reads: () => undefined,
  }
}
