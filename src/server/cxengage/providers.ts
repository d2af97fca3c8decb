/** Identity providers of a tenant (CXE-B-38, CXE-B-39). */
import { stamp } from "../clock.ts";
import { type Kind, keptText, moreOf } from "./kind.ts";
import { bad, need, optionalText } from "./wire.ts";

const SOURCES = ["metadataUrl", "metadataFile", "identityProvider"] as const;
const XML_MAXIMUM = 200_000;

export const IDENTITY_PROVIDER: Kind = {
  kind: "identity-providers",
  what: "identity provider",
  readers: ["IDENTITY_PROVIDERS_READ"],
  makers: ["IDENTITY_PROVIDERS_CREATE"],
  writers: ["IDENTITY_PROVIDERS_UPDATE"],
  startsActive: false,
  rules: ["CXE-B-38", "CXE-B-39"],
  accept: async (given) => {
    const { call, body, before } = given;
    const had = moreOf(before);
    const named = SOURCES.filter((source) => body[source] !== undefined && body[source] !== null);
    const one = named.length === 1 || (named.length === 0 && before !== null);
    const message = "one of metadataUrl, metadataFile and identityProvider is needed";
    call.rules.require("CXE-B-38", one, bad(message, "metadata-url"));
    const [source] = named;
    const value = source === undefined ? undefined : body[source];
    const fits = value === undefined || (typeof value === "string" && value.length <= XML_MAXIMUM);
    need(fits, "bad-value", bad(`${source} is a text`, source));
    return {
      ...had,
      ...(source !== undefined && { [source]: value }),
      description: keptText(given, "description"),
      emailMapping: optionalText(body, "emailMapping") ?? had.emailMapping ?? "Email",
    };
  },
  beforeDisabling: async (call, before) => {
    const passes = call.db.selectFrom("cxe_passes").select("hash").where("provider_id", "=", before.id);
    const using = await passes.where("expires", ">", stamp(call.now)).executeTakeFirst();
    const message = "somebody is signed in through this provider";
    call.rules.require("CXE-B-39", using === undefined, bad(message, "active"));
  },
  show: (row, more) => ({ identityProvider: row.id, ...more }),
};
