/** Who plays: names by slot, and the sentences that need them. */

import { msg, str } from '@lit/localize';
import type { MatchCard } from '../../data/shapes';
import { EndReason, other, type Slot } from '../engine/intents';
import type { Result } from '../net/standing';

export interface Names {
  readonly of: (slot: Slot) => string;
  /** The reader's own slot, when there is exactly one: sentences then say "you". */
  readonly own: Slot | null;
}

export function namesOf(card: MatchCard): Names {
  const [own = null, second = null] = card.your_slots as Slot[];
  return {
    of: (slot) => card.seats.find((seat) => seat.slot === slot)?.player?.name ?? msg('Open seat'),
    own: second === null ? own : null,
  };
}

/** How it ended: "You win 11 to 7". */
export function resultText({ winner, reason }: Result, scores: readonly [number, number], names: Names): string {
  if (winner === null) return msg('The match is void: nobody wins');
  const loser = names.of(other(winner));
  const name = names.of(winner);
  const [most, least] = [Math.max(...scores), Math.min(...scores)];
  if (reason === EndReason.SCORE) {
    return winner === names.own ? msg(str`You win ${most} to ${least}`) : msg(str`${name} wins ${most} to ${least}`);
  }
  const why = endReason(reason, loser);
  return winner === names.own ? msg(str`You win: ${why}`) : msg(str`${name} wins: ${why}`);
}

function endReason(reason: EndReason, loser: string): string {
  if (reason === EndReason.RESIGN) return msg(str`${loser} resigned`);
  if (reason === EndReason.DISCONNECT) return msg(str`${loser} did not come back`);
  return msg(str`${loser} did nothing for too long`);
}
