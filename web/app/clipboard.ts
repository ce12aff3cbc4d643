// Taking text along: to the clipboard, or as a file.
import { msg } from '@lit/localize';
import { toast } from './toast';

export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(msg('Copied'));
  } catch {
    toast(msg('Select the text and copy it by hand'), { wrong: true });
  }
}

/** Offers a file for download under a name. */
export function save(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}
