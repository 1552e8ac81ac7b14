import { testLinear } from './linear.js'

const test = { run: () => testLinear('braces that close nothing', (times) => '}'.repeat(times)) }

await test.run()
