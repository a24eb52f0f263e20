/** What a chosen file holds, or why it cannot be read. */
export type FileText = { text: string } | { fault: 'tooLarge' | 'notText' };

export const MAX_BYTES = 512 * 1024;

/**
 * The text of song files as they come from all over: UTF-8 with or without its mark, UTF-16 with one, what an XML file
 * says of itself, and otherwise the Latin alphabet of Windows.
 */
export function decode(bytes: Uint8Array): FileText {
  if (bytes.length > MAX_BYTES) return { fault: 'tooLarge' };
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes) };
  if (a === 0xfe && b === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes) };
  if (bytes.subarray(0, 4096).includes(0)) return { fault: 'notText' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { text: new TextDecoder(declared(bytes) ?? 'windows-1252').decode(bytes) };
  }
}

/** The encoding in an XML declaration, when the browser knows it. */
function declared(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, 200));
  const name = /^<\?xml[^>]*encoding=["']([\w.-]{1,40})["']/.exec(head)?.[1];
  if (!name) return undefined;
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return undefined;
  }
}

/** By FileReader: the oldest of the ways, which every browser has. */
export function bytesOf(file: Blob): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(new Uint8Array(reader.result as ArrayBuffer));
    reader.onerror = () => reject(reader.error);
    reader.readAsArrayBuffer(file);
  });
}
