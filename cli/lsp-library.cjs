// The library of the Language Server Protocol, for the program and for `ecconf/lsp`.
'use strict'
module.exports = require('./load-part.cjs').partLoader()('lsp')
