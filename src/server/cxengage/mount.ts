/** CxEngage under `/cxengage/v1`. */
import type { Mount } from "../route.ts";
import { wire } from "./wire.ts";

export const cxengage: Mount = {
  platform: "cxengage",
  prefix: "/cxengage/v1",
  routes: [],
  wire,
  createAccount: async () => {
    throw new Error("not yet");
  },
  operator: [],
  describe: () => ({}),
  invitation: async () => null,
  accept: async () => {},
  roster: async () => ({ name: "", tables: [] }),
};
