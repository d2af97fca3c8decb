/** Roles, groups, skills, reason lists, capacity rules, extensions, location. */
import { expect } from "vitest";
import { done, newTenant, refused, type Tenant } from "./client.ts";
import type { Case } from "./rules.ts";

const PHONE = { type: "pstn", value: "+40211234567", description: "Desk" };
const newSkill = (tenant: Tenant, more: object = {}) =>
  tenant.ok("POST", "/skills", { name: "Dutch", ...more });
const newList = async (tenant: Tenant, name: string, more: object = {}) => {
  const reason = await tenant.ok("POST", "/reasons", { name: `${name} reason` });
  return tenant.ok("POST", "/reason-lists", {
    name,
    reasons: [{ reasonId: reason.id, hierarchy: [] }],
    ...more,
  });
};
const newRule = async (tenant: Tenant, name: string, active = true) => {
  const rule = await tenant.ok("POST", "/capacity-rules", { name });
  const version = await tenant.ok("POST", `/capacity-rules/${rule.id}/versions`, {
    ...{ name: "v1", quantifier: "all", ruleSet: "{[:voice] 1 [:email :messaging] 3}" },
  });
  return tenant.ok("PUT", `/capacity-rules/${rule.id}`, { activeVersion: version.version, active });
};

const details: readonly Case[] = [
  {
    title: "CXE-EXT-01 adds extensions to a user and changes them",
    run: async (tenant) => {
      const row = await tenant.add();
      const extensions = [...row.extensions, PHONE];
      expect(done(await tenant.put(row.id, { extensions })).extensions).toEqual(extensions);
      const changed = [row.extensions[0], { ...PHONE, value: "+40211234568" }];
      expect(done(await tenant.put(row.id, { extensions: changed })).extensions).toEqual(changed);
    },
  },
  {
    title: "CXE-EXT-02 removes configured extensions",
    run: async (tenant) => {
      const row = await tenant.add({ extensions: [PHONE] });
      expect(row.extensions).toMatchObject([{ provider: "twilio" }, PHONE]);
      const [first] = row.extensions;
      expect(done(await tenant.put(row.id, { extensions: [first] })).extensions).toEqual([first]);
    },
  },
  {
    title: "CXE-EXT-03 keeps the default extension",
    run: async (tenant) => {
      const row = await tenant.add();
      refused(await tenant.put(row.id, { extensions: [] }), "CXE-EXT-03");
      refused(await tenant.put(row.id, { extensions: [PHONE] }), "CXE-EXT-03");
    },
  },
  {
    title: "CXE-SKILL-01 gives users skills and takes them",
    run: async (tenant) => {
      const [row, skill] = [await tenant.add(), await newSkill(tenant)];
      done(await tenant.on("POST", `/users/${row.id}/skills`, { skillId: skill.id }), 201);
      expect((await tenant.user(row.id)).skills).toMatchObject([{ id: skill.id, name: "Dutch" }]);
      done(await tenant.on("DELETE", `/users/${row.id}/skills/${skill.id}`));
      expect((await tenant.user(row.id)).skills).toEqual([]);
    },
  },
  {
    title: "CXE-SKILL-02 sets the level of a user's skill",
    run: async (tenant) => {
      const [row, skill] = [await tenant.add(), await newSkill(tenant, { hasProficiency: true })];
      await tenant.ok("POST", `/users/${row.id}/skills`, { skillId: skill.id });
      const path = `/users/${row.id}/skills/${skill.id}`;
      expect(done(await tenant.on("PUT", path, { proficiency: 55 })).proficiency).toBe(55);
      expect((await tenant.user(row.id)).skills).toMatchObject([{ proficiency: 55, hasProficiency: true }]);
    },
  },
  {
    title: "CXE-GRP-01 puts users into groups and takes them out, never out of everyone",
    run: async (tenant) => {
      const row = await tenant.add();
      const group = await tenant.ok("POST", "/groups", { name: "Desk" });
      done(await tenant.on("POST", `/groups/${group.id}/users`, { userId: row.id }), 201);
      expect((await tenant.user(row.id)).groups).toMatchObject([{ name: "everyone" }, { name: "Desk" }]);
      done(await tenant.on("DELETE", `/groups/${group.id}/users/${row.id}`));
      const [everyone, ...rest] = (await tenant.user(row.id)).groups;
      expect(rest).toEqual([]);
      const answer = await tenant.on("DELETE", `/groups/${everyone.id}/users/${row.id}`);
      refused(answer, "everyone-is-fixed");
    },
  },
  {
    title: "CXE-LOC-01 takes any text for a location",
    run: async (tenant) => {
      const row = await tenant.add();
      for (const location of ["Cluj, 3rd floor <b>&", "", null])
        expect(done(await tenant.put(row.id, { location })).location).toBe(location);
      refused(await tenant.put(row.id, { location: 7 }), "CXE-LOC-01");
    },
  },
  {
    title: "CXE-PRL-01 assigns reason lists the tenant has",
    run: async (tenant) => {
      const [row, list] = [await tenant.add(), await newList(tenant, "Breaks")];
      const path = `/users/${row.id}/reason-lists`;
      refused(await tenant.on("POST", path, { reasonListId: row.id }), "CXE-PRL-01");
      done(
        await tenant.on("POST", path, { tenantId: tenant.id, userId: row.id, reasonListId: list.id }),
        201,
      );
      const lists: { name: string }[] = await tenant.ok("GET", path);
      expect(lists.map(({ name }) => name)).toEqual(["System Presence Reasons", "Breaks"]);
    },
  },
  {
    title: "CXE-CAP-01 assigns a capacity rule the tenant has",
    run: async (tenant) => {
      const [row, rule] = [await tenant.add(), await newRule(tenant, "Two")];
      const path = `/users/${row.id}/capacity-rules`;
      refused(await tenant.on("POST", path, { capacityRuleId: row.id }), "CXE-CAP-01");
      done(await tenant.on("POST", path, { capacityRuleId: rule.id }), 201);
      expect((await tenant.user(row.id)).effectiveCapacityRule).toMatchObject({ id: rule.id, name: "Two" });
      done(await tenant.on("DELETE", `${path}/${rule.id}`));
      expect((await tenant.user(row.id)).effectiveCapacityRule).toBe(null);
    },
  },
];

