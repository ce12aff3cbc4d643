// Matches in words: rules, ways to play, and how a match ended.
import { msg, str } from '@lit/localize';
import type { MatchCard, Seat } from '../data/shapes';

/** "Classic to 11" for classic-11; an id of rules we do not know is shown as it is. */
export function rulesName(ruleset: string): string {
  const target = /^classic-(\d+)$/.exec(ruleset)?.[1];
  return target ? msg(str`Classic to ${target}`) : ruleset;
}

export function modeName(mode: MatchCard['mode']): string {
  switch (mode) {
    case 'bot':
      return msg('Against the house');
    case 'local':
      return msg('One keyboard');
    case 'casual':
      return msg('Two browsers');
    case 'league':
      return msg('House league');
  }
}

/** Why a match ended, where it was not simply played out; empty otherwise. */
export function ending(match: MatchCard): string {
  if (match.status === 'void') return msg('void');
  switch (match.reason) {
    case 'resign':
      return msg('resigned');
    case 'disconnect':
      return msg('left');
    case 'afk':
      return msg('idle');
    default:
      return '';
  }
}

export const seatName = (seat: Seat | undefined): string => seat?.player?.name ?? msg('Open seat');
