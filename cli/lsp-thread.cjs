// The thread of the language server that works on large texts: the same part of the program.
'use strict'
require('./load-part.cjs').partLoader()('ecconf').workInThread()