const rolesGroupsSkills: readonly Case[] = [
  {
    title: "CXE-B-14 gives one role per tenant, another in another tenant",
    run: async (tenant) => {
      const [agent, boss] = [await tenant.role("Agent"), await tenant.role("Supervisor")];
      const person = await tenant.person();
      refused(await tenant.put(person.id, { roleId: [agent, boss] }), "CXE-B-14");
      const other = await newTenant(tenant.server);
      const there = await other.add({ email: person.email, role: "Supervisor" });
      expect([there.roleName, (await tenant.user(person.id)).roleName]).toEqual(["Supervisor", "Agent"]);
    },
  },
  {
    title: "CXE-B-15 starts with three roles and takes more",
    run: async (tenant) => {
      const names = async () => (await tenant.ok("GET", "/roles")).map((role: { name: string }) => role.name);
      expect(await names()).toEqual(["Agent", "Supervisor", "Administrator"]);
      const permissions = [await tenant.permission("VIEW_ALL_USERS")];
      const role = await tenant.ok("POST", "/roles", { name: "Auditor", permissions });
      expect(role).toMatchObject({ permissions, shared: false, active: true });
      expect((await names()).at(-1)).toBe("Auditor");
    },
  },
  {
    title: "CXE-B-16 keeps the roles a tenant starts with",
    run: async (tenant) => {
      const path = `/roles/${await tenant.role("Agent")}`;
      for (const change of [{ name: "Clerk" }, { permissions: [] }, { active: false }])
        refused(await tenant.on("PUT", path, change), "CXE-B-16");
    },
  },
  {
    title: "CXE-B-17 gives every group a name of its own",
    run: async (tenant) => {
      await tenant.ok("POST", "/groups", { name: "Desk" });
      refused(await tenant.on("POST", "/groups", { name: " DESK " }), "CXE-B-17");
      const { id } = await tenant.ok("POST", "/groups", { name: "Field" });
      refused(await tenant.on("PUT", `/groups/${id}`, { name: "desk" }), "CXE-B-17");
      done(await tenant.on("PUT", `/groups/${id}`, { name: "FIELD", active: false }));
    },
  },
  {
    title: "CXE-B-18 makes no group by naming it on a user, and takes members from either side",
    run: async (tenant) => {
      const row = await tenant.add();
      refused(await tenant.on("POST", `/users/${row.id}/groups`, { groupId: "Desk" }), "CXE-B-18");
      const group = await tenant.ok("POST", "/groups", { name: "Desk" });
      done(await tenant.on("POST", `/users/${row.id}/groups`, { groupId: group.id }), 201);
      expect(await tenant.ok("GET", `/groups/${group.id}/users`)).toMatchObject([{ memberId: row.id }]);
    },
  },
  {
    title: "CXE-B-19 gives every skill a name of its own",
    run: async (tenant) => {
      await newSkill(tenant);
      refused(await tenant.on("POST", "/skills", { name: "dutch" }), "CXE-B-19");
    },
  },
  {
    title: "CXE-B-20 takes levels from 1 to 100",
    run: async (tenant) => {
      const [row, skill] = [await tenant.add(), await newSkill(tenant, { hasProficiency: true })];
      await tenant.ok("POST", `/users/${row.id}/skills`, { skillId: skill.id, proficiency: 100 });
      const path = `/users/${row.id}/skills/${skill.id}`;
      done(await tenant.on("PUT", path, { proficiency: 1 }));
      for (const proficiency of [0, 101, -5])
        refused(await tenant.on("PUT", path, { proficiency }), "CXE-B-20");
    },
  },
  {
    title: "CXE-B-21 takes a level only for skills that have levels",
    run: async (tenant) => {
      const [row, skill] = [await tenant.add(), await newSkill(tenant)];
      const path = `/users/${row.id}/skills`;
      refused(await tenant.on("POST", path, { skillId: skill.id, proficiency: 5 }), "CXE-B-21");
      expect((await tenant.ok("POST", path, { skillId: skill.id })).proficiency).toBe(null);
    },
  },
  {
    title: "CXE-B-22 never takes levels from a skill",
    run: async (tenant) => {
      const { id } = await newSkill(tenant);
      done(await tenant.on("PUT", `/skills/${id}`, { hasProficiency: true }));
      refused(await tenant.on("PUT", `/skills/${id}`, { hasProficiency: false }), "CXE-B-22");
    },
  },
  {
    title: "CXE-B-23 disables skills and deletes none",
    run: async (tenant) => {
      const { id } = await newSkill(tenant);
      const change = { name: "Flemish", description: "d", active: false };
      expect(done(await tenant.on("PUT", `/skills/${id}`, change))).toMatchObject(change);
      refused(await tenant.on("DELETE", `/skills/${id}`), "CXE-B-23", 404);
    },
  },
  {
    title: "CXE-B-24 makes no skill by naming it on a user, and takes members from either side",
    run: async (tenant) => {
      const row = await tenant.add();
      refused(await tenant.on("POST", `/users/${row.id}/skills`, { skillId: "Dutch" }), "CXE-B-24");
      const skill = await newSkill(tenant);
      done(await tenant.on("POST", `/skills/${skill.id}/users`, { userId: row.id }), 201);
      expect(await tenant.ok("GET", `/users/${row.id}/skills`)).toMatchObject([{ skillId: skill.id }]);
    },
  },
];

