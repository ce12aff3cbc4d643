// What a player tells of themselves: words, country, links, a picture, and who may see their boards.
import { answer, client } from './client';
import { raw } from './raw';
import type { Avatar, Privacy, Profile } from './shapes';

export interface ProfileChange {
  about?: string | null;
  country?: string | null;
  links?: string[];
}

export const AVATAR_KINDS = ['image/png', 'image/jpeg', 'image/webp'] as const;
export const AVATAR_BYTES = 512 * 1024;
const AVATAR = '/api/v1/me/avatar';

export function profile(slug: string): Promise<Profile> {
  return answer(client.GET('/api/v1/players/{slug}/profile', { params: { path: { slug } } }));
}

export const changeProfile = (body: ProfileChange): Promise<Profile> => answer(client.PATCH('/api/v1/me/profile', { body }));

export const privacy = (): Promise<Privacy> => answer(client.GET('/api/v1/me/privacy'));
export const changePrivacy = (body: Partial<Privacy>): Promise<Privacy> => answer(client.PATCH('/api/v1/me/privacy', { body }));

/** The address of the new picture. */
export async function changeAvatar(picture: Blob): Promise<string> {
  const reply = await raw(AVATAR, { method: 'PUT', body: picture, headers: { 'Content-Type': picture.type } });
  return ((await reply.json()) as Avatar).avatar;
}

export async function removeAvatar(): Promise<void> {
  await raw(AVATAR, { method: 'DELETE' });
}
