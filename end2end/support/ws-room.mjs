// A room by `ws`, for measuring beside Kith: every text of anybody to everybody. node ws-room.mjs PORT
import { WebSocketServer } from "ws";

const everybody = new WebSocketServer({ host: "127.0.0.1", port: Number(process.argv[2]), backlog: 4096, perMessageDeflate: false });
everybody.on("connection", (socket) => {
  socket.on("message", (said) => {
    for (const other of everybody.clients) other.send(said, { binary: false });
  });
});
