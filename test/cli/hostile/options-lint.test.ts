import { testLinear } from './linear.js'
import { unknownOptions } from './unknown-options.js'

const test = { run: () => testLinear('unknown options', unknownOptions, 'lint') }

await test.run()
