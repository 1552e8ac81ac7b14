import { linearSuite } from './linear.js'

const test = await linearSuite('braces that close nothing', (times) => '}'.repeat(times))

test.run()
