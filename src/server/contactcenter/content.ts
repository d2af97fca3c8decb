/** What a workspace holds, in the simplest form: enough to see that workspaces are apart and what deleting one loses. */
import { type Answer, type Row, rowAnswer } from "../answer.ts";
import type { Call } from "../call.ts";
import { requireName } from "../names.ts";
import { pageAnswer } from "../paging.ts";
import type { Route } from "../route.ts";
import { Refusal } from "../rules.ts";
import { atMost, nextId } from "../store/store.ts";
import type { Member } from "./access.ts";
import { member } from "./define.ts";
import { item, requireOpen } from "./workspaces.ts";

const KINDS = ["contact", "campaign", "template", "automation"] as const;
const members = {
  kind: { type: "text", doc: "What it is.", required: true, schema: { enum: KINDS } },
  name: { type: "text", doc: "Its name.", required: true, schema: { type: "string", maxLength: 255 } },
} as const;

/** The probe of workspace access: nothing but the caller's invitation decides. */
async function list(call: Call, caller: Member): Promise<Answer> {
  const workspace = await requireOpen(call, caller);
  return pageAnswer(call, async ({ after, limit }): Promise<Row[]> => {
    const items = call.db
      .selectFrom("ctc_items as i")
      .innerJoin("ctc_workspaces as w", "w.id", "i.workspace_id")
      .select(["i.id", "i.kind", "i.name"])
      .where("w.account_id", "=", caller.account.id)
      .where("i.id", ">", after);
    const own = call.rules.applies("CTC-WS-01") ? items.where("w.id", "=", workspace) : items;
    return own.orderBy("i.id").limit(atMost(limit)).execute();
  });
}

async function add(call: Call, caller: Member): Promise<Answer> {
  const workspace_id = await requireOpen(call, caller);
  const body = call.body(members);
  const kind = KINDS.find((each) => each === body.kind);
  const message = `kind is one of ${KINDS.join(", ")}`;
  if (kind === undefined) throw new Refusal("bad-value", { status: 422, field: "kind", message });
  const { name } = requireName(call, "bad-value", body.name);
  const id = await nextId(call.db, "itm");
  await call.db.insertInto("ctc_items").values({ id, workspace_id, kind, name }).execute();
  return rowAnswer({ id, kind, name }, 201);
}

export const contentRoutes: readonly Route[] = [
  member(
    {
      method: "GET",
      path: `${item}/content`,
      summary: "Opens a workspace: its contacts, campaigns, templates and automations.",
      paged: true,
      rules: ["CTC-TM-07", "CTC-WS-01", "CTC-WS-12"],
      answers: { status: 200, schema: "ItemPage" },
    },
    list,
  ),
  member(
    {
      method: "POST",
      path: `${item}/content`,
      summary: "Puts something into a workspace.",
      members,
      rules: ["CTC-TM-07", "CTC-WS-01"],
      answers: { status: 201, schema: "Item" },
    },
    add,
  ),
];
