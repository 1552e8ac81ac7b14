/** `node bare-server.cjs SOCKET`: a server that holds connections and does nothing. Says when it is ready. */
const { createServer } = require('node:net')

const sockets = new Set()
createServer((socket) => {
  sockets.add(socket)
  socket.on('data', () => undefined)
  socket.on('error', () => undefined)
  socket.on('close', () => sockets.delete(socket))
}).listen(process.argv[2], () => console.log('ready'))
