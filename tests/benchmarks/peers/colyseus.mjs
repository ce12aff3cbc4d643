// The peer: a minimal Colyseus room that plays the same Pong the usual way. 60 Hz simulation, 20 Hz schema patches,
// every input journalled to one file with a group fdatasync each 50 ms, as our arena does.
import fs from "node:fs";
import http from "node:http";
import { Room, Server } from "@colyseus/core";
import { schema } from "@colyseus/schema";
import { WebSocketTransport } from "@colyseus/ws-transport";

const [port, journalPath] = process.argv.slice(2);
const journal = fs.openSync(journalPath, "a");
let pending = [];
let syncing = false;

setInterval(() => {
  if (syncing || pending.length === 0) return;
  syncing = true;
  const group = Buffer.from(pending.join(""));
  pending = [];
  fs.write(journal, group, () => fs.fdatasync(journal, () => { syncing = false; }));
}, 50);

const Court = schema({
  x: "float32", y: "float32", left: "float32", right: "float32", scoreLeft: "uint8", scoreRight: "uint8",
});

const W = 1600, H = 900, R = 10, HALF = 75, PADDLE = 900, FIRST = 900, CAP = 2400;

class Pong extends Room {
  maxClients = 2;

  onCreate() {
    this.autoDispose = true;
    this.setState(new Court());
    Object.assign(this.state, { left: H / 2, right: H / 2, scoreLeft: 0, scoreRight: 0 });
    this.keys = [0, 0];
    this.serve(1);
    this.setPatchRate(50);
    this.setSimulationInterval((ms) => this.step(ms / 1000), 1000 / 60);
    this.onMessage("d", (client, key) => {
      const slot = this.clients.indexOf(client);
      this.keys[slot] = key;
      pending.push(`${this.roomId},${slot},${key},${Date.now()}\n`);
    });
  }

  serve(direction) {
    this.state.x = W / 2;
    this.state.y = H / 2;
    this.speed = FIRST;
    this.vx = direction * this.speed * 0.8;
    this.vy = this.speed * 0.6;
  }

  step(dt) {
    const court = this.state;
    court.left = Math.min(H - HALF, Math.max(HALF, court.left + this.keys[0] * PADDLE * dt));
    court.right = Math.min(H - HALF, Math.max(HALF, court.right + this.keys[1] * PADDLE * dt));
    court.x += this.vx * dt;
    court.y += this.vy * dt;
    if (court.y < R) { court.y = 2 * R - court.y; this.vy = -this.vy; }
    if (court.y > H - R) { court.y = 2 * (H - R) - court.y; this.vy = -this.vy; }
    if (this.vx < 0 && court.x <= 160) this.contact(court.left, 1);
    else if (this.vx > 0 && court.x >= 1440) this.contact(court.right, -1);
    if (court.x <= 0) { court.scoreRight = (court.scoreRight + 1) % 100; this.serve(1); }
    if (court.x >= W) { court.scoreLeft = (court.scoreLeft + 1) % 100; this.serve(-1); }
  }

  contact(paddle, direction) {
    const off = this.state.y - paddle;
    if (Math.abs(off) > HALF + R || this.vx * direction > 0) return;
    this.speed = Math.min(CAP, this.speed * (1 + 1 / 16));
    const angle = (off / (HALF + R)) * (Math.PI / 3);
    this.vx = direction * this.speed * Math.cos(angle);
    this.vy = this.speed * Math.sin(angle);
    this.state.x = direction > 0 ? 160 : 1440;
  }
}

const server = new Server({ greet: false, transport: new WebSocketTransport({ server: http.createServer() }) });
server.define("pong", Pong);
server.listen(Number(port), "127.0.0.1").then(() => console.log("ready"));
