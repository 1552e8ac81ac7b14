// The thread of `ecconf serve` that reads what is shown: the same part of the program.
'use strict'
require('./load-part.cjs').partLoader()('ecconf').readPageInThread()
