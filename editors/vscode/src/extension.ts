import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, dirname, isAbsolute, join } from 'node:path'
import {
  commands,
  type ExtensionContext,
  languages,
  type TextDocument,
  Uri,
  window,
  workspace,
} from 'vscode'
import { LanguageClient, type LanguageClientOptions } from 'vscode-languageclient/node'

const LANGUAGE = 'ecconf'

/** The scheme of the texts that the server makes. */
const EFFECTIVE = 'ecconf-effective'

let client: LanguageClient | undefined

/** The names of main files: a .conf beside or below one belongs to it. */
const MAIN_FILES = ['eccluster.conf', 'ecelerity.conf']

/** What VS Code takes a .conf for that nobody has said anything about. */
const GUESSED = ['properties', 'ini', 'plaintext']

/** Starts the language server when the first configuration file is opened, or a folder has one. */
export async function activate(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(
    commands.registerCommand('ecconf.restart', restart),
    commands.registerCommand('ecconf.openEffective', openEffective),
    workspace.onDidOpenTextDocument(takeOver),
    workspace.onDidChangeConfiguration(async (change) => {
      const isAnother = ['ecconf.path', 'ecconf.arguments'].some((name) =>
        change.affectsConfiguration(name),
      )
      if (isAnother) await restart()
    }),
  )
  await Promise.all(workspace.textDocuments.map(takeOver))
  await start()
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop()
}

/** A file that lies beside or below a main file is a configuration too, unless a setting says otherwise. */
async function takeOver(document: TextDocument): Promise<void> {
  const { uri, languageId } = document
  const isGuessed = GUESSED.includes(languageId) && uri.fsPath.endsWith('.conf')
  if (uri.scheme === 'file' && isGuessed && isBelowMain(dirname(uri.fsPath))) {
    await languages.setTextDocumentLanguage(document, LANGUAGE)
  }
}

function isBelowMain(folder: string): boolean {
  if (MAIN_FILES.some((name) => existsSync(join(folder, name)))) return true
  const parent = dirname(folder)
  return parent !== folder && isBelowMain(parent)
}

async function start(): Promise<void> {
  const settings = workspace.getConfiguration('ecconf')
  const command = settings.get('path', 'ecconf')
  if (!isThere(command)) return sayMissing(command)
  const options: LanguageClientOptions = {
    documentSelector: [
      { language: LANGUAGE, scheme: 'file' },
      { language: LANGUAGE, scheme: 'untitled' },
      { language: LANGUAGE, scheme: EFFECTIVE },
    ],
  }
  client = new LanguageClient(
    LANGUAGE,
    'ecconf',
    { command, args: settings.get('arguments', ['lsp']) },
    options,
  )
  await client.start()
}

async function restart(): Promise<void> {
  await client?.stop()
  client = undefined
  await start()
}

/** Whether there is such a program: what the system says of a missing one names no setting. */
function isThere(command: string): boolean {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const endings = process.platform === 'win32' ? ['', '.cmd', '.exe'] : ['']
  const places = isAbsolute(command) ? [command] : folders.map((folder) => join(folder, command))
  return places.some((place) => endings.some((ending) => isProgram(place + ending)))
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

async function sayMissing(command: string): Promise<void> {
  const open = 'Open the setting'
  const chosen = await window.showErrorMessage(
    `The program "${command}" is not there. Install ecconf, or set "ecconf.path" to where it is.`,
    open,
  )
  if (chosen === open) {
    await commands.executeCommand('workbench.action.openSettings', 'ecconf.path')
  }
}

/** Opens what the server says the configuration of the open file comes to; its lines lead to their sources. */
async function openEffective(): Promise<void> {
  const asked = window.activeTextEditor?.document.uri.toString()
  if (client === undefined || asked === undefined) return
  try {
    const { uri } = await client.sendRequest<{ uri: string }>('workspace/executeCommand', {
      command: 'ecconf.showEffective',
      arguments: [asked],
    })
    const document = await workspace.openTextDocument(Uri.parse(uri))
    await window.showTextDocument(await languages.setTextDocumentLanguage(document, LANGUAGE))
  } catch (error) {
    await window.showInformationMessage(error instanceof Error ? error.message : String(error))
  }
}
