import type { Serving } from './serving.js'

/** Answers the questions about texts and configurations. */
export function registerFeatures(serving: Serving): void {
  registerDiagnostics(serving)
}

function registerDiagnostics({ connection, client, publisher, folders }: Serving): void {
  if (!client.pullDiagnostics) return
  connection.languages.diagnostics.on(({ textDocument, previousResultId }) =>
    publisher.report(textDocument.uri, previousResultId),
  )
  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }) => {
    const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]))
    return { items: await publisher.workspaceReport(folders, previous) }
  })
}
