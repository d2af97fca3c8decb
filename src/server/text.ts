/** How the server compares and accepts names and addresses. */

export const NAME_MAXIMUM = 255;
const EMAIL_MAXIMUM = 254;

/** Two spellings with one folding are one name. */
export function fold(text: string): string {
  return text.normalize("NFC").trim().toLowerCase();
}

/** The name as it is stored, or null where the value is no usable name: no text, blank, too long, control characters. */
export function acceptName(value: unknown): string | null {
  if (typeof value !== "string" || !value.isWellFormed()) return null;
  const name = value.trim();
  return name !== "" && [...name].length <= NAME_MAXIMUM && !/\p{Cc}/u.test(name) ? name : null;
}

const LOCAL = /^[^\s@<>()[\]\\,;:"\p{C}]{1,64}$/u;
const DOMAIN =
  /^([\p{L}\p{M}\p{N}]([\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?)(\.([\p{L}\p{M}\p{N}]([\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?))+$/u;

/**
 * The address as it is stored, or null where the value is none. Line breaks, lists, comments and display names are
 * refused here, since a mail library may read them as further recipients.
 */
export function acceptEmail(value: unknown): string | null {
  if (typeof value !== "string" || !value.isWellFormed()) return null;
  const email = /[\r\n\0]/.test(value) ? value : value.trim();
  const [local, domain, ...more] = email.split("@");
  if (local === undefined || domain === undefined || more.length > 0 || email.length > EMAIL_MAXIMUM)
    return null;
  return LOCAL.test(local) && !/^\.|\.\.|\.$/.test(local) && DOMAIN.test(domain) ? email : null;
}

/** First letters of up to two words, for an avatar. */
export function initials(text: string): string {
  const words = text.split(/[\s._-]+/).filter((word) => word !== "");
  return words
    .slice(0, 2)
    .map((word) => ([...word][0] ?? "").toUpperCase())
    .join("");
}
