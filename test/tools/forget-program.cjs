const { dirname } = require('node:path')

/** Lets the next `require` of a program load it anew, with the parts that it loads from beside it. */
function forgetProgram(program) {
  for (const file of Object.keys(require.cache)) {
    if (dirname(file) === dirname(program)) delete require.cache[file]
  }
}

module.exports = { forgetProgram }
