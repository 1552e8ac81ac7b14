#!/usr/bin/env node
// A program of the product, named as this file is: the part of ecconf that does what it does.
'use strict'
const { basename, join } = require('node:path')
process.argv.splice(2, 0, basename(__filename, '.cjs'))
require(join(__dirname, 'ecconf.cjs'))
