// The library of the Language Server Protocol, for the program and, by these names, for `ecconf/lsp`.
'use strict'
const library = require('./load-part.cjs').partLoader()('lsp')

exports.createConnection = library.createConnection
exports.DidChangeWatchedFilesNotification = library.DidChangeWatchedFilesNotification
exports.ProposedFeatures = library.ProposedFeatures
exports.ResponseError = library.ResponseError
exports.StreamMessageReader = library.StreamMessageReader
exports.StreamMessageWriter = library.StreamMessageWriter
