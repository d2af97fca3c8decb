/** IANA time zones: one name for each zone, whichever alias a person or a platform uses. */

/**
 * Zones whose present name in the IANA database the runtime still calls by a former one. Read from the
 * `backward` file of the database; a runtime that knows the present name is not affected.
 */
const PRESENT_NAMES: { readonly [former: string]: string } = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Catamarca": "America/Argentina/Catamarca",
  "America/Coral_Harbour": "America/Atikokan",
  "America/Cordoba": "America/Argentina/Cordoba",
  "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis",
  "America/Jujuy": "America/Argentina/Jujuy",
  "America/Louisville": "America/Kentucky/Louisville",
  "America/Mendoza": "America/Argentina/Mendoza",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Enderbury": "Pacific/Kanton",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
};

const known = new Map<string, string | null>();

/** The present IANA name of a time zone given by any name or alias, in any case; null for what is none. */
export function canonicalTimezone(name: string): string | null {
  const before = known.get(name);
  if (before !== undefined) return before;
  const found = lookUp(name);
  known.set(name, found);
  return found;
}

/** Every time zone by its present name, for suggestions. */
export function timezones(): string[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone").map((name) => PRESENT_NAMES[name] ?? name)];
}

function lookUp(name: string): string | null {
  // The runtime also takes offsets such as +02:00, which are no zones.
  if (!/^[A-Za-z]/.test(name)) return null;
  try {
    const resolved = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
    return PRESENT_NAMES[resolved] ?? resolved;
  } catch {
    return null;
  }
}
