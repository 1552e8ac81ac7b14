// The thread of the language server that looks for findings: the same part of the program.
'use strict'
require('./load-part.cjs').partLoader()('ecconf').findInThread()
