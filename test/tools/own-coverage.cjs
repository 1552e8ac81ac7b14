/**
 * Loaded before a test file: the processes that it starts write no coverage of their own. They run the
 * built programs, whose lines are nobody's, and there are hundreds of them.
 */
delete process.env.NODE_V8_COVERAGE
