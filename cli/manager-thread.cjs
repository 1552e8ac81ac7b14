// The thread of the manager: the same part of the program, and so the same code of V8.
'use strict'
require('./load-part.cjs').partLoader()('ecconf').startThread()
