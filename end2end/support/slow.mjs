// A weak line: everything between browser and server passes here, late and little at a time.
// Chromium's own emulation leaves WebSockets alone, so the line is slow by itself.
import { connect, createServer } from "node:net";

/** Listens on `port` and passes on to `to`: `rtt` ms there and back, `rate` bytes a second each way, shared by all connections. */
export function slowLine(port, to, { rtt, rate }) {
  const sockets = new Set();
  const free = { up: 0, down: 0 };
  const carry = (from, into, way, extra) => {
    let first = true;
    from.on("data", (bytes) => {
      const now = Date.now();
      // A new connection costs one round before its first byte.
      const start = Math.max(now + (first ? extra : 0), free[way]);
      first = false;
      free[way] = start + (bytes.length / rate) * 1000;
      setTimeout(() => into.destroyed || into.write(bytes), free[way] + rtt / 2 - now);
    });
    const end = () => setTimeout(() => into.destroy(), Math.max(0, free[way] - Date.now()) + rtt);
    from.on("close", end);
    from.on("error", end);
  };
  const server = createServer({ noDelay: true, highWaterMark: 1460 }, (near) => {
    const far = connect({ port: to, host: "127.0.0.1", noDelay: true, highWaterMark: 1460 });
    for (const socket of [near, far]) sockets.add(socket.on("close", () => sockets.delete(socket)));
    carry(near, far, "up", rtt);
    carry(far, near, "down", 0);
  });
  server.listen(port, "127.0.0.1");
  server.stop = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return server;
}
