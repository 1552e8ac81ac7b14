import { linearSuite } from './linear.js'
import { unknownOptions } from './unknown-options.js'

const test = await linearSuite('unknown options', unknownOptions, 'others')

test.run()
