// The load: N matches of two clients, six key changes a second each (or so many), on the other core. Prints one JSON line:
// latencies (input -> the opponent's client), gaps between frames, bytes received, and how busy this core was.
import WebSocket from "ws";
import { Packr } from "msgpackr";
import { performance } from "node:perf_hooks";

import readline from "node:readline";

const [peer, base, matchesText, secondsText, rateText = "6"] = process.argv.slice(2);
const MATCHES = Number(matchesText), SECONDS = Number(secondsText), RATE = Number(rateText);
const packr = new Packr({ useRecords: false });
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
let measuring = false, bytes = 0, frames = 0, sent = 0;
const latencies = [], gaps = [];
const clients = [];

function count(data) {
  if (measuring) { frames += 1; bytes += data.length + (data.length < 126 ? 2 : 4); }
}

async function colyseus() {
  const answer = await fetch(`${base}/matchmake/joinOrCreate/pong`, { method: "POST", body: "{}", headers: { "content-type": "application/json" } });
  const seat = await answer.json();
  const socket = new WebSocket(`${base.replace("http", "ws")}/${seat.room.processId}/${seat.room.roomId}?sessionId=${seat.sessionId}`, { perMessageDeflate: false });
  const client = { socket, last: 0 };
  await new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("message", (data) => {
      count(data);
      if (data[0] === 10) { socket.send(Buffer.from([10])); resolve(); }
      if (data[0] !== 15) return;
      const now = performance.now();
      if (measuring && client.last) gaps.push(now - client.last);
      client.last = now;
    });
  });
  client.key = (key) => socket.send(Buffer.concat([Buffer.from([13, 0xa1, 0x64]), packr.pack(key)]));
  return client;
}

// A seat of ours: tickets come over stdin, one match a line, as the bench opens the matches.
async function rallyboard(seat, partner) {
  const socket = new WebSocket(base.replace("http", "ws") + seat.socket, { perMessageDeflate: false, origin: base, localAddress: `127.0.2.${1 + (clients.length % 200)}` });
  const client = { socket, n: 0, sent: new Map(), stamps: new Map(), heard: new Map(), partner: null, tick0: 0, wall0: 0 };
  // A key is known again by its stamp: told to the opponent as it was claimed, or as the sender is told ("a") it counts.
  // Told and restamped come on two sockets, in any order.
  const arrived = (sender, stamp, at) => {
    const sent = sender.sent.get(stamp);
    if (sent === undefined) { sender.heard.set(stamp, at); return; }
    sender.sent.delete(stamp);
    if (measuring) latencies.push(at - sent);
  };
  client.restamp = (n, stamp) => {
    const claim = client.stamps.get(n), at = client.sent.get(claim);
    client.sent.delete(claim);
    if (stamp < 0 || at === undefined) return;
    client.sent.set(stamp, at);
    const told = client.heard.get(stamp);
    if (told !== undefined) { client.heard.delete(stamp); arrived(client, stamp, told); }
  };
  if (partner) { client.partner = partner; partner.partner = client; }
  await new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("close", (code) => { if (!client.closing) console.error("closed", code); });
    socket.on("open", () => socket.send(JSON.stringify(["k", seat.ticket, 1, 0])));
    socket.on("message", (data) => {
      count(data);
      const now = performance.now();
      switch (data[2]) {
        case 83: { const frame = JSON.parse(data); client.tick0 = frame[4]; client.wall0 = now; resolve(); break; } // "S"
        case 111: { const frame = JSON.parse(data); socket.send(JSON.stringify(["e", frame[1]])); client.tick0 = frame[2] + ((now - frame[1]) / 2000) * 240; client.wall0 = now; break; } // "o"
        case 97: { const frame = JSON.parse(data); client.restamp(frame[1], frame[2]); break; } // "a"
        case 100: if (client.partner) arrived(client.partner, JSON.parse(data)[2], now); break; // "d"
      }
    });
  });
  client.tick = () => Math.floor(client.tick0 + ((performance.now() - client.wall0) * 240) / 1000);
  client.key = (key) => {
    const claim = Math.max(0, client.tick());
    client.n += 1;
    client.stamps.set(client.n, claim);
    client.stamps.delete(client.n - 200);
    client.sent.set(claim, performance.now());
    socket.send(JSON.stringify(["d", client.n, claim, key]));
  };
  client.ping = () => socket.send(JSON.stringify(["p", Math.floor(performance.now())]));
  return client;
}

async function connect() {
  if (peer === "colyseus") {
    for (let i = 0; i < 2 * MATCHES; i += 1) clients.push(await colyseus());
    return;
  }
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [first, second] = JSON.parse(line);
    const left = await rallyboard(first);
    clients.push(left, await rallyboard(second, left));
    for (const client of clients.slice(-2)) { setInterval(client.ping, 2000); client.ping(); }
  }
  await sleep(3500); // the 3-2-1 before tick 0
}

function drive(client, index) {
  let key = 0;
  const beat = 1000 / RATE;
  setTimeout(() => setInterval(() => { key = key === 0 ? (index % 2 ? 1 : -1) : key === 1 ? -1 : key === -1 ? 1 : 0; sent += measuring ? 1 : 0; client.key(key); }, beat), (index * beat) / clients.length);
}

const quantile = (values, q) => { values.sort((a, b) => a - b); return values.length ? values[Math.min(values.length - 1, Math.floor(q * values.length))] : null; };

await connect();
clients.forEach(drive);
await sleep(1500);
console.log("measuring");
const busy = process.cpuUsage(), began = performance.now();
measuring = true;
await sleep(SECONDS * 1000);
measuring = false;
const used = process.cpuUsage(busy), wall = (performance.now() - began) / 1000;
console.log(JSON.stringify({
  peer, matches: MATCHES, seconds: wall, sent, frames, bytes, loader: (used.user + used.system) / 1e6 / wall,
  p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99), gap50: quantile(gaps, 0.5), gap99: quantile(gaps, 0.99),
  answered: latencies.length,
}));
process.exit(0);