const listsAndRules: readonly Case[] = [
  {
    title: "CXE-B-25 gives users and groups several reason lists",
    run: async (tenant) => {
      const row = await tenant.add();
      const lists = [await newList(tenant, "A"), await newList(tenant, "B")];
      const group = await tenant.ok("POST", "/groups", { name: "Desk" });
      for (const { id: reasonListId } of lists) {
        done(await tenant.on("POST", `/users/${row.id}/reason-lists`, { reasonListId }), 201);
        done(await tenant.on("POST", `/groups/${group.id}/reason-lists`, { reasonListId }), 201);
      }
      expect((await tenant.ok("GET", `/users/${row.id}/reason-lists`)).length).toBe(3);
      expect((await tenant.ok("GET", `/groups/${group.id}/reason-lists`)).length).toBe(2);
    },
  },
  {
    title: "CXE-B-26 gives everybody the tenant's default lists, and assigns none of them",
    run: async (tenant) => {
      const row = await tenant.add();
      const { id } = await newList(tenant, "All", { isDefault: true });
      const path = `/users/${row.id}/reason-lists`;
      const lists: { id: string }[] = await tenant.ok("GET", path);
      expect(lists.map((list) => list.id)).toContain(id);
      refused(await tenant.on("POST", path, { reasonListId: id }), "CXE-B-26");
    },
  },
  {
    title: "CXE-B-27 replaces a user's capacity rule",
    run: async (tenant) => {
      const row = await tenant.add();
      for (const name of ["One", "Two"]) {
        const capacityRuleId = (await newRule(tenant, name)).id;
        done(await tenant.on("POST", `/users/${row.id}/capacity-rules`, { capacityRuleId }), 201);
      }
      const rules: { name: string }[] = await tenant.ok("GET", `/users/${row.id}/capacity-rules`);
      expect(rules.map(({ name }) => name)).toEqual(["Two"]);
    },
  },
  {
    title: "CXE-B-28 assigns enabled capacity rules only",
    run: async (tenant) => {
      const [row, rule] = [await tenant.add(), await newRule(tenant, "Off", false)];
      const answer = await tenant.on("POST", `/users/${row.id}/capacity-rules`, { capacityRuleId: rule.id });
      refused(answer, "CXE-B-28");
    },
  },
  {
    title: "CXE-B-29 sets a user's capacity rule by a call of its own",
    run: async (tenant) => {
      const [row, rule] = [await tenant.add(), await newRule(tenant, "Own")];
      done(await tenant.on("POST", `/users/${row.id}/capacity-rules`, { capacityRuleId: rule.id }), 201);
    },
  },
  {
    title: "CXE-B-30 knows three types of capacity rule and one call at a time",
    run: async (tenant) => {
      const { id } = await tenant.ok("POST", "/capacity-rules", { name: "R" });
      const post = (body: object) =>
        tenant.on("POST", `/capacity-rules/${id}/versions`, { name: "v", ...body });
      const ruleSet = "{[:voice] 1, [:sms :work-item] 4}";
      const version = done(await post({ quantifier: "any", ruleSet }), 201);
      expect(version).toMatchObject({ version: version.id, quantifier: "any", ruleSet, capacityRuleId: id });
      const share = { channels: ["email"], max: 3, weight: 20 };
      done(await post({ quantifier: "percentage", rules: [share] }), 201);
      const texts = [
        "{[:voice] 2}",
        "{[:fax] 1}",
        "{:voice 1}",
        "{[:voice] 1",
        "",
        "{[] 1}",
        "{[:sms] x}",
        "#{}",
      ];
      for (const text of texts) refused(await post({ quantifier: "all", ruleSet: text }), "CXE-B-30");
      refused(await post({ quantifier: "some", ruleSet }), "CXE-B-30");
      for (const wrong of [{ max: 0 }, { weight: 101 }, { channels: ["voice"] }, { channels: [] }])
        refused(await post({ quantifier: "percentage", rules: [{ ...share, ...wrong }] }), "CXE-B-30");
    },
  },
  {
    title: "CXE-B-31 knows the types of extension and what each needs",
    run: async (tenant) => {
      const row = await tenant.add();
      const put = (extension: object) => tenant.put(row.id, { extensions: [...row.extensions, extension] });
      done(await put({ type: "sip", value: "sip:ana@pbx.example", description: "Softphone" }));
      const wrong = [
        { type: "fax" },
        { description: " " },
        { type: "sip" },
        { type: "webrtc", provider: "" },
      ];
      for (const part of wrong) refused(await put({ ...PHONE, ...part }), "CXE-B-31");
    },
  },
  {
    title: "CXE-B-32 needs a permission for one's own extensions",
    run: async (tenant) => {
      const active = (person: { row: { extensions: object[] } }) => ({
        activeExtension: person.row.extensions[0],
      });
      const agent = await tenant.person();
      done(await tenant.put(agent.id, active(agent), agent.token));
      const custom = await tenant.person({ role: await tenant.newRole("VIEW_ALL_USERS") });
      refused(await tenant.put(custom.id, active(custom), custom.token), "CXE-B-32", 403);
    },
  },
  {
    title: "CXE-B-33 needs numbers in E.164 form",
    run: async (tenant) => {
      const row = await tenant.add();
      const put = (value: string) =>
        tenant.put(row.id, { extensions: [...row.extensions, { ...PHONE, value }] });
      done(await put("+15551234567x12"));
      for (const value of ["0211234567", "+0211", "phone"]) refused(await put(value), "CXE-B-33");
    },
  },
  {
    title: "CXE-B-34 lists users for those who may see them",
    run: async (tenant) => {
      const agent = await tenant.person();
      refused(await tenant.on("GET", "/users", undefined, agent.token), "CXE-B-34", 403);
      const viewer = await tenant.person({ role: await tenant.newRole("VIEW_ALL_USERS") });
      expect(done(await tenant.on("GET", "/users", undefined, viewer.token)).length).toBe(3);
    },
  },
];

export const objectCases: readonly Case[] = [...details, ...rolesGroupsSkills, ...listsAndRules];
