/** What is said aloud: one sentence for each change of the standing, for the page's live region. */

import { msg, str } from '@lit/localize';
import type { Standing } from '../net/standing';
import { type Names, resultText } from './names';

/** The sentence for what changed, or null when nothing worth a word did. */
export function announce(before: Standing | null, now: Standing, names: Names): string | null {
  if (now.result && !before?.result) return resultText(now.result, now.scores, names);
  if (now.points.length > (before?.points.length ?? 0)) return pointText(now, names);
  if (now.pause && !before?.pause) return pauseText(now, names);
  if (now.startsAt !== null && now.startsAt !== before?.startsAt) return msg('The clock runs in three seconds');
  return presenceText(before, now, names);
}

function pointText({ points }: Standing, names: Names): string | null {
  const point = points.at(-1);
  if (!point) return null;
  const [s0, s1] = point.scores;
  const name = names.of(point.winner);
  const mine = names.own ?? point.winner;
  const score = msg(str`${mine === 0 ? s0 : s1} to ${mine === 0 ? s1 : s0}`);
  return point.winner === names.own
    ? msg(str`Your point after ${point.hits} hits. ${score}`)
    : msg(str`Point for ${name} after ${point.hits} hits. ${score}`);
}

export function pauseText({ pause }: Standing, names: Names): string {
  if (pause?.missing === undefined || pause.missing === null)
    return msg('The clock stands until both players are back');
  if (pause.missing === names.own) return msg('You are missing. The clock stands');
  const name = names.of(pause.missing);
  return msg(str`${name} has lost the connection. The clock stands`);
}

/** Only of the other side: whoever loses the connection knows. */
function presenceText(before: Standing | null, now: Standing, names: Names): string | null {
  if (!before || now.status !== 'live') return null;
  for (const slot of [0, 1] as const) {
    if (slot === names.own || before.connected[slot] === now.connected[slot]) continue;
    const name = names.of(slot);
    return now.connected[slot]
      ? msg(str`${name} is back`)
      : msg(str`${name} has lost the connection. The rally plays out`);
  }
  return null;
}
