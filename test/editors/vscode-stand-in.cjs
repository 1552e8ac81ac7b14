/**
 * Stands in for VS Code where the extension is run without one. What is asked about by the test is in
 * `stand`; everything else is there too, and does nothing.
 */
const stand = {
  /** The settings of `ecconf`, by their names behind the dot. */
  settings: {},
  said: [],
  commands: {},
  shown: [],
  /** The documents that have got another language. */
  taken: [],
  document: undefined,
}

/** A thing that can be called, made new, extended and looked into. */
function thing(own = {}) {
  function target() {
    return undefined
  }
  Object.defineProperties(target, Object.getOwnPropertyDescriptors(own))
  return new Proxy(target, {
    get: (_, name) => {
      if (name === 'then') return undefined
      if (name === Symbol.iterator) return [][Symbol.iterator].bind([])
      if (typeof name === 'symbol' || name in target) return target[name]
      target[name] = thing()
      return target[name]
    },
    apply: () => thing(),
  })
}

const say = async (text) => {
  stand.said.push(text)
}

class Uri {
  constructor(text) {
    this.scheme = text.slice(0, text.indexOf(':'))
    this.toString = () => text
  }
  static parse(text) {
    return new Uri(text)
  }
}

class Disposable {
  static from() {
    return new Disposable()
  }
  dispose() {
    return undefined
  }
}

/** Nobody waits for an event here. */
class EventEmitter extends Disposable {
  event() {
    return new Disposable()
  }
  fire() {
    return undefined
  }
}

module.exports = thing({
  stand,
  version: '1.91.0',
  Uri,
  Disposable,
  EventEmitter,
  env: { language: 'en', appName: 'stand-in' },
  commands: {
    registerCommand: (name, run) => {
      stand.commands[name] = run
      return new Disposable()
    },
  },
  languages: thing({
    match: () => 10,
    setTextDocumentLanguage: async (document, languageId) => {
      stand.taken.push(document)
      return { ...document, languageId }
    },
  }),
  window: thing({
    get activeTextEditor() {
      return { document: stand.document }
    },
    visibleTextEditors: [],
    tabGroups: thing({ all: [] }),
    showErrorMessage: say,
    showInformationMessage: say,
    showTextDocument: async ({ uri, languageId }) => {
      stand.shown.push(`${languageId} ${uri}`)
    },
  }),
  workspace: thing({
    workspaceFolders: undefined,
    get textDocuments() {
      return stand.document === undefined ? [] : [stand.document]
    },
    notebookDocuments: [],
    getConfiguration: () => ({ get: (name, otherwise) => stand.settings[name] ?? otherwise }),
    openTextDocument: async (uri) => ({ uri }),
  }),
})
