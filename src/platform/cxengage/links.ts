/** Ties between users and groups, skills and reason lists: each is written from the side the platform wants. */
import { type Call, PlatformError } from "../contract.ts";
import type { Api } from "./api.ts";
import { type Body, idOf } from "./wire.ts";

/** Tries of a tie whose outcome is unknown; before each further one the tie is looked up. */
const TRIES_MAXIMUM = 3;

interface Tie {
  /** Collection to POST to. */
  readonly path: string;
  /** The tie itself. */
  readonly item: string;
  readonly body: Body;
  /** Where the user's ties of the sort are listed, and the member that holds the other side. */
  readonly list: string;
  readonly member: string;
  readonly to: string;
}

export async function link(api: Api, call: Call): Promise<void> {
  const tie = tieOf(api, call);
  const { proficiency, existing } = call.args;
  if (existing === true) {
    await api.put(tie.item, { proficiency });
    return;
  }
  const body = proficiency === undefined ? tie.body : { ...tie.body, proficiency };
  for (let tries = 1; ; tries++) {
    try {
      await api.post(tie.path, body);
      return;
    } catch (error) {
      const unknown = error instanceof PlatformError && error.reason === "unknown-outcome";
      if (!unknown || tries >= TRIES_MAXIMUM) throw error;
      if (await exists(api, tie)) return;
    }
  }
}

export async function unlink(api: Api, call: Call): Promise<void> {
  await api.remove(tieOf(api, call).item);
}

async function exists(api: Api, tie: Tie): Promise<boolean> {
  const rows = await api.rows(tie.list);
  return rows.some((row) => idOf(row, tie.member) === tie.to);
}

function tieOf(api: Api, { id, args }: Call): Tie {
  const user = id ?? "";
  const to = String(args.to);
  const tenantId = api.tenant;
  const ofUser = `/users/${encodeURIComponent(user)}`;
  const target = encodeURIComponent(to);
  if (args.path === "groups") {
    return tie(api, `/groups/${target}/users`, encodeURIComponent(user), {
      list: `${ofUser}/groups`,
      member: "groupId",
      to,
      body: { tenantId, groupId: to, userId: user },
    });
  }
  const [path, member] =
    args.path === "skills" ? (["skills", "skillId"] as const) : (["reason-lists", "reasonListId"] as const);
  return tie(api, `${ofUser}/${path}`, target, {
    list: `${ofUser}/${path}`,
    member,
    to,
    body: { tenantId, userId: user, [member]: to },
  });
}

function tie(
  api: Api,
  path: string,
  last: string,
  { list, member, to, body }: Pick<Tie, "list" | "member" | "to" | "body">,
): Tie {
  return {
    path: api.inTenant(path),
    item: api.inTenant(`${path}/${last}`),
    list: api.inTenant(list),
    member,
    to,
    body,
  };
}
