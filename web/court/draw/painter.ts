/** The painter: one scene onto one canvas. Draws in court units; knows no match, no clock and no input. */

import type { Scene, Spot } from '../scene';
import { other, type Slot } from '../engine/intents';
import { receiver } from '../engine/flight';
import type { Palette } from './palette';
import { COURT, sharp, transform, type View } from './surface';
import { tail } from './tail';

export interface Manner {
  /** Draw no tail and no glow: the viewer asked for less motion. */
  readonly still: boolean;
}

const PADDLE_WIDTH = 16;
const GOAL_WIDTH = 6;
const GLOW_TICKS = 36;
const RING = 26;

export function paint(
  pen: CanvasRenderingContext2D,
  scene: Scene | null,
  view: View,
  colours: Palette,
  manner: Manner,
): void {
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.fillStyle = colours.court;
  pen.fillRect(0, 0, pen.canvas.width, pen.canvas.height);
  pen.setTransform(...transform(view));
  paintLines(pen, view, colours);
  if (scene === null) return;
  if (scene.ball && !manner.still) paintTail(pen, scene, colours);
  paintPaddle(pen, scene, 0, view, colours, manner);
  paintPaddle(pen, scene, 1, view, colours, manner);
  if (scene.ball) paintBall(pen, scene, scene.ball, colours);
}

function paintLines(pen: CanvasRenderingContext2D, { scale }: View, colours: Palette): void {
  const thin = Math.max(1, Math.round(3 * scale)) / scale;
  const dash = 20;
  pen.fillStyle = colours.line;
  const middle = sharp(scale, COURT.width / 2 - thin / 2);
  for (let y = dash / 2; y < COURT.height; y += 2 * dash)
    pen.fillRect(middle, sharp(scale, y), thin, sharp(scale, dash));
  pen.fillRect(0, 0, COURT.width, thin);
  pen.fillRect(0, COURT.height - thin, COURT.width, thin);
  paintGoals(pen, scale, colours);
}

/** The goal lines, in the colour of whose they are to keep. */
function paintGoals(pen: CanvasRenderingContext2D, scale: number, colours: Palette): void {
  const width = sharp(scale, GOAL_WIDTH);
  pen.globalAlpha = 0.4;
  pen.fillStyle = colours.sides[0];
  pen.fillRect(0, 0, width, COURT.height);
  pen.fillStyle = colours.sides[1];
  pen.fillRect(COURT.width - width, 0, width, COURT.height);
  pen.globalAlpha = 1;
}

function paintPaddle(
  pen: CanvasRenderingContext2D,
  scene: Scene,
  slot: Slot,
  view: View,
  colours: Palette,
  manner: Manner,
): void {
  const { rules } = scene;
  const unit = rules.subunits;
  const face = (rules.planes[slot] + (slot ? rules.radius : -rules.radius)) / unit;
  const left = sharp(view.scale, slot ? face : face - PADDLE_WIDTH);
  const half = rules.half / unit;
  const glow = manner.still ? 0 : glowOf(scene, slot);
  pen.fillStyle = colours.sides[slot];
  if (glow > 0) paintGlow(pen, left, scene.paddles[slot] / unit, half, glow);
  pen.beginPath();
  pen.roundRect(left, scene.paddles[slot] / unit - half, PADDLE_WIDTH, 2 * half, PADDLE_WIDTH / 2);
  pen.fill();
}

/** How fresh this paddle's last contact is, 1 at the contact and 0 after 150 ms. */
function glowOf({ rules, flight, flown }: Scene, slot: Slot): number {
  if (flight === null || receiver(flight) === slot || flight.x !== rules.planes[slot]) return 0;
  return Math.max(0, 1 - flown / GLOW_TICKS);
}

function paintGlow(pen: CanvasRenderingContext2D, left: number, y: number, half: number, glow: number): void {
  const spread = 10 + 6 * (1 - glow);
  pen.globalAlpha = 0.35 * glow;
  pen.beginPath();
  pen.roundRect(
    left - spread,
    y - half - spread,
    PADDLE_WIDTH + 2 * spread,
    2 * (half + spread),
    PADDLE_WIDTH / 2 + spread,
  );
  pen.fill();
  pen.globalAlpha = 1;
}

function paintTail(pen: CanvasRenderingContext2D, scene: Scene, colours: Palette): void {
  if (scene.flight === null || scene.ball === null) return;
  const { radius, subunits } = scene.rules;
  pen.strokeStyle = colours.sides[other(receiver(scene.flight))];
  pen.lineCap = 'butt';
  let from = scene.ball;
  for (const { spot, fresh } of tail(scene.rules, scene.flight, scene.flown)) {
    pen.globalAlpha = 0.5 * fresh * fresh;
    pen.lineWidth = (2 * radius * (0.25 + 0.65 * fresh)) / subunits;
    pen.beginPath();
    pen.moveTo(from.x / subunits, from.y / subunits);
    pen.lineTo(spot.x / subunits, spot.y / subunits);
    pen.stroke();
    from = spot;
  }
  pen.globalAlpha = 1;
}

function paintBall(pen: CanvasRenderingContext2D, scene: Scene, ball: Spot, colours: Palette): void {
  const unit = scene.rules.subunits;
  pen.fillStyle = colours.ink;
  paintDisc(pen, ball, scene.rules.radius / unit, unit);
  if (scene.server === null) return;
  pen.strokeStyle = colours.sides[scene.server];
  pen.lineWidth = 4;
  pen.lineCap = 'round';
  pen.beginPath();
  // A half ring on the court's side of the ball, filled from the top.
  const sweep = (scene.server ? -1 : 1) * Math.PI * scene.waited;
  pen.arc(ball.x / unit, ball.y / unit, RING, -Math.PI / 2, -Math.PI / 2 + sweep, scene.server === 1);
  pen.stroke();
}

function paintDisc(pen: CanvasRenderingContext2D, { x, y }: Spot, radius: number, unit: number): void {
  pen.beginPath();
  pen.arc(x / unit, y / unit, radius, 0, 2 * Math.PI);
  pen.fill();
}
